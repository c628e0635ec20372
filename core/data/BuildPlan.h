#pragma once

#include "astro/TileOutline.h"
#include "data/BuildDataset.h"
#include "data/CutSources.h"
#include "imaging/NetworkInput.h"

namespace iic {

/// What a build will do: the same for the same options and files.
struct BuildPlan {
    DatasetCard card; ///< without the split; `dropped` counts what the catalogs alone tell
    std::vector<TileOutline> tiles;
    std::vector<FluxUnits> units; ///< of each tile
    CutPlan cut;
    DatasetColumns sources; ///< candidates by tile, then from the tile's first row of pixels to its last; corners unset
    std::vector<std::string> warnings;
};

/// Why rows gave no cutout, counted by reason; empty when none was passed over.
std::string droppedText(const DatasetCard& card);

/// Reads catalogs, headers and the fingerprints of all files; no pixels are kept. Errors as of buildDataset.
JobResult<BuildPlan> planBuild(const BuildOptions& options, ProgressSink& progress, std::stop_token stop);

} // namespace iic
