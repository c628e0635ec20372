#pragma once

#include "base/Error.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace iic::cli {

/// A colour picture, 0xffRRGGBB row by row, first row at the bottom as in FITS.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels;

    /// A ring about a place in FITS pixels.
    void ring(double x, double y, double radius, std::uint32_t colour);
};

/// The first three channels of a network's input as red, green and blue.
Picture pictureOf(std::span<const float> input, int channels, int side);

/// Writes it as PNG with its first row at the bottom, whole or not at all.
Result<void> writePng(const std::filesystem::path& path, const Picture& picture);

} // namespace iic::cli
