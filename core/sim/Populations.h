#pragma once

#include "astro/Band.h"
#include "base/Random.h"
#include "catalog/Catalog.h"
#include "sim/SimulatedSky.h"

#include <array>
#include <vector>

namespace iic {

/// How the point spread at a source differs from that of its tile: other frames met there. Stars of one tile scatter
/// by 0.5 % in width and 0.01 in ellipticity.
struct SpreadWobble {
    double width = 0; ///< relative
    double along = 0, across = 0; ///< ellipticity along the axes and the diagonals
};

/// A source as it truly is.
struct TrueSource {
    SourceClass sourceClass = SourceClass::Star;
    PixelCoord pixel;
    std::array<double, bandCount> magnitude{}; ///< Vega
    double halfLightRadius = 0; ///< arcsec along the major axis; 0: a point
    double axisRatio = 1;
    double positionAngle = 0; ///< radians from the image's x axis
    bool spheroid = false;
    double redshift = 0; ///< galaxies only
    std::array<SpreadWobble, bandCount> wobble{};
};

/// Draws the sources of a sky, one after the other from the one generator.
std::vector<TrueSource> drawSources(const SimulationOptions& options, Random& random);

/// The sources below the catalog's limit, all points: no catalog lists them, their light makes the sky uneven.
std::vector<TrueSource> drawUnresolved(const SimulationOptions& options, double richness, Random& random);

} // namespace iic
