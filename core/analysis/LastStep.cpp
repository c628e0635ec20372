#include "analysis/LastStep.h"

#include <fmt/format.h>

namespace iic {

namespace {

struct Fold {
    FeatureTable features;
    std::vector<std::uint8_t> labels;
    std::vector<std::size_t> sources;
};

Fold foldOf(const FeatureTable& features, std::span<const std::uint8_t> truth, std::size_t folds, std::size_t fold, bool inside) {
    Fold made{{features.names, {}}, {}, {}};
    for (std::size_t i = 0; i < features.rows(); ++i)
        if ((i % folds == fold) == inside) {
            made.features.values.insert(made.features.values.end(), features.row(i).begin(), features.row(i).end());
            made.labels.push_back(truth[i]);
            made.sources.push_back(i);
        }
    return made;
}

} // namespace

JobResult<LastStep> compareLastSteps(const FeatureTable& features, const JudgedSources& judged, const LastStepOptions& options,
                                     ProgressSink& progress, std::stop_token stop) {
    if (options.folds < 2 || features.rows() != judged.size() ||
        judged.size() < static_cast<std::size_t>(options.folds * options.svm.folds))
        return tl::unexpected<Stop>(Error{ErrorCode::BadOption, "", "there are too few sources to cross-validate the last step",
                                          fmt::format("{} sources, {} rows of features", judged.size(), features.rows())});
    const auto predicted = likeliest(judged.probabilities);
    LastStep result;
    for (std::size_t fold = 0; fold < static_cast<std::size_t>(options.folds); ++fold) {
        const auto others = foldOf(features, judged.truth, static_cast<std::size_t>(options.folds), fold, false);
        const auto asked = foldOf(features, judged.truth, static_cast<std::size_t>(options.folds), fold, true);
        const auto machine = FeatureSvm::train(others.features, others.labels, options.svm, progress, stop);
        if (!machine)
            return tl::unexpected(machine.error());
        if (fold == 0) {
            result.penalty = machine->penalty();
            result.width = machine->width();
        }
        const auto answers = machine->classify(asked.features);
        ConfusionMatrix softmax, svm;
        for (std::size_t i = 0; i < asked.sources.size(); ++i) {
            softmax.add(predicted[asked.sources[i]], asked.labels[i]);
            svm.add(answers[i], asked.labels[i]);
            result.softmax.add(predicted[asked.sources[i]], asked.labels[i]);
            result.machine.add(answers[i], asked.labels[i]);
        }
        result.softmaxByFold.push_back(softmax.accuracy());
        result.machineByFold.push_back(svm.accuracy());
    }
    return result;
}

} // namespace iic
