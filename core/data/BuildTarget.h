#pragma once

#include "data/BuildDataset.h"

#include <nlohmann/json_fwd.hpp>

namespace iic {

/// Whether a build may write its file: a dataset that is there is written over unasked by its own recipe alone, which gives the
/// same bytes. `plan` is the card of the build before it begins. FileExists (no dataset), PlanDiffers, FileChanged;
/// those of splitDataset.
Result<void> checkTarget(const BuildOptions& options, const nlohmann::json& plan);

} // namespace iic
