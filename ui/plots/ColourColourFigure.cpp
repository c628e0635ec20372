#include "plots/ColourColourFigure.h"

#include "plots/Chart.h"

#include <QPainter>

#include <cmath>

namespace iic::ui {

QString ColourColourFigure::title() const { return tr("Colour–colour diagram"); }

void ColourColourFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    constexpr double margin = 12;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    ChartAxis x, y;
    x.low = range_.w2w3From;
    x.high = range_.w2w3To;
    x.titles = {tr("W2 − W3 (mag)"), tr("W2 − W3")};
    y.low = range_.w1w2From;
    y.high = range_.w1w2To;
    y.titles = {tr("W1 − W2 (mag)"), tr("W1 − W2")};
    const Chart chart(QRectF(QPointF(), size).adjusted(margin, margin, -margin, -margin), x, y, style);
    const ColourCounts counts = countColours(*points_);
    chart.drawGrid(painter);
    drawColourPoints(painter, chart.box(), *points_, range_, counts, style);
    drawColourGuides(painter, chart.box(), range_, style);
    drawMarkedPoints(painter, chart.box(), *points_, range_, style);
    chart.drawAxes(painter);
    drawColourLegend(painter, chart.box(), counts, style);
}

Table ColourColourFigure::numbers() const {
    Reals w2w3, w1w2;
    Texts names, classes;
    Integers shown;
    for (const ColourPoint& point : *points_) {
        if (!std::isfinite(point.w1w2) || !std::isfinite(point.w2w3))
            continue;
        names.push_back(nameOf_(point.row).toStdString());
        w2w3.push_back(point.w2w3);
        w1w2.push_back(point.w1w2);
        classes.emplace_back(point.sourceClass ? className(*point.sourceClass) : std::string_view());
        shown.push_back(point.isShown);
    }
    Table table;
    table.add(textColumn("name", std::move(names)));
    table.add(realColumn("w2w3", "mag", std::move(w2w3)));
    table.add(realColumn("w1w2", "mag", std::move(w1w2)));
    table.add(textColumn("class", std::move(classes)));
    table.add(integerColumn("shown", "", std::move(shown)));
    return table;
}

} // namespace iic::ui
