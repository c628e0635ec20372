#pragma once

#include "plots/PointDiagram.h"

namespace iic::ui {

/// W1 − W2 against W2 − W3, with the AGN wedge of Jarrett et al. 2011 (dashed) and the cut W1 − W2 = 0.8 of Stern et al. 2012
/// (dotted); mag.
DiagramTerms colourDiagram();

} // namespace iic::ui
