#pragma once

#include "plots/ColourDiagram.h"
#include "plots/PointFigure.h"

namespace iic::ui {

/// The colour–colour diagram as it goes into a file (paper, Fig. 6).
class ColourColourFigure : public PointFigure {
  public:
    ColourColourFigure(DiagramPoints points, PointName nameOf)
        : PointFigure(colourDiagram(), std::move(points), PointColours::Class, colourDiagram().range, std::move(nameOf)) {}
};

} // namespace iic::ui
