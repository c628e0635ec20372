#pragma once

#include "metrics/Calibration.h"

#include "plots/Figure.h"

#include <QCoreApplication>

namespace iic::ui {

/// How often sources of a confidence are right (Guo et al. 2017, Fig. 1), and beside or below how many have it.
class ReliabilityFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(ReliabilityFigure)

  public:
    /// `temperature` is the one that the confidences were divided by; 1: none.
    ReliabilityFigure(Reliability reliability, double temperature);

    QString title() const override;
    QString suggestedName() const override { return QStringLiteral("reliability"); }
    QSizeF paperSize() const override { return {420, 440}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    Table numbers() const override;

  private:
    Reliability reliability_;
    double temperature_;
};

} // namespace iic::ui
