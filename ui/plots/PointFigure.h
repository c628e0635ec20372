#pragma once

#include "plots/Figure.h"
#include "plots/PointDiagram.h"

#include <functional>

namespace iic::ui {

/// What the source of a point's row is called. Any thread.
using PointName = std::function<QString(int row)>;

/// A diagram of points as it goes into a file.
class PointFigure : public Figure {
  public:
    PointFigure(DiagramTerms terms, DiagramPoints points, PointColours colours, const DiagramRange& range, PointName nameOf)
        : terms_(std::move(terms)), points_(std::move(points)), colours_(colours), range_(range), nameOf_(std::move(nameOf)) {}

    QString title() const override { return terms_.title; }
    QString suggestedName() const override { return terms_.fileName; }
    QSizeF paperSize() const override { return {620, 460}; }
    void paint(QPainter& painter, const QSizeF& size, const FigureStyle& style) const override;
    /// Name, place and class of every point that has a place, whether a filter shows it, and the confidence where any is known.
    Table numbers() const override;

  private:
    DiagramTerms terms_;
    DiagramPoints points_;
    PointColours colours_;
    DiagramRange range_;
    PointName nameOf_;
};

} // namespace iic::ui
