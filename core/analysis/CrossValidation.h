#pragma once

#include "analysis/LabelCorrections.h"
#include "nn/Training.h"
#include "statistics/LabelSuspects.h"

#include <array>

namespace iic {

struct CrossValidationOptions {
    std::filesystem::path dataset;
    std::filesystem::path folder; ///< of the runs, fold-1 … inside it; what is there already is gone on with
    int folds = 5;
    TrainingOptions training; ///< of each run; its folder, card and material are made here, and its seed deals the folds
    InputOptions input;
    NetworkChoice network;
    LabelCorrections
        corrections; ///< of the dataset's labels; sources that they leave out are neither learned from nor asked about
};

/// What networks say of the sources of a training split that they have not learned from.
struct CrossValidation {
    std::vector<std::size_t> rows; ///< of the dataset, all whole labelled ones of its training split
    std::vector<std::uint8_t> labels;
    std::vector<int> fold; ///< 0 …: the one whose network spoke, having learned from all others
    std::vector<std::array<float, 3>> probabilities; ///< classes of the dataset's card
};

/// The fold of each source: of each class about the same number in every fold, dealt by the seed.
std::vector<int> dealFolds(std::span<const std::uint8_t> labels, int folds, std::uint64_t seed);

/// Trains a network for each fold on all others, chooses its best epoch by the validation split, and asks it about its fold. On the
/// thread that owns torch; the observer is told of each run's epochs. Run again after a stop it goes on, and ends with the same numbers on
/// a CPU. The folder of a fold is locked while its network trains and answers. Errors: those of loadTrainingMaterial, RunLock::acquire
/// and train, ModelMismatch among them where the folder holds runs of other sources; BadOption (folds: 2 to 20, and fewer than sources).
JobResult<CrossValidation> crossValidate(const CrossValidationOptions& options, const TrainingObserver& observer,
                                         ProgressSink& progress, std::stop_token stop);

/// Places in `result.rows` ranked by how wrong their labels look to networks that have not learned from them.
LabelSuspects suspectsOf(const CrossValidation& result);

} // namespace iic
