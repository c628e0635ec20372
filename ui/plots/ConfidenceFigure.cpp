#include "plots/ConfidenceFigure.h"

#include "catalog/Table.h"
#include "plots/Chart.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

constexpr int bins = 34;
constexpr double margin = 10;

std::vector<double> edges() {
    std::vector<double> edges;
    for (int edge = 0; edge <= bins; ++edge)
        edges.push_back(ConfidenceFigure::lowest + (ConfidenceFigure::highest - ConfidenceFigure::lowest) * edge / bins);
    return edges;
}

Chart chartOf(const Histogram& counts, const QSizeF& size, const FigureStyle& style) {
    ChartAxis confidence, sources;
    confidence.low = ConfidenceFigure::lowest;
    confidence.high = ConfidenceFigure::highest;
    confidence.titles = {ConfidenceFigure::tr("Confidence")};
    sources.high = std::max<double>(1, static_cast<double>(*std::ranges::max_element(counts.counts))) * 1.05;
    sources.titles = {ConfidenceFigure::tr("Sources")};
    return {QRectF(QPointF(), size).adjusted(margin, margin, -margin, -margin), confidence, sources, style};
}

} // namespace

ConfidenceFigure::ConfidenceFigure(std::vector<double> confidences, double threshold)
    : confidences_(std::move(confidences)), threshold_(threshold) {
    std::erase_if(confidences_, [](double confidence) { return std::isnan(confidence); });
    std::ranges::sort(confidences_);
    counts_ = histogram(confidences_, edges());
}

std::shared_ptr<const ConfidenceFigure> ConfidenceFigure::withThreshold(double threshold) const {
    auto moved = std::make_shared<ConfidenceFigure>(std::vector<double>(), threshold);
    moved->confidences_ = confidences_;
    moved->counts_ = counts_;
    return moved;
}

std::size_t ConfidenceFigure::below() const {
    return static_cast<std::size_t>(std::ranges::lower_bound(confidences_, threshold_) - confidences_.begin());
}

double ConfidenceFigure::thresholdAt(const QPointF& position, const QSizeF& size, const FigureStyle& style) const {
    const QRectF box = chartOf(counts_, size, style).box();
    const double confidence = lowest + (highest - lowest) * (position.x() - box.left()) / box.width();
    return std::round(std::clamp(confidence, lowest, highest) * 100) / 100;
}

QString ConfidenceFigure::title() const { return tr("Confidence of the sources that are right"); }

void ConfidenceFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size), style.ground);
    const Chart chart = chartOf(counts_, size, style);
    chart.drawGrid(painter);
    painter.setPen(Qt::NoPen);
    const QColor doubtful(0x3B, 0x82, 0xF6);
    for (std::size_t bin = 0; bin < counts_.counts.size(); ++bin) {
        if (counts_.counts[bin] == 0)
            continue;
        const double low = counts_.edges[bin], high = counts_.edges[bin + 1];
        const auto bar = [&](double from, double to, const QColor& colour) {
            if (from >= to)
                return;
            const QPointF foot = chart.place(from, 0), top = chart.place(to, static_cast<double>(counts_.counts[bin]));
            painter.setBrush(colour);
            painter.drawRect(QRectF(QPointF(foot.x(), std::min(top.y(), foot.y() - 1)), QPointF(top.x(), foot.y())));
        };
        const double cut = std::clamp(threshold_, low, high);
        bar(low, cut, doubtful);
        bar(cut, high, blended(style.muted, style.ground, 0.45));
    }
    chart.drawAxes(painter);
    painter.setPen(QPen(style.text, 1.5));
    const double at = std::clamp(threshold_, lowest, highest);
    painter.drawLine(QPointF(chart.place(at, 0).x(), chart.box().top()), QPointF(chart.place(at, 0).x(), chart.box().bottom()));
}

Table ConfidenceFigure::numbers() const {
    Reals from, to, sources;
    for (std::size_t bin = 0; bin < counts_.counts.size(); ++bin) {
        from.push_back(counts_.edges[bin]);
        to.push_back(counts_.edges[bin + 1]);
        sources.push_back(static_cast<double>(counts_.counts[bin]));
    }
    Table table;
    table.add(realColumn("confidence_from", "", std::move(from)));
    table.add(realColumn("confidence_to", "", std::move(to)));
    table.add(realColumn("sources", "", std::move(sources)));
    return table;
}

} // namespace iic::ui
