#pragma once

#include "astro/Band.h"
#include "base/Random.h"

#include <array>

namespace iic {

/// What differs from tile to tile of the survey.
struct TileConditions {
    double richness = 1;    ///< sources below the catalog's limit, in units of the mean sky
    double noise = 1;       ///< rms in units of the mean sky: how often the scans met there
    std::array<double, bandCount> width{1, 1, 1, 1};   ///< of the point spread, in units of `pointSpread`
};

/// The spread seen over tiles 1210p015, 1954p287 and 0138m107: the flux of stars inside 3 px over that inside 6 px
/// is 0.44 to 0.49 (a width of ± 4 %), the rms of W3, free of unresolved sources, varies by ± 10 %, and the pixels
/// between the W1 sources scatter by 0.08 to 0.13 DN.
TileConditions drawConditions(Random& random);

} // namespace iic
