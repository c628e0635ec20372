#pragma once

#include "plots/ColourDiagram.h"
#include "plots/Figure.h"

#include <QCoreApplication>

namespace iic::ui {

/// The colour–colour diagram as it goes into a file (paper, Fig. 6).
class ColourColourFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(ColourColourFigure)

  public:
    ColourColourFigure(ColourPoints points, const ColourRange& range) : points_(std::move(points)), range_(range) {}

    QString title() const override;
    QString suggestedName() const override { return QStringLiteral("colour-colour"); }
    QSizeF paperSize() const override { return {620, 460}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    /// w2w3, w1w2 and class of every point whose colours are known, and whether a filter shows it.
    Table numbers() const override;

  private:
    ColourPoints points_;
    ColourRange range_;
};

} // namespace iic::ui
