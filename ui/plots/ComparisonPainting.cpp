#include "plots/ComparisonFigure.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>

namespace iic::ui {

namespace {

constexpr double signDistance = 55; // of signs along a curve
constexpr double signSize = 4;

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

} // namespace

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

} // namespace iic::ui
