#include "plots/PointFigure.h"

#include "plots/Chart.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

void PointFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    constexpr double margin = 12;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    ChartAxis x, y;
    x.low = range_.xFrom;
    x.high = range_.xTo;
    x.titles = terms_.x.titles;
    y.low = range_.yFrom;
    y.high = range_.yTo;
    y.titles = terms_.y.titles;
    const Chart chart(QRectF(QPointF(), size).adjusted(margin, margin, -margin, -margin), x, y, style);
    const PointCounts counts = countPoints(*points_, colours_);
    chart.drawGrid(painter);
    drawPoints(painter, chart.box(), *points_, range_, counts, style);
    if (terms_.drawGuides)
        terms_.drawGuides(painter, chart.box(), range_, style);
    drawMarkedPoints(painter, chart.box(), *points_, range_, style);
    chart.drawAxes(painter);
    drawPointLegend(painter, chart.box(), *points_, range_, counts, terms_, style);
}

Table PointFigure::numbers() const {
    Reals x, y, confidence;
    Texts names, classes;
    Integers shown;
    for (const DiagramPoint& point : *points_) {
        if (!std::isfinite(point.x) || !std::isfinite(point.y))
            continue;
        names.push_back(nameOf_(point.row).toStdString());
        x.push_back(point.x);
        y.push_back(point.y);
        classes.emplace_back(point.sourceClass ? className(*point.sourceClass) : std::string_view());
        confidence.push_back(static_cast<double>(point.confidence));
        shown.push_back(point.isShown);
    }
    Table table;
    table.add(textColumn("name", std::move(names)));
    table.add(realColumn(terms_.x.column, terms_.x.unit, std::move(x)));
    table.add(realColumn(terms_.y.column, terms_.y.unit, std::move(y)));
    table.add(textColumn("class", std::move(classes)));
    if (std::ranges::any_of(confidence, [](double value) { return std::isfinite(value); }))
        table.add(realColumn("confidence", "", std::move(confidence)));
    table.add(integerColumn("shown", "", std::move(shown)));
    return table;
}

} // namespace iic::ui
