#pragma once

#include "base/Progress.h"
#include "data/LabelledInputs.h"
#include "nn/ModelSpec.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace iic {

struct SpectraOptions {
    std::optional<std::filesystem::path> folder; ///< of spec-*.fits that tell their class; without one they are simulated
    std::size_t simulatedPerClass = 1000;
    std::uint64_t seed = 1; ///< of the simulation and of the split
    SpectrumGrid grid{};
};

/// What a network of spectra learns from, and is judged by: of each class eight tenths, one and one. Spectra of one place on the sky
/// (within 3″) are of one split.
struct SpectraMaterial {
    LabelledInputs training, validation, test; ///< stars 0, galaxies 1, quasars 2
    ModelCard card; ///< without a run
    std::string description; ///< JSON object for the run's record
    std::vector<std::string> warnings; ///< spectra that cannot be read, or tell no class; classes that a split lacks
};

/// NothingOnTile where a split is empty; BadOption, FileNotFound. Spectra that cannot be used are left out, and counted.
JobResult<SpectraMaterial> loadSpectraMaterial(const SpectraOptions& options, ProgressSink& progress, std::stop_token stop);

/// With which options the material of a run was loaded that is described so, on the grid of its card. BadRun.
Result<SpectraOptions> spectraOptionsOf(const std::string& description, const SpectrumGrid& grid);

/// Wavelengths at the source, 1148 to 9180 Å. Where a spectrum begins and ends then tells its redshift, and that tells much of
/// the class.
SpectrumGrid restFrameGrid();

} // namespace iic
