#pragma once

#include "base/Image.h"

#include <vector>

namespace iic {

/// Level and noise of the sky about a source.
struct LocalSky {
    double level = 0;
    double noise = 0; ///< from the pixels below the level, which sources do not reach
};

/// From the median of the values and their 15.87 % quantile; zeros when there are none. Reorders the values.
LocalSky skyOf(std::vector<float>& values);

/// The sky of the finite pixels in the border of a cutout (an eighth of its side wide), or of all its pixels
/// when the border has fewer than 16.
LocalSky borderSky(const FloatImage& cutout);

} // namespace iic
