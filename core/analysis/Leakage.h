#pragma once

#include "data/Dataset.h"

#include <filesystem>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace iic {

/// Why scores of a network on a split may be too good.
enum class Leak {
    TrainingSplit, ///< networks learn from it
    ValidationSplit, ///< the weights kept of a run are those that did best on it
    OverlappingSplits, ///< cutouts of the dataset's splits overlap on the sky
    UnknownOrigin, ///< nobody knows which sources the network learned from
    ChangedDataset, ///< it was written again since the network learned from it
    OtherDataset, ///< the network learned from another, which may hold sources of this one
    FirstWeights, ///< the network began with the weights of another
};

/// A plain sentence fragment: "the network learned from another dataset …".
std::string_view leakText(Leak leak);

/// Of the network whose weights lie in `model`, beside the record of its run. Reads the disk.
JobResult<std::vector<Leak>> leaksOf(const Dataset& dataset, DatasetSplit split, const std::filesystem::path& model,
                                     std::stop_token stop);

/// Whether the network may have learned from these very sources, and can therefore not doubt their labels.
bool mayHaveLearned(std::span<const Leak> leaks);

} // namespace iic
