#pragma once

#include "plots/ColourDiagram.h"
#include "plots/Figure.h"

#include <QCoreApplication>

#include <functional>

namespace iic::ui {

/// What the source of a point's row is called. Any thread.
using PointName = std::function<QString(int row)>;

/// The colour–colour diagram as it goes into a file (paper, Fig. 6).
class ColourColourFigure : public Figure {
    Q_DECLARE_TR_FUNCTIONS(ColourColourFigure)

  public:
    ColourColourFigure(ColourPoints points, const ColourRange& range, PointName nameOf)
        : points_(std::move(points)), range_(range), nameOf_(std::move(nameOf)) {}

    QString title() const override;
    QString suggestedName() const override { return QStringLiteral("colour-colour"); }
    QSizeF paperSize() const override { return {620, 460}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    /// Name, w2w3, w1w2 and class of every point whose colours are known, and whether a filter shows it.
    Table numbers() const override;

  private:
    ColourPoints points_;
    ColourRange range_;
    PointName nameOf_;
};

} // namespace iic::ui
