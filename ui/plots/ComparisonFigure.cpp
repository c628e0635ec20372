#include "plots/ComparisonFigure.h"

#include <QFontMetricsF>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace iic::ui {

namespace {

constexpr double margin = 12, namesGap = 14;
constexpr double reach = 8; // of the pointer round a line
constexpr double leastSpan = 0.05; // of accuracies: less is noise
constexpr double leastBoxWidth = 150; // of the data, before names are cut

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

QString ComparisonFigure::markText(const PaperMark& mark) const {
    return mark.series || mark.name.isEmpty() ? tr("paper %1").arg(number(mark.y))
                                              : tr("paper, %1: %2").arg(mark.name, number(mark.y));
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
