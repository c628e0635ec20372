#pragma once

#include "metrics/MagnitudeBins.h"

#include "plots/Chart.h"
#include "plots/Figure.h"

#include <QCoreApplication>

namespace iic::ui {

/// How pure and how complete a sample of each class is by magnitude, one chart beside the other. Classes in the order of SourceClass.
class MagnitudeFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(MagnitudeFigure)

  public:
    explicit MagnitudeFigure(std::vector<MagnitudeBin> bins) : bins_(std::move(bins)) {}

    QString title() const override { return tr("Purity and completeness by magnitude"); }
    QString suggestedName() const override { return QStringLiteral("by-magnitude"); }
    QSizeF paperSize() const override { return {640, 340}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    Table numbers() const override;

  private:
    Chart chartFor(const QRectF& outer, const QString& title, const FigureStyle& style) const;
    void paintCurves(QPainter& painter, const Chart& chart, double ClassScores::*score, const FigureStyle& style) const;

    std::vector<MagnitudeBin> bins_;
};

} // namespace iic::ui
