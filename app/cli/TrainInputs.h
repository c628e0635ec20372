#pragma once

#include "Session.h"
#include "analysis/SimulatedFields.h"
#include "nn/Training.h"

namespace iic::cli {

/// What `iicnet train` was told.
struct TrainWords {
    std::string dataset; ///< or
    std::vector<std::string> tiles, roles; ///< with
    std::string catalog, truth; ///< or
    bool simulated = false;
    SimulatedFieldsOptions fields;
    std::string from; ///< another run, made again
    std::vector<std::string> bands{"W1", "W2", "W3"};
    std::string startFrom; ///< weights to begin with
    std::vector<std::string> classWeights; ///< "balanced", or one number a class
    TrainingOptions training;
    std::string out;
    bool resume = false;
    bool hasDevice = false, hasPrecision = false; ///< otherwise those of the run that is made again
};

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
