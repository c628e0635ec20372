#pragma once

#include "astro/Coordinates.h"
#include "base/Random.h"
#include "sim/PointSpread.h"

#include <array>

namespace iic {

/// How the point spread of a tile's band differs from `pointSpread`.
struct SpreadShape {
    double width = 1; ///< in units of it
    double axisRatio = 1; ///< minor over major
    double positionAngle = 0; ///< radians from the image's x axis
    std::array<double, spreadParts> strength{1, 1, 1, 1}; ///< of the parts, their sum as before
    std::array<PixelCoord, spreadParts> shift{}; ///< of the parts: a spread is not quite even-sided
};

/// What differs from tile to tile of the survey.
struct TileConditions {
    double richness = 1; ///< sources below the catalog's limit, in units of the mean sky
    double noise = 1; ///< rms in units of the mean sky: how often the scans met there
    double floor = 1; ///< of the white noise, in the same units
    std::array<SpreadShape, bandCount> spread;
    std::array<double, bandCount> zeroPointError{}; ///< magnitudes by which the sources of a band are too faint
};

/// The spread seen over tiles 1210p015, 1954p287 and 0138m107: the flux of stars inside 3 px over that inside 6 px
/// is 0.44 to 0.49 (a width of ± 4 %); stars are ellipses of axis ratio 0.90 to 0.95 that lie the same way all over
/// a tile (weighted ellipticity 0.02 to 0.05 in W1 and W2); the rms of W3, free of unresolved sources, varies by
/// ± 10 %; the white floor is the same on all three, and is
/// drawn from 0.7 to 4 times it, for three do not tell how it varies; the pixels between the W1 sources scatter by 0.08 to 0.13 DN; W2−W3 of stars is −0.10 to −0.19 where the
/// catalogs have 0.07. A network that learned from round stars took every real one for a galaxy.
TileConditions drawConditions(Random& random);

} // namespace iic
