#include "analysis/LastStep.h"

#include "base/Random.h"

#include <fmt/format.h>
#include <numeric>

namespace iic {

namespace {

struct Fold {
    FeatureTable features;
    std::vector<std::uint8_t> labels;
    std::vector<std::size_t> sources;
};

/// By chance, so that the first of them hold the classes in their shares, as the search of a machine's parameters wants them.
std::vector<std::size_t> shuffled(std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(1);
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    return order;
}

Fold foldOf(const FeatureTable& features, std::span<const std::uint8_t> truth, std::span<const std::size_t> order,
            std::size_t folds, std::size_t fold, bool inside) {
    Fold made{{features.names, {}}, {}, {}};
    for (std::size_t place = 0; place < order.size(); ++place)
        if ((place % folds == fold) == inside) {
            const std::size_t i = order[place];
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
    const auto order = shuffled(judged.size());
    const auto folds = static_cast<std::size_t>(options.folds);
    for (std::size_t fold = 0; fold < folds; ++fold) {
        const auto others = foldOf(features, judged.truth, order, folds, fold, false);
        const auto asked = foldOf(features, judged.truth, order, folds, fold, true);
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
