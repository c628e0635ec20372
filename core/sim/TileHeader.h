#pragma once

#include "astro/Band.h"
#include "astro/Coordinates.h"
#include "astro/FitsHeader.h"

#include <string>

namespace iic {

/// The Atlas tile name of a centre, "1501p022_ac51": right ascension and declination in tenths of a degree.
std::string coaddName(const SkyCoord& centre);

/// The cards a real Atlas image of side × side pixels about `centre` has, marked as simulated.
FitsHeader atlasHeader(const SkyCoord& centre, Band band, int side, double median, std::uint64_t seed);

} // namespace iic
