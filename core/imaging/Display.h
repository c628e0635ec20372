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
    double softening = 8.0;                       ///< Q of the asinh: larger shows fainter things
    std::array<Limits, 3> limits;                 ///< of red, green, blue
};

/// The 256-entry-per-channel result for a rectangle of three images, reduced by an integer factor (block mean),
/// as 0xffRRGGBB row by row. Null channels are black; NaN shows as the `uncovered` colour. For any thread.
void composeColour(const std::array<const FloatImage*, 3>& channels, const DisplayStretch& stretch,
                   int left, int top, int width, int height, int reduction, std::uint32_t uncovered,
                   std::uint32_t* output);

} // namespace iic
