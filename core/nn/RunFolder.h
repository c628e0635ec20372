#pragma once

#include "nn/Training.h"

#include <nlohmann/json.hpp>

namespace iic {

nlohmann::json toJson(const EpochResult& epoch);
EpochResult epochFromJson(const nlohmann::json& json);

/// run.json: what was asked for, what it ran on and what came of it so far.
Result<void> writeRunRecord(const TrainingOptions& options, const std::string& startedFrom, const DeviceInUse& device,
                            const nlohmann::json& data, const std::string& torchVersion, const TrainingResult& result);
/// epochs.csv: a line an epoch.
Result<void> writeEpochs(const std::filesystem::path& folder, const std::vector<EpochResult>& epochs);

} // namespace iic
