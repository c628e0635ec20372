#pragma once

#include "base/Image.h"
#include "sim/Populations.h"
#include "sim/TileConditions.h"

#include <cstdint>
#include <vector>

namespace iic {

/// One band of the sky in DN: background with a slope, sources through the point spread, correlated noise that grows
/// with the light, saturated cores. The same for any number of threads.
FloatImage renderBand(const std::vector<TrueSource>& sources, Band band, const TileConditions& conditions, int side,
                      std::uint64_t seed);

} // namespace iic
