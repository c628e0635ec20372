#pragma once

#include "astro/TileSet.h"
#include "catalog/Catalog.h"

#include <cstdint>
#include <optional>

namespace iic {

struct SimulationOptions {
    std::uint64_t seed = 1;
    SkyCoord centre{150.1, 2.2};
    int side = 4095; ///< pixels of 1.375″
    int sourceCount = 40000;
    std::array<double, 3> classShares{0.70, 0.28, 0.02}; ///< star, galaxy, quasar on the sky; normalised
    double brightestW1 = 7.0;
    double faintestW1 = 17.0;
    bool balanced = false; ///< equal shares of the three classes
    std::optional<int> unresolvedOf; ///< sources below the limit as in a sky of so many above it; unless given, sourceCount
};

/// A sky whose truth is known, as the Atlas would show it.
struct SimulatedSky {
    Tile tile; ///< W1–W4 in memory with the headers a real tile has
    Table catalog; ///< AllWISE column names, as measured: nulls for upper limits
    Table truth; ///< designation, ra, dec, class, true w?mag, effective radius, redshift where it applies
};

/// Same options, same bytes, whatever the number of threads.
JobResult<SimulatedSky> simulateSky(const SimulationOptions& options, ProgressSink& progress, std::stop_token stop);

/// Writes four FITS files named as the Atlas names them, `catalog.tbl` and `truth.tbl` into a folder, which is
/// made if it is not there. All or nothing.
Result<void> writeSimulatedSky(const SimulatedSky& sky, const std::filesystem::path& folder);

} // namespace iic
