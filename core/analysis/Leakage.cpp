#include "analysis/Leakage.h"

#include "analysis/TrainingMaterial.h"
#include "nn/RunRecord.h"

#include <algorithm>

namespace iic {

namespace {

bool isSameFile(const std::filesystem::path& one, const std::filesystem::path& other) {
    std::error_code failed;
    return std::filesystem::equivalent(one, other, failed);
}

} // namespace

std::string_view leakText(Leak leak) {
    switch (leak) {
    case Leak::TrainingSplit: return "networks learn from the training split: these scores are no test";
    case Leak::ValidationSplit:
        return "the weights kept of a run are those that did best on the validation split: these scores are too good";
    case Leak::OverlappingSplits: return "cutouts of its splits may overlap: these scores are too good";
    case Leak::UnknownOrigin:
        return "it is not known which sources the network learned from: some of this split may be among them";
    case Leak::ChangedDataset: return "the dataset has changed since the network learned from it: its splits may be others now";
    case Leak::OtherDataset: return "the network learned from another dataset: sources of this split may be among them";
    case Leak::FirstWeights:
        return "the network began with the weights of another, which may have learned from sources of this split";
    }
    return {};
}

JobResult<std::vector<Leak>> leaksOf(const Dataset& dataset, DatasetSplit split, const std::filesystem::path& model,
                                     std::stop_token stop) {
    std::vector<Leak> leaks;
    if (split == DatasetSplit::Training)
        leaks.push_back(Leak::TrainingSplit);
    if (split == DatasetSplit::Validation)
        leaks.push_back(Leak::ValidationSplit);
    if (dataset.card().split.leaking)
        leaks.push_back(Leak::OverlappingSplits);
    const auto folder = model.parent_path();
    const auto record = readRunRecord(folder);
    const auto learnedFrom = record ? datasetOf(record->options.material, folder) : std::filesystem::path();
    if (learnedFrom.empty())
        leaks.push_back(Leak::UnknownOrigin);
    else if (const auto same = checkDataset(record->options.material, dataset.path(), std::move(stop)); !same) {
        if (isCancelled(same.error()))
            return cancelled();
        leaks.push_back(isSameFile(learnedFrom, dataset.path()) ? Leak::ChangedDataset : Leak::OtherDataset);
    }
    if (record && record->options.startFrom)
        leaks.push_back(Leak::FirstWeights);
    return leaks;
}

bool mayHaveLearned(std::span<const Leak> leaks) {
    return std::ranges::any_of(leaks, [](Leak leak) { return leak != Leak::ValidationSplit && leak != Leak::OverlappingSplits; });
}

} // namespace iic
