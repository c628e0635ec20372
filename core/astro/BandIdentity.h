#pragma once

#include "astro/Band.h"
#include "astro/FitsHeader.h"

#include <filesystem>
#include <optional>

namespace iic {

/// The band an image is of, from BAND, then WAVELEN (µm), then the file's name.
std::optional<Band> identifyBand(const FitsHeader& header, const std::filesystem::path& path);

/// An image that accompanies an intensity image (uncertainty, coverage, inverse variance, …), by its name.
bool isCompanionImage(const std::filesystem::path& path);

/// The name ends as FITS files do: .fits, .fit, .fts, also .gz and .fz.
bool hasFitsName(const std::filesystem::path& path);

} // namespace iic
