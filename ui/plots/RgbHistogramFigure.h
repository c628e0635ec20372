#pragma once

#include "plots/Chart.h"
#include "plots/SampleHistograms.h"

#include <QCoreApplication>
#include <QRectF>

namespace iic::ui {

/// Up to six samples in columns, more than three in two rows where there is height for them: the picture (paper, Fig. 4) and below
/// it how many pixels have each value of red, green and blue (Fig. 5, left), all on one count axis.
class RgbHistogramFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(RgbHistogramFigure)

  public:
    RgbHistogramFigure(SampleHistograms samples, CountScale scale) : samples_(std::move(samples)), scale_(scale) {}

    QString title() const override;
    QString suggestedName() const override { return QStringLiteral("rgb-histograms"); }
    QSizeF paperSize() const override;
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    Table numbers() const override { return sampleTable(*samples_); }

  private:
    ChartAxis countAxis() const;
    void paintRow(QPainter& painter, const QRectF& place, std::size_t first, std::size_t columns, const FigureStyle& style) const;
    void paintName(QPainter& painter, const QRectF& place, const SampleHistogram& sample, const FigureStyle& style) const;
    void paintPicture(QPainter& painter, const QRectF& place, const QImage& picture) const;
    void paintCounts(QPainter& painter, const Chart& chart, const SampleHistogram& sample, const FigureStyle& style) const;

    SampleHistograms samples_;
    CountScale scale_;
};

} // namespace iic::ui
