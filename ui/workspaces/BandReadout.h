#pragma once

#include "astro/TileSet.h"

#include <QString>

#include <optional>

namespace iic::ui {

/// "α 10:44:22.15  δ +21:03:15.2".
QString positionReadout(const SkyCoord& position);

/// "W1 737.7  W2 222.4  W3 397.1 DN": the values of every band at a place of the reference image.
QString bandReadout(const Tile& tile, const PixelCoord& pixel, const std::optional<SkyCoord>& position);

} // namespace iic::ui
