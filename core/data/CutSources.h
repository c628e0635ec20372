#pragma once

#include "data/DatasetColumns.h"
#include "imaging/Cutout.h"

#include <span>

namespace iic {

/// What cutting a source out tells of it.
struct CutSource {
    PixelCoord offset;
    SkySquare corners;
    std::uint16_t flags = 0; ///< bits of QualityFlag
    bool onTile = false; ///< false: there is no cutout
};

/// The bands a cutout is cut in, and how wide.
struct CutPlan {
    std::vector<Band> bands;
    double fieldArcsec = defaultField;
    int side = 0; ///< pixels
};

/// Cuts the sources out of the tile on all cores: plane by plane into `pixels`, side × side values each, NaN where there are
/// none. Without room for pixels they are only looked at.
void cutSources(const Tile& tile, std::span<const SkyCoord> places, const CutPlan& plan, std::span<CutSource> sources,
                std::span<float> pixels);

} // namespace iic
