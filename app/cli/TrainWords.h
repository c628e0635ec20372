#pragma once

#include "Session.h"
#include "analysis/SimulatedFields.h"
#include "nn/Training.h"

namespace CLI {
class App;
}

namespace iic::cli {

/// What `iicnet train` was told.
struct TrainWords {
    const CLI::App* command = nullptr; ///< knows what was written, and what is a default
    std::string dataset; ///< or
    std::vector<std::string> tiles, roles; ///< with
    std::string catalog, truth; ///< or
    bool simulated = false;
    SimulatedFieldsOptions fields;
    std::string from; ///< another run, made again
    std::vector<std::string> bands{"W1", "W2", "W3"};
    std::vector<std::string> classWeights; ///< "balanced", or one number a class
    TrainingOptions training;
    std::string startFrom; ///< weights to begin with
    std::string corrections; ///< table of labels, of a dataset
    std::string out;
    bool resume = false;
};

/// The words with what they leave to a record: that of the run made again, or gone on with. BadOption where one of them has no effect,
/// a band is named twice or no CUDA device can be used; the errors of readRunRecord, checkDataset and checkStartOf.
JobResult<TrainWords> wholeWords(TrainWords words, Session& session);

} // namespace iic::cli
