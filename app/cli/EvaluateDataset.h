#pragma once

#include "Session.h"
#include "nn/Device.h"

#include <string>
#include <vector>

namespace iic::cli {

struct EvaluateDatasetWords {
    std::string dataset, model, out;
    std::string split = "test";
    std::vector<double> priors; ///< star, galaxy, quasar as the dataset's classes are; empty: as they are in it
    bool temperature = false;
    bool svm = true;
    DeviceChoice device = DeviceChoice::Automatic;
};

/// Judges a network by a dataset's split: the paper's Table 2, matrix and curves, with bootstrap intervals.
JobResult<void> evaluateDataset(const EvaluateDatasetWords& words, Session& session);

} // namespace iic::cli
