#pragma once

#include "astro/Coordinates.h"
#include "base/Error.h"
#include "base/Image.h"

#include <cstdint>
#include <string>
#include <vector>

namespace iic {

/// SEP (Barbary 2016), without its types. A mask has one byte a pixel, not 0 where the pixel does not count, or is
/// empty. `file` is named in errors, which are OutOfMemory or Internal with SEP's own words.
namespace sep {

using Mask = std::vector<std::uint8_t>;

/// What a mesh of cells of about `mesh` pixels makes of the sky.
struct Background {
    FloatImage level;
    FloatImage noise;
    float globalLevel = 0;
    float globalNoise = 0;
};
Result<Background> measureBackground(const FloatImage& pixels, const Mask& mask, int mesh, const std::string& file);

struct Object {
    PixelCoord centre; ///< of its light; its peak, where that lies 3 pixels off or more
    PixelCoord peak;
    double semiMajor = 0; ///< pixels
    double semiMinor = 0;
    bool merged = false; ///< was parted from a neighbour
    bool truncated = false; ///< goes over the edge
};
/// Finds `minimumArea` connected pixels above `threshold` times their noise. One call at a time runs.
Result<std::vector<Object>> extract(const FloatImage& pixels, const FloatImage& noise, const Mask& mask, double threshold,
                                    int minimumArea, const std::string& file);
/// The same without parting what hangs together, or clearing away what a neighbour's wings may have made.
Result<std::vector<Object>> extractWhole(const FloatImage& pixels, const FloatImage& noise, const Mask& mask, double threshold,
                                         int minimumArea, const std::string& file);

struct CircleSum {
    double sum = 0; ///< masked pixels count as the mean of the others
    double area = 0; ///< pixels of the image inside; 0 when none counts
};
CircleSum sumCircle(const FloatImage& pixels, const Mask& mask, const PixelCoord& centre, double radius);

} // namespace sep

} // namespace iic
