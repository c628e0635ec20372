#pragma once

#include "plots/SampleHistograms.h"
#include "plots/WaterfallCamera.h"

#include <QCoreApplication>

namespace iic::ui {

/// The histograms of up to six samples as ribbons one behind the other (paper, Fig. 5, right): across the pixel value, into the
/// depth red, green and blue of each sample, the first in front, upwards the count. Nearer ribbons hide what is behind them.
class WaterfallFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(WaterfallFigure)

  public:
    WaterfallFigure(SampleHistograms samples, CountScale scale, const WaterfallCamera& camera = {})
        : samples_(std::move(samples)), scale_(scale), camera_(camera) {}

    const WaterfallCamera& camera() const { return camera_; }
    /// The same samples from elsewhere.
    std::shared_ptr<const WaterfallFigure> seenFrom(const WaterfallCamera& camera) const;

    QString title() const override;
    QString suggestedName() const override { return QStringLiteral("waterfall"); }
    QSizeF paperSize() const override { return {680, 460}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    Table numbers() const override { return sampleTable(*samples_); }

  private:
    SampleHistograms samples_;
    CountScale scale_;
    WaterfallCamera camera_;
};

} // namespace iic::ui
