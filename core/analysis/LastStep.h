#pragma once

#include "analysis/JudgeDataset.h"
#include "statistics/FeatureSvm.h"

namespace iic {

struct LastStepOptions {
    int folds = 5; ///< that the judged sources are dealt into by turns
    SvmOptions svm{.penalties = {1, 10, 100}, .widths = {0.0003, 0.001, 0.003, 0.01}, .searchSamples = 1000};
};

/// The network's softmax, and a support vector machine on its hidden features in its place, on the same sources.
struct LastStep {
    ConfusionMatrix softmax, machine;
    std::vector<double> softmaxByFold, machineByFold; ///< accuracy
    double penalty = 0, width = 0; ///< of the first fold's machine
};

/// The machine answers for each fold after it has learned from the others; the network learned from none of them where they are a test split. Errors:
/// BadOption where the table's rows are not those judged, or there are too few of them.
JobResult<LastStep> compareLastSteps(const FeatureTable& features, const JudgedSources& judged, const LastStepOptions& options,
                                     ProgressSink& progress, std::stop_token stop);

} // namespace iic
