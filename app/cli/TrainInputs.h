#pragma once

#include "TrainWords.h"
#include "data/LabelledInputs.h"

namespace iic::cli {

/// What is learned from, and what is kept to test on.
struct TrainInputs {
    LabelledInputs training, validation, test; ///< the test inputs of a dataset stay in its file
    ModelCard card;
    std::string description; ///< for the run's record
    std::string origin;
};

/// Errors: BadOption unless exactly one of dataset, tiles and simulated fields was told.
JobResult<TrainInputs> trainInputs(const TrainWords& words, Session& session);

} // namespace iic::cli
