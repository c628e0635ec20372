#include "plots/WaterfallFigure.h"

#include "plots/RaggedCurve.h"
#include "plots/WaterfallAxes.h"

#include <QLinearGradient>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

/// One channel of one sample.
struct Ribbon {
    const std::array<std::uint64_t, channelValues>* counts;
    std::size_t channel;
    double depth; ///< 0 to 1
};

std::vector<Ribbon> ribbonsOf(const std::vector<SampleHistogram>& samples) {
    std::vector<Ribbon> ribbons;
    for (std::size_t sample = 0; sample < samples.size(); ++sample)
        for (std::size_t channel = 0; channel < 3; ++channel)
            ribbons.push_back({&samples[sample].counts[channel], channel, waterfallDepth(sample, channel, samples.size())});
    return ribbons;
}

void drawRibbon(QPainter& painter, const Ribbon& ribbon, const WaterfallProjection& projection, const CountAxis& axis,
                const FigureStyle& style) {
    QPolygonF crest;
    for (std::size_t value = 0; value < channelValues; ++value)
        crest << projection.place({static_cast<double>(value) / (channelValues - 1), ribbon.depth,
                                   axis.share(static_cast<double>((*ribbon.counts)[value]))});
    QPolygonF area = crest;
    area << projection.place({1, ribbon.depth, 0}) << projection.place({0, ribbon.depth, 0});
    const QColor colour = style.channelPen(ribbon.channel).color();
    QLinearGradient fill(projection.place({0.5, ribbon.depth, 0}), projection.place({0.5, ribbon.depth, 1}));
    fill.setColorAt(0, blended(colour, style.ground, 0.22)); // opaque: what lies behind is hidden
    fill.setColorAt(1, blended(colour, style.ground, 0.75));
    fillUnderCurve(painter, area, fill, style);
    painter.setPen(QPen(fill.stops().first().second, 1));
    painter.drawLine(QLineF(area[area.size() - 2], area.last()));
    drawCurve(painter, crest, QPen(colour, 1.2), style);
}

} // namespace

QString WaterfallFigure::title() const { return tr("Waterfall of red, green and blue"); }

std::shared_ptr<const WaterfallFigure> WaterfallFigure::seenFrom(const WaterfallCamera& camera) const {
    return std::make_shared<const WaterfallFigure>(samples_, scale_, camera);
}

void WaterfallFigure::paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const {
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF whole(QPointF(), size);
    painter.fillRect(whole, style.ground);
    if (samples_->empty()) {
        painter.setFont(style.font);
        painter.setPen(style.muted);
        painter.drawText(whole, Qt::AlignCenter | Qt::TextWordWrap, tr("Choose up to six sources."));
        return;
    }
    const CountAxis axis(highestCount(*samples_), scale_);
    const WaterfallProjection projection(camera_, waterfallRoom(whole, camera_, *samples_, style));
    const WaterfallAxes axes(projection, axis, *samples_, style);
    axes.drawWalls(painter);
    auto ribbons = ribbonsOf(*samples_);
    std::stable_sort(ribbons.begin(), ribbons.end(), [&projection](const Ribbon& one, const Ribbon& other) {
        return std::abs(one.depth - projection.eyeY()) > std::abs(other.depth - projection.eyeY());
    });
    for (const Ribbon& ribbon : ribbons)
        drawRibbon(painter, ribbon, projection, axis, style);
    axes.drawLabels(painter);
}

} // namespace iic::ui
