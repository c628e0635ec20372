#pragma once

#include "metrics/Calibration.h"

#include "plots/Figure.h"

#include <QCoreApplication>

namespace iic::ui {

/// How often sources of a confidence are right (Guo et al. 2017, Fig. 1), and beside or below how many have it.
class ReliabilityFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(ReliabilityFigure)

  public:
    /// Confidences in (low, high].
    struct Range {
        double low = 0, high = 1;
        bool operator==(const Range&) const = default;
    };

    /// `temperature` is the one that the confidences were divided by; 1: none. `picked` ranges are told from the others.
    ReliabilityFigure(Reliability reliability, double temperature, std::vector<Range> picked = {});

    QString title() const override;
    QString suggestedName() const override { return QStringLiteral("reliability"); }
    QSizeF paperSize() const override { return {420, 440}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    Table numbers() const override;

    Range range(std::size_t which) const { return {reliability_.bins.at(which).low, reliability_.bins.at(which).high}; }
    bool hasSources(std::size_t which) const { return which < reliability_.bins.size() && reliability_.bins[which].weight > 0; }
    /// The nearest range below (`by` < 0) or above that has sources; the same where there is none.
    std::size_t next(std::size_t which, int by) const;
    /// A range with sources; in either chart, at any height.
    std::optional<std::size_t> rangeAt(const QPointF& position, const QSizeF& size, const FigureStyle& style) const;
    /// In the first of the charts.
    QRectF placeOf(std::size_t which, const QSizeF& size, const FigureStyle& style) const;
    /// "confidence 0.80 to 0.90, sources: 120, right: 84.1 %".
    QString textOf(std::size_t which) const;

  private:
    struct Charts;
    Charts charts(const QSizeF& size, const FigureStyle& style) const;

    Reliability reliability_;
    double temperature_;
    std::vector<Range> picked_;
};

} // namespace iic::ui
