#pragma once

#include "plots/ColourDiagram.h"
#include "plots/PointPlot.h"

namespace iic::ui {

/// W1 − W2 against W2 − W3 by class, with the AGN wedge of Jarrett et al. 2011 and the cut of Stern et al. 2012.
class ColourColourPlot : public PointPlot {
    Q_OBJECT

  public:
    explicit ColourColourPlot(QWidget* parent = nullptr) : PointPlot(colourDiagram(), parent) {
        setGuideText(tr("Dashed: AGN wedge of Jarrett et al. 2011. Dotted: W1 − W2 = 0.8, Stern et al. 2012."));
    }
};

} // namespace iic::ui
