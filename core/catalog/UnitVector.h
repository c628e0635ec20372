#pragma once

#include "astro/Coordinates.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace iic {

/// A direction as a point of the unit sphere: x to (0°, 0°), y to (90°, 0°), z to the north pole.
using UnitVector = std::array<double, 3>;

/// Right ascension in 0 … 360 and declination in −90 … 90 degrees; anything else, NaN too, is no position.
bool isPosition(const SkyCoord& place);
UnitVector unitVector(const SkyCoord& place);
/// The angle between two directions in arcseconds, 2 atan2(|a − b|, |a + b|): exact for small angles and near 180° alike.
double separationArcsec(const UnitVector& a, const UnitVector& b);

/// The rows of `vectors` in an order that runs through space, so that neighbours follow each other.
std::vector<std::uint32_t> orderInSpace(std::span<const UnitVector> vectors);

} // namespace iic
