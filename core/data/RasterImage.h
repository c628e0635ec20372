#pragma once

#include "base/Error.h"

#include <filesystem>
#include <span>
#include <vector>

namespace iic {

/// A picture as a dataset keeps it: red, green and blue planes between 0 and 1, first row at the bottom as in FITS.
struct RasterImage {
    int width = 0, height = 0;
    std::vector<float> planes;
};

/// The name ends as those of PNG and JPEG files do.
bool hasImageName(const std::filesystem::path& path);

/// Reads a PNG or JPEG, grey ones into three equal planes, without what is transparent. FileUnreadable, ImplausibleData
/// (larger than 4001 pixels a side; its size is known before room is made for its pixels).
Result<RasterImage> readImage(const std::filesystem::path& path);

/// The image on side × side pixels: averaged where it shrinks, bilinear where it grows.
RasterImage resized(const RasterImage& image, int side);

/// A PNG of one or three planes of side × side values, what is not a number black.
std::vector<unsigned char> encodePng(std::span<const float> planes, int planeCount, int side);

} // namespace iic
