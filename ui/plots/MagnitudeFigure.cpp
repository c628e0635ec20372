#include "plots/MagnitudeFigure.h"

#include "plots/Legend.h"

#include <QPainter>

#include <cmath>

namespace iic::ui {

namespace {

constexpr double margin = 12;
constexpr std::array strokes{Qt::SolidLine, Qt::DashLine, Qt::DashDotLine};

SourceClass classAt(std::size_t which) { return static_cast<SourceClass>(which); }

} // namespace

Table MagnitudeFigure::numbers() const {
    Integers from, sources;
    Reals accuracies;
    std::array<Reals, classCount> purities, completenesses;
    for (const MagnitudeBin& bin : bins_) {
        from.push_back(bin.brightest);
        sources.push_back(static_cast<std::int64_t>(bin.sources));
        accuracies.push_back(bin.matrix.accuracy());
        for (std::size_t which = 0; which < classCount; ++which) {
            purities[which].push_back(bin.matrix.scores(which).precision);
            completenesses[which].push_back(bin.matrix.scores(which).recall);
        }
    }
    Table table;
    table.add(integerColumn("w1_from", "mag", std::move(from)));
    table.add(integerColumn("sources", "", std::move(sources)));
    table.add(realColumn("accuracy", "", std::move(accuracies)));
    for (std::size_t which = 0; which < classCount; ++which) {
        const std::string name(className(classAt(which)));
        table.add(realColumn("purity_" + name, "", std::move(purities[which])));
        table.add(realColumn("completeness_" + name, "", std::move(completenesses[which])));
    }
    return table;
}

Chart MagnitudeFigure::chartFor(const QRectF& outer, const QString& title, const FigureStyle& style) const {
    ChartAxis x, y;
    x.low = bins_.front().brightest;
    x.high = bins_.back().brightest + 1;
    x.titles = {tr("W1 (mag)")};
    y.titles = {title};
    return {outer, x, y, style};
}

void MagnitudeFigure::paintCurves(QPainter& painter, const Chart& chart, double ClassScores::*score,
                                  const FigureStyle& style) const {
    for (std::size_t which = 0; which < classCount; ++which) {
        const QColor colour = style.classColour(classAt(which));
        QPolygonF line;
        const auto draw = [&] {
            painter.setPen(QPen(colour, 1.6, strokes[which]));
            painter.setBrush(Qt::NoBrush);
            painter.drawPolyline(line);
            painter.setPen(QPen(style.ground, 1));
            painter.setBrush(colour);
            for (const QPointF& point : line)
                drawClassSign(painter, point, 8, classAt(which));
            line.clear();
        };
        for (const MagnitudeBin& bin : bins_)
            if (const double value = bin.matrix.scores(which).*score; std::isnan(value))
                draw(); // a gap
            else
                line << chart.place(bin.brightest + 0.5, value);
        draw();
    }
}

void MagnitudeFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    if (bins_.empty())
        return;
    std::vector<LegendLine> lines;
    for (std::size_t which = 0; which < classCount; ++which)
        lines.push_back({classSign(classAt(which), style), figureClassText(classAt(which))});
    QRectF whole = QRectF(QPointF(), size).adjusted(margin, margin, -margin, -margin);
    const LegendRows legend(lines, whole.width(), style);
    legend.draw(painter, whole.topLeft());
    whole.setTop(whole.top() + legend.height() + 4);
    const bool isWide = whole.width() > whole.height();
    const double width = isWide ? whole.width() / 2 : whole.width(), height = isWide ? whole.height() : whole.height() / 2;
    const QRectF first(whole.topLeft(), QSizeF(width, height));
    const Chart purity = chartFor(first, tr("Purity"), style),
                completeness =
                    chartFor(isWide ? first.translated(width, 0) : first.translated(0, height), tr("Completeness"), style);
    for (const auto& [chart, score] :
         {std::pair{&purity, &ClassScores::precision}, std::pair{&completeness, &ClassScores::recall}}) {
        chart->drawGrid(painter);
        chart->drawAxes(painter);
        paintCurves(painter, *chart, score, style);
    }
}

} // namespace iic::ui
