#include "plots/ComparisonFigure.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace iic::ui {

namespace {

constexpr double margin = 12, namesGap = 14, strokeWidth = 30, nameGap = 8;
constexpr double reach = 8; // of the pointer round a line
constexpr double signDistance = 55; // of signs along a curve
constexpr double signSize = 4;
constexpr double leastSpan = 0.05; // of accuracies: less is noise
constexpr double leastBoxWidth = 150; // of the data, before names are cut

/// Okabe and Ito's, the first the text's: what else is too faint on a ground is another of its hue there.
QColor colourOf(std::size_t series, const FigureStyle& style) {
    constexpr std::array<QRgb, 8> onDark{0xE69F00, 0x56B4E9, 0x00B184, 0xF0743A, 0xCC79A7, 0x4D8FD6, 0xF0E442, 0x99A2B0};
    constexpr std::array<QRgb, 8> onLight{0xC98500, 0x3C9AD2, 0x009E73, 0xD55E00, 0xB8598F, 0x0072B2, 0xA39A00, 0x70757D};
    if (series == 0)
        return style.text;
    return QColor::fromRgb((style.isDark() ? onDark : onLight)[(series - 1) % onDark.size()]);
}

Qt::PenStyle strokeOf(std::size_t series) {
    constexpr std::array strokes{Qt::SolidLine, Qt::SolidLine, Qt::DashLine, Qt::DashDotLine};
    return series == 0 ? Qt::SolidLine : strokes[series % strokes.size()];
}

double lineHeight(const FigureStyle& style) { return QFontMetricsF(style.smallFont()).height() + 7; }

QString number(double accuracy) { return QLocale().toString(accuracy, 'f', 3); }

double distance(const QPointF& from, const QLineF& line) {
    const QPointF along = line.p2() - line.p1(), offset = from - line.p1();
    const double length = QPointF::dotProduct(along, along);
    const double share = length > 0 ? std::clamp(QPointF::dotProduct(offset, along) / length, 0.0, 1.0) : 0;
    return QLineF(from, line.pointAt(share)).length();
}

} // namespace

bool ComparisonFigure::hasPoints() const {
    for (std::size_t i = 0; i < content_.series.size(); ++i)
        if (!isHidden(i) && !content_.series[i].points.empty())
            return true;
    return false;
}

Table ComparisonFigure::numbers() const {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    Texts names;
    Reals places, values, spreads;
    const auto add = [&](const QString& name, double x, double y, double spread) {
        names.push_back(name.toStdString());
        places.push_back(x);
        values.push_back(y);
        spreads.push_back(spread);
    };
    for (const ComparedSeries& series : content_.series)
        for (const ComparedPoint& point : series.points)
            add(series.name, point.x, point.y, point.spread);
    for (const PaperMark& mark : content_.marks)
        add(mark.name.isEmpty() ? QStringLiteral("paper") : QStringLiteral("paper, ") + mark.name, none, mark.y, none);
    Table table;
    table.add(textColumn("series", std::move(names)));
    table.add(realColumn(content_.kind == Comparison::Kind::Curves ? "epoch" : "x", "", std::move(places)));
    table.add(realColumn("accuracy", "", std::move(values)));
    table.add(realColumn("spread", "", std::move(spreads)));
    return table;
}

double ComparisonFigure::namesWidth(const QSizeF& size, const FigureStyle& style) const {
    const QFontMetricsF metrics(style.smallFont());
    double widest = 0;
    for (const ComparedSeries& series : content_.series)
        widest = std::max(widest, metrics.horizontalAdvance(series.name));
    for (const PaperMark& mark : content_.marks)
        widest = std::max(widest, metrics.horizontalAdvance(markText(mark)));
    const double most = size.width() - 2 * margin - leastBoxWidth - namesGap;
    return std::max(strokeWidth, std::min(strokeWidth + nameGap + widest + 4, most));
}

QRectF ComparisonFigure::nameBox(std::size_t place, const QSizeF& size, const FigureStyle& style) const {
    const double width = namesWidth(size, style);
    const std::size_t places = content_.series.size() + content_.marks.size() + 1;
    const double height = std::min(lineHeight(style), (size.height() - 2 * margin) / static_cast<double>(places));
    const double gap = place < content_.series.size() ? 0 : height / 2; // between names and marks
    return {size.width() - margin - width, margin + height * static_cast<double>(place) + gap, width, height};
}

Chart ComparisonFigure::chartFor(const QSizeF& size, const FigureStyle& style) const {
    ChartAxis x, y;
    double low = std::numeric_limits<double>::infinity(), high = -low, first = low, last = -low;
    for (std::size_t i = 0; i < content_.series.size(); ++i)
        for (const ComparedPoint& point : content_.series[i].points) {
            first = std::min(first, point.x);
            last = std::max(last, point.x);
            if (isHidden(i))
                continue;
            low = std::min(low, point.y - point.spread);
            high = std::max(high, point.y + point.spread);
        }
    for (const std::size_t mark : shownMarks()) {
        low = std::min(low, content_.marks[mark].y);
        high = std::max(high, content_.marks[mark].y);
    }
    if (!(high >= low)) {
        low = 0;
        high = 1;
    }
    const double span = std::max(high - low, leastSpan), middle = (low + high) / 2;
    y.low = std::max(0.0, middle - span * 0.56);
    y.high = middle + span * 0.56;
    if (content_.kind == Comparison::Kind::Curves) {
        x.low = 0;
        x.high = std::max(1.0, last);
        for (int epoch = 0; x.high <= 10 && epoch <= x.high; ++epoch)
            x.ticks.push_back(epoch);
    } else if (last >= first) {
        const double room = last > first ? (last - first) / 16 : 1;
        x.low = first - room;
        x.high = last + room;
        for (const ComparedSeries& series : content_.series)
            for (const ComparedPoint& point : series.points)
                if (std::ranges::find(x.ticks, point.x) == x.ticks.end())
                    x.ticks.push_back(point.x);
        std::ranges::sort(x.ticks);
    }
    x.titles = {content_.xTitle};
    y.titles = {content_.yTitle};
    const double names = content_.series.empty() ? 0 : namesWidth(size, style) + namesGap;
    return Chart(QRectF(QPointF(), size).adjusted(margin, margin, -margin - names, -margin), x, y, style);
}

std::vector<std::size_t> ComparisonFigure::shownMarks() const {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < content_.marks.size(); ++i)
        if (const auto& series = content_.marks[i].series; !series || !isHidden(*series))
            shown.push_back(i);
    return shown;
}

QPolygonF ComparisonFigure::lineOf(std::size_t series, const Chart& chart) const {
    QPolygonF line;
    for (const ComparedPoint& point : content_.series[series].points)
        if (std::isfinite(point.y))
            line << chart.place(point.x, point.y);
    return line;
}

QPen ComparisonFigure::penOf(std::size_t series, const FigureStyle& style, bool standsBack) const {
    QColor colour = colourOf(series, style);
    if (standsBack)
        colour = blended(colour, style.ground, 0.25);
    return {colour, series == 0 ? 2.2 : 1.7, strokeOf(series), Qt::FlatCap, Qt::RoundJoin};
}

QPen ComparisonFigure::penOf(const PaperMark& mark, const FigureStyle& style) const {
    return {mark.series ? colourOf(*mark.series, style) : style.muted, 1.3, Qt::DashLine};
}

/// A shape for each, filled or not.
void ComparisonFigure::paintSign(QPainter& painter, std::size_t series, const QPointF& centre, const QColor& colour) const {
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(series >= 5 ? QBrush() : QBrush(colour));
    const double r = signSize;
    const auto polygon = [&](std::initializer_list<QPointF> corners) {
        QPolygonF shape;
        for (const QPointF& corner : corners)
            shape << centre + corner;
        painter.drawConvexPolygon(shape);
    };
    switch (series % 5) {
    case 0: painter.drawEllipse(centre, r * 0.9, r * 0.9); break;
    case 1: polygon({{-r * 0.85, -r * 0.85}, {r * 0.85, -r * 0.85}, {r * 0.85, r * 0.85}, {-r * 0.85, r * 0.85}}); break;
    case 2: polygon({{0, -r * 1.1}, {r, r * 0.8}, {-r, r * 0.8}}); break;
    case 3: polygon({{0, -r * 1.2}, {r * 1.2, 0}, {0, r * 1.2}, {-r * 1.2, 0}}); break;
    default: polygon({{0, r * 1.1}, {r, -r * 0.8}, {-r, -r * 0.8}}); break;
    }
}

void ComparisonFigure::paintSpread(QPainter& painter, const Chart& chart, const FigureStyle& style, std::size_t series,
                                   bool standsBack) const {
    const auto& points = content_.series[series].points;
    const QColor colour = penOf(series, style, standsBack).color();
    if (content_.kind == Comparison::Kind::Points) {
        painter.setPen(QPen(colour, 1.2));
        for (const ComparedPoint& point : points) {
            if (point.spread <= 0)
                continue;
            const QPointF top = chart.place(point.x, point.y + point.spread), foot = chart.place(point.x, point.y - point.spread);
            painter.drawLine(top, foot);
            for (const QPointF& end : {top, foot})
                painter.drawLine(end - QPointF(signSize, 0), end + QPointF(signSize, 0));
        }
        return;
    }
    QPolygonF band;
    for (const ComparedPoint& point : points)
        band << chart.place(point.x, point.y + point.spread);
    for (auto point = points.rbegin(); point != points.rend(); ++point)
        band << chart.place(point->x, point->y - point->spread);
    painter.setPen(Qt::NoPen);
    QColor faint = colour;
    faint.setAlphaF(standsBack ? 0.06F : 0.16F);
    painter.setBrush(faint);
    painter.drawPolygon(band);
}

void ComparisonFigure::paintSeries(QPainter& painter, const Chart& chart, const FigureStyle& style, std::size_t series,
                                   bool standsBack) const {
    const QPolygonF line = lineOf(series, chart);
    const QPen pen = penOf(series, style, standsBack);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    const bool isEach = content_.kind == Comparison::Kind::Points;
    double free = line.isEmpty() ? 0 : line.front().x() + signDistance * static_cast<double>(series % 3) / 3;
    for (qsizetype i = 0; i < line.size(); ++i)
        if (isEach || line[i].x() >= free || i + 1 == line.size()) {
            paintSign(painter, series, line[i], pen.color());
            free = line[i].x() + signDistance;
        }
}

void ComparisonFigure::paintMarks(QPainter& painter, const Chart& chart, const FigureStyle& style) const {
    for (const std::size_t mark : shownMarks()) {
        const double y = chart.place(0, content_.marks[mark].y).y();
        painter.setPen(penOf(content_.marks[mark], style));
        painter.drawLine(QPointF(chart.box().left(), y), QPointF(chart.box().right(), y));
    }
}

QString ComparisonFigure::markText(const PaperMark& mark) const {
    return mark.series || mark.name.isEmpty() ? tr("paper %1").arg(number(mark.y))
                                              : tr("paper, %1: %2").arg(mark.name, number(mark.y));
}

void ComparisonFigure::paintNames(QPainter& painter, const QSizeF& size, const FigureStyle& style,
                                  const std::optional<Pointed>& pointed) const {
    const QFontMetricsF metrics(style.smallFont());
    QFont bold = style.smallFont();
    bold.setBold(true);
    const auto drawName = [&](const QRectF& box, const QString& name) {
        const QRectF room = box.adjusted(strokeWidth + nameGap, 0, 0, 0);
        const QString words = metrics.elidedText(name, Qt::ElideRight, room.width());
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, words);
        return QLineF(room.left(), room.center().y(), room.left() + metrics.horizontalAdvance(words), room.center().y());
    };
    const auto drawStroke = [&](const QRectF& box, const QPen& pen, const std::optional<std::size_t>& series) {
        painter.setPen(pen);
        painter.drawLine(QLineF(box.left(), box.center().y(), box.left() + strokeWidth, box.center().y()));
        if (series)
            paintSign(painter, *series, QPointF(box.left() + strokeWidth / 2, box.center().y()), pen.color());
    };
    for (std::size_t i = 0; i < content_.series.size(); ++i) {
        const QRectF box = nameBox(i, size, style);
        if (!isHidden(i))
            drawStroke(box, penOf(i, style, pointed && pointed->series != i), i);
        painter.setFont(pointed && pointed->series == i ? bold : style.smallFont());
        painter.setPen(isHidden(i) ? style.muted : style.text);
        const QLineF through = drawName(box, content_.series[i].name);
        if (isHidden(i))
            painter.drawLine(through);
    }
    painter.setFont(style.smallFont());
    std::size_t place = content_.series.size();
    for (const std::size_t mark : shownMarks()) {
        const QRectF box = nameBox(place++, size, style);
        drawStroke(box, penOf(content_.marks[mark], style), content_.marks[mark].series);
        painter.setPen(style.text);
        drawName(box, markText(content_.marks[mark]));
    }
}

void ComparisonFigure::paintPointed(QPainter& painter, const Chart& chart, const FigureStyle& style,
                                    const Pointed& pointed) const {
    const auto& points = content_.series[pointed.series].points;
    if (!pointed.point || *pointed.point >= points.size())
        return;
    const ComparedPoint& point = points[*pointed.point];
    const QPointF at = chart.place(point.x, point.y);
    painter.setPen(QPen(style.ground, 2));
    painter.setBrush(colourOf(pointed.series, style));
    painter.drawEllipse(at, 5, 5);
    const QFontMetricsF metrics(style.smallFont());
    const QString words = textOf(pointed);
    QRectF room(0, 0, metrics.horizontalAdvance(words) + 12, metrics.height() + 6);
    room.moveCenter(QPointF(at.x(), at.y() + (at.y() - room.height() - 10 < chart.box().top() ? 22 : -22)));
    room.moveLeft(std::clamp(room.left(), chart.box().left() + 2,
                             std::max(chart.box().left() + 2, chart.box().right() - room.width() - 2)));
    painter.setPen(QPen(style.grid, 1));
    painter.setBrush(style.ground);
    painter.drawRect(room);
    painter.setFont(style.smallFont());
    painter.setPen(style.text);
    painter.drawText(room, Qt::AlignCenter | Qt::TextDontClip, words);
}

void ComparisonFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style,
                             const std::optional<Pointed>& wanted) const {
    const bool isThere = wanted && wanted->series < content_.series.size() && !isHidden(wanted->series);
    const auto pointed = isThere ? wanted : std::nullopt;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    const Chart chart = chartFor(size, style);
    chart.drawGrid(painter);
    std::vector<std::size_t> order; // the first over the others, what is pointed at over all
    for (std::size_t i = content_.series.size(); i-- > 0;)
        if (!isHidden(i) && !(pointed && pointed->series == i))
            order.push_back(i);
    if (pointed)
        order.push_back(pointed->series);
    const auto standsBack = [&](std::size_t series) { return pointed && pointed->series != series; };
    for (const std::size_t series : order)
        paintSpread(painter, chart, style, series, standsBack(series));
    paintMarks(painter, chart, style);
    for (const std::size_t series : order)
        paintSeries(painter, chart, style, series, standsBack(series));
    chart.drawAxes(painter);
    paintNames(painter, size, style, pointed);
    if (pointed)
        paintPointed(painter, chart, style, *pointed);
}

std::optional<std::size_t> ComparisonFigure::nameAt(const QPointF& position, const QSizeF& size, const FigureStyle& style) const {
    for (std::size_t i = 0; i < content_.series.size(); ++i)
        if (nameBox(i, size, style).contains(position))
            return i;
    return std::nullopt;
}

std::optional<ComparisonFigure::Pointed> ComparisonFigure::at(const QPointF& position, const QSizeF& size,
                                                              const FigureStyle& style) const {
    if (const auto name = nameAt(position, size, style))
        return Pointed{*name, std::nullopt};
    const Chart chart = chartFor(size, style);
    std::optional<Pointed> found;
    double least = reach;
    for (std::size_t i = 0; i < content_.series.size(); ++i) {
        if (isHidden(i))
            continue;
        const QPolygonF line = lineOf(i, chart);
        std::size_t nearest = 0;
        double along = std::numeric_limits<double>::infinity(), away = along;
        for (qsizetype k = 0; k < line.size(); ++k) {
            if (const double x = std::abs(line[k].x() - position.x()); x < along) {
                along = x;
                nearest = static_cast<std::size_t>(k);
            }
            away = std::min(away, distance(position, QLineF(line[std::max<qsizetype>(0, k - 1)], line[k])));
        }
        if (away < least) {
            least = away;
            found = Pointed{i, nearest};
        }
    }
    return found;
}

QString ComparisonFigure::textOf(const Pointed& pointed) const {
    const ComparedSeries& series = content_.series.at(pointed.series);
    if (!pointed.point || *pointed.point >= series.points.size())
        return isHidden(pointed.series) ? tr("%1, hidden").arg(series.name) : series.name;
    const ComparedPoint& point = series.points[*pointed.point];
    const QString value = point.spread > 0 ? tr("%1 ± %2").arg(number(point.y), number(point.spread)) : number(point.y);
    return tr("%1, %2: %3").arg(series.name, content_.place.arg(point.x), value);
}

} // namespace iic::ui
