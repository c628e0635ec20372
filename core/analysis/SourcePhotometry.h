#pragma once

#include "catalog/Catalog.h"
#include "imaging/Cutout.h"

#include <array>
#include <limits>
#include <optional>
#include <vector>

namespace iic {

/// What a catalog says of a source's brightness, and how compact it looks: all a classifier without the image has.
struct SourcePhotometry {
    std::array<std::optional<double>, bandCount> magnitude;
    std::array<bool, bandCount> upperLimit{}; ///< the magnitude has no error
    double concentration = std::numeric_limits<double>::quiet_NaN(); ///< W1 flux inside 3 px over that inside 6 px
};

/// Photometry of a catalog's row; the concentration is measured on the tile.
SourcePhotometry photometryOf(const Catalog& catalog, std::size_t row, const Tile& tile);

/// Flux inside 3 px over that inside 6 px of the reference band about the centre, its sky being the median of the
/// pixels beyond 12 px; In [0, 1]; NaN when there is no flux. Fractions of pixels by 5 × 5 points.
double concentrationOf(const FloatImage& image, const PixelCoord& offset);

/// Magnitudes, the colours of neighbouring bands and limit flags (a missing magnitude is NaN), and the concentration where wanted.
std::vector<double> photometricFeatures(const SourcePhotometry& source, bool withConcentration);

} // namespace iic
