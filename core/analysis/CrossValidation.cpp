#include "analysis/CrossValidation.h"

#include "analysis/TrainingMaterial.h"
#include "base/Json.h"
#include "base/Random.h"
#include "data/TrainingSet.h"
#include "nn/Classifier.h"
#include "nn/RunLock.h"

#include <algorithm>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr int mostFolds = 20;
tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// Inputs of a fold, or of all others.
std::vector<std::size_t> placesIn(std::span<const int> folds, int fold, bool inside) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < folds.size(); ++i)
        if ((folds[i] == fold) == inside)
            places.push_back(i);
    return places;
}

std::filesystem::path folderOf(const CrossValidationOptions& options, int fold) {
    return options.folder / fmt::format("fold-{}", fold + 1);
}

TrainingOptions runOf(const CrossValidationOptions& options, const TrainingMaterial& material, int fold) {
    TrainingOptions run = options.training;
    run.runFolder = folderOf(options, fold);
    run.card = material.card;
    run.card.runId = fmt::format("{}/{}", std::filesystem::weakly_canonical(options.folder).filename().string(),
                                 run.runFolder.filename().string());
    auto description = parseJsonObject(describedIn(material.description, run.runFolder)).value_or(nlohmann::json::object());
    description["crossValidation"] = {{"fold", fold + 1}, {"folds", options.folds}, {"seed", options.training.seed}};
    run.material = jsonText(description);
    if (std::error_code absent; std::filesystem::exists(run.runFolder / "last.h5", absent))
        run.resumeFrom = run.runFolder / "last.h5";
    return run;
}

/// Of all networks together, told of the one that learns.
class FoldProgress final : public ProgressSink {
  public:
    FoldProgress(ProgressSink& whole, int fold, int folds)
        : whole_(whole), label_(fmt::format("Training network {} of {}", fold + 1, folds)), fold_(fold), folds_(folds) {}

    void report(const Progress& progress) override {
        whole_.report({label_, fold_ * progress.total + progress.done, folds_ * progress.total});
    }

  private:
    ProgressSink& whole_;
    std::string label_;
    std::int64_t fold_, folds_;
};

JobResult<void> ask(Classifier& network, const LabelledInputs& inputs, std::span<const std::size_t> places, std::size_t size,
                    CrossValidation& result, ProgressSink& progress, const std::stop_token& stop) {
    const auto pieceSize = network.pieceSize();
    for (std::size_t first = 0; first < places.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto piece = places.subspan(first, std::min(pieceSize, places.size() - first));
        const auto answers = network.classify(select(inputs, piece, size).inputs, piece.size());
        for (std::size_t i = 0; i < piece.size(); ++i)
            result.probabilities[piece[i]] = answers[i];
        progress.report({"Asking a network about the others' sources", static_cast<std::int64_t>(first + piece.size()),
                         static_cast<std::int64_t>(places.size())});
    }
    return {};
}

} // namespace

std::vector<int> dealFolds(std::span<const std::uint8_t> labels, int folds, std::uint64_t seed) {
    std::vector<std::size_t> order(labels.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    Random random(seed);
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    std::ranges::stable_sort(order, {}, [&](std::size_t place) { return labels[place]; });
    std::vector<int> fold(labels.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        fold[order[i]] = static_cast<int>(i % static_cast<std::size_t>(folds));
    return fold;
}

JobResult<CrossValidation> crossValidate(const CrossValidationOptions& options, const TrainingObserver& observer,
                                         ProgressSink& progress, std::stop_token stop) {
    if (options.folds < 2 || options.folds > mostFolds)
        return stopWith({ErrorCode::BadOption, "", "the number of folds is out of range",
                         fmt::format("2 to {} expected, {} found", mostFolds, options.folds)});
    const auto material =
        loadTrainingMaterial(options.dataset, options.input, options.network, progress, stop, options.corrections);
    if (!material)
        return tl::unexpected(material.error());
    const auto& inputs = material->training;
    if (inputs.count() <= static_cast<std::size_t>(options.folds))
        return stopWith({ErrorCode::BadOption, options.dataset.string(), "there are too few sources to cross-validate",
                         fmt::format("{} for {} folds", inputs.count(), options.folds)});
    CrossValidation result;
    result.rows = material->trainingRows;
    result.labels = inputs.labels;
    result.fold = dealFolds(inputs.labels, options.folds, options.training.seed);
    result.probabilities.resize(inputs.count());
    const auto size = inputShape(material->card.spec).size();
    for (int fold = 0; fold < options.folds; ++fold) {
        const auto lock = RunLock::acquire(folderOf(options, fold));
        if (!lock)
            return stopWith(lock.error());
        const auto run = runOf(options, *material, fold);
        const auto others = select(inputs, placesIn(result.fold, fold, false), size);
        FoldProgress ofAll(progress, fold, options.folds);
        if (const auto trained = train(others, material->validation, run, observer, ofAll, stop); !trained)
            return tl::unexpected(trained.error());
        auto network = Classifier::load(run.runFolder / "best.h5", options.training.device);
        if (!network)
            return stopWith(network.error());
        if (auto asked = ask(*network, inputs, placesIn(result.fold, fold, true), size, result, progress, stop); !asked)
            return tl::unexpected(asked.error());
    }
    return result;
}

LabelSuspects suspectsOf(const CrossValidation& result) { return rankLabelSuspects(result.probabilities, result.labels); }

} // namespace iic
