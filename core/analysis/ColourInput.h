#pragma once

#include "astro/Band.h"
#include "catalog/Catalog.h"
#include "data/DatasetColumns.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace iic {

/// What a catalog says of a source's brightness in a band.
struct BandBrightness {
    std::optional<double> magnitude; ///< Vega, −5 … 30; none where it is missing
    bool isUpperLimit = false; ///< the source is no brighter than that
};
using Brightness = std::array<BandBrightness, bandCount>;

/// A magnitude that no source has, such as the −999 or 99 of some catalogs, is missing.
BandBrightness brightnessIn(std::optional<double> magnitude, bool isUpperLimit);
Brightness brightnessOf(const Catalog& catalog, std::size_t row);
Brightness brightnessOf(const DatasetColumns& columns, std::size_t row);

/// A colour of neighbours among the bands is known, or on which side of a value it lies.
bool tellsColour(const Brightness& brightness, std::span<const Band> bands);

/// Writes what a colour–colour network reads, colourNumbers(bands) floats. For each colour of neighbours among the bands: the colour
/// beyond a usual one, in half magnitudes, within ±8; 1 where it is known; +1 where it is larger than that (the first band is a limit),
/// −1 where it is smaller (the second is). Then the magnitude of the first band beyond 14, in 2 magnitudes, and 1 where it is measured.
/// What is not known is 0: missing, or a colour of two limits.
void colourInput(const Brightness& brightness, std::span<const Band> bands, std::span<float> input);

} // namespace iic
