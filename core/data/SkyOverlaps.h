#pragma once

#include "base/Error.h"
#include "data/DatasetColumns.h"

#include <cstdint>
#include <span>
#include <utility>

namespace iic {

/// The middle of a square on the sky.
SkyCoord centreOf(const SkySquare& square);

/// The pairs (i, j), i < j, of squares that overlap on the sky, in order. Their sides are great circles; what comes within
/// 0.01″ counts as overlapping. Right at the poles and across 0h. Uses all cores.
/// ImplausibleData where a square is none: a corner missing or more than 5° from the middle; or where so many crowd
/// that the pairs have no room.
Result<std::vector<std::pair<std::uint32_t, std::uint32_t>>> overlappingSquares(std::span<const SkySquare> squares);

} // namespace iic
