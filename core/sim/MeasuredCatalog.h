#pragma once

#include "astro/WorldCoordinates.h"
#include "sim/Populations.h"

#include <vector>

namespace iic {

/// The tables that go with a simulated sky: what a survey would have listed, and what is true, row for row.
struct SkyTables {
    Table catalog;
    Table truth;
};

/// Lists the sources with W1 SNR ≥ 5; of sources closer than the beam can part, the brightest. Magnitudes are the
/// true ones with the noise of the survey’s depth times `noise`; below SNR 2 the magnitude is a 2σ upper limit and its error null.
SkyTables listSources(const std::vector<TrueSource>& sources, const WorldCoordinates& wcs, int side, double noise,
                      Random& random);

} // namespace iic
