#pragma once

#include "nn/ModelSpec.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace iic {

/// Numbers with a name and a shape, as a checkpoint holds them.
struct NamedTensor {
    std::string name;
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// What a checkpoint file holds. The optimiser's part is empty in best.h5.
struct Checkpoint {
    ModelCard card;
    nlohmann::json training = nlohmann::json::object(); ///< epoch, seed, history …
    std::vector<NamedTensor> weights;
    std::vector<NamedTensor> optimiser;
};

/// Writes the file whole or not at all; the same contents give the same bytes.
Result<void> writeCheckpoint(const std::filesystem::path& path, const Checkpoint& checkpoint);

/// BadCheckpoint with the reason for anything writeCheckpoint would not have written. Memory taken is bounded.
Result<Checkpoint> readCheckpoint(const std::filesystem::path& path);

} // namespace iic
