#pragma once

#include "metrics/Histogram.h"
#include "plots/Figure.h"

#include <QCoreApplication>

#include <vector>

namespace iic::ui {

/// How many of the sources that a network got right have which confidence, and a threshold below which they count as doubtful
/// (paper, Fig. 20).
class ConfidenceFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(ConfidenceFigure)

  public:
    /// Confidences of 1/3 … 1, NaN passed over.
    ConfidenceFigure(std::vector<double> confidences, double threshold);

    std::shared_ptr<const ConfidenceFigure> withThreshold(double threshold) const;
    double threshold() const { return threshold_; }
    std::size_t below() const; ///< the threshold
    std::size_t total() const { return confidences_.size(); }
    /// The threshold at a place of the figure in hundredths, within the range.
    double thresholdAt(const QPointF& position, const QSizeF& size, const FigureStyle& style) const;

    QString title() const override;
    QString suggestedName() const override { return QStringLiteral("confidence"); }
    QSizeF paperSize() const override { return {620, 260}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    Table numbers() const override;

    static constexpr double lowest = 0.32, highest = 1;

  private:
    std::vector<double> confidences_; ///< ascending
    Histogram counts_;
    double threshold_;
};

} // namespace iic::ui
