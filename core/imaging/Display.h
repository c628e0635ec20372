#pragma once

#include "base/Image.h"

#include <array>
#include <cstdint>

namespace iic {

struct Limits {
    float low = 0;
    float high = 1;
};

/// The zscale limits of IRAF (contrast 0.25, 1000 samples per line fit) over finite pixels.
Limits zscaleLimits(const FloatImage& image, double contrast = 0.25);
/// Quantiles of the finite pixels, fractions in [0, 1], from at most 100,000 samples.
Limits percentileLimits(const FloatImage& image, double lowFraction, double highFraction);

enum class StretchCurve { Linear, Asinh, SquareRoot, Logarithm };

struct DisplayStretch {
    StretchCurve curve = StretchCurve::Asinh;
    double softening = 3.0; ///< Q of the asinh: larger shows fainter things
    std::array<Limits, 3> limits; ///< of red, green, blue
};

/// A rectangle (in image pixels) of three images as ⌈width/reduction⌉ × ⌈height/reduction⌉ colours 0xffRRGGBB, row
/// by row, each from the mean of its block's finite pixels. A null channel is black. A pixel with no finite value
/// in any channel, or off the images, shows as `uncovered`. For any thread.
void composeColour(const std::array<const FloatImage*, 3>& channels, const DisplayStretch& stretch, int left, int top, int width,
                   int height, int reduction, std::uint32_t uncovered, std::uint32_t* output);

} // namespace iic
