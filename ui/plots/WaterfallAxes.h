#pragma once

#include "plots/SampleHistograms.h"
#include "plots/WaterfallCamera.h"

#include <QCoreApplication>
#include <QLineF>

class QPainter;

namespace iic::ui {

/// The upright axis of a waterfall.
struct CountAxis {
    CountAxis(double highest, CountScale scale);

    /// Height of a count, 0 to 1. The logarithmic axis shows log(1 + count), so that nothing lies at the floor.
    double share(double count) const;

    double top; ///< of the axis, pixels
    CountScale scale;
    std::vector<double> ticks;
};

/// Where a channel of a sample stands in the depth, 0 to 1: three close together, room between samples.
double waterfallDepth(std::size_t sample, std::size_t channel, std::size_t samples);

/// What the labels leave of a figure to the box.
QRectF waterfallRoom(const QRectF& whole, const WaterfallCamera& camera, const std::vector<SampleHistogram>& samples,
                     const FigureStyle& style);

/// Walls, grid, ticks and labels of a waterfall.
class WaterfallAxes {
    Q_DECLARE_TR_FUNCTIONS(WaterfallAxes)

  public:
    WaterfallAxes(const WaterfallProjection& projection, const CountAxis& counts, const std::vector<SampleHistogram>& samples,
                  const FigureStyle& style)
        : projection_(projection), counts_(counts), samples_(samples), style_(style) {}

    /// The floor and the two walls behind the data, with their grid.
    void drawWalls(QPainter& painter) const;
    /// What stands outside of the box.
    void drawLabels(QPainter& painter) const;

  private:
    /// Where a channel's letter stands.
    struct ChannelMark {
        QPointF foot; ///< on the axis
        QPointF towards; ///< away from the box
        QRectF label;
        QPointF moved; ///< how far the label is from where it would stand alone
    };

    QLineF line(const BoxPlace& from, const BoxPlace& to) const { return {projection_.place(from), projection_.place(to)}; }
    /// The box of a label of `size` that stands off a place by `distance` towards `direction`.
    QRectF labelPlace(const QPointF& at, const QPointF& direction, double distance, const QSizeF& size) const;
    void drawTitle(QPainter& painter, const QLineF& edge, const QPointF& direction, double distance, const QString& text) const;
    void drawValueAxis(QPainter& painter) const;
    /// Three a sample, each of the size of `letter`.
    std::vector<ChannelMark> channelMarks(const QSizeF& letter) const;
    void drawSampleAxis(QPainter& painter) const;
    void drawCountAxis(QPainter& painter) const;

    const WaterfallProjection& projection_;
    const CountAxis& counts_;
    const std::vector<SampleHistogram>& samples_;
    const FigureStyle& style_;
};

} // namespace iic::ui
