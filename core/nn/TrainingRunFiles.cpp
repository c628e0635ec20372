#include "nn/TrainingRun.h"

#include "astro/BandNames.h"
#include "base/Checksum.h"
#include "base/Json.h"
#include "base/OutputFile.h"
#include "nn/CardJson.h"
#include "nn/RunFolder.h"

#include <algorithm>
#include <fmt/format.h>
#include <torch/version.h>

namespace iic {

namespace {

/// Of a card without what things are called: folder and dataset may have been renamed.
nlohmann::json withoutNames(const ModelCard& card) {
    auto json = toJson(card);
    json.erase("origin");
    json.erase("runId");
    return json;
}

/// Why this cannot be what a run had reached after its epochs; empty where it can.
std::string whyNotARun(std::int64_t steps, const TrainingResult& result) {
    if (steps < 0)
        return fmt::format("{} steps", steps);
    for (std::size_t i = 0; i < result.epochs.size(); ++i)
        if (result.epochs[i].epoch != static_cast<int>(i) + 1)
            return fmt::format("epoch {} found in the place of epoch {}", result.epochs[i].epoch, i + 1);
    const int done = static_cast<int>(result.epochs.size());
    if (result.bestEpoch < std::min(1, done) || result.bestEpoch > done)
        return fmt::format("the best epoch is number {} of {}", result.bestEpoch, done);
    return {};
}

} // namespace

/// What decides the numbers of a run: resuming under another recipe would be a run of neither.
nlohmann::json TrainingRun::recipe() const {
    nlohmann::json recipe{{"seed", options_.seed},
                          {"batch", options_.batch},
                          {"learningRate", options_.learningRate},
                          {"schedule", scheduleName(options_.schedule)},
                          {"augment", options_.augment},
                          {"precision", precisionName(options_.precision)},
                          {"data", data_}};
    if (!options_.classWeights.empty())
        recipe["classWeights"] = options_.classWeights;
    if (options_.startFrom)
        recipe["startFrom"] = startedFrom_;
    if (options_.schedule == RateSchedule::Cosine)
        recipe["epochs"] = options_.epochs;
    else
        recipe["halveAfterEpoch"] = options_.halveAfterEpoch;
    return recipe;
}

Result<void> TrainingRun::begin() {
    for (const char* name : {"run.json", "epochs.csv", "best.h5", "last.h5", "predictions.csv"})
        removeAbandonedParts(options_.runFolder / name);
    if (options_.resumeFrom)
        return resume(*options_.resumeFrom);
    return options_.startFrom ? takeWeights(*options_.startFrom) : Result<void>{};
}

/// The weights of another run, whose network is of the same shape; not its optimiser.
Result<void> TrainingRun::takeWeights(const std::filesystem::path& file) {
    const auto fingerprint = fingerprintFile(file);
    const auto checkpoint = readCheckpoint(file);
    if (!fingerprint || !checkpoint)
        return tl::unexpected(!checkpoint ? checkpoint.error() : fingerprint.error());
    startedFrom_ = fingerprint->checksum;
    const auto &theirs = checkpoint->card.spec, &ours = options_.card.spec;
    if (theirs.architecture != ours.architecture)
        return fail(
            ErrorCode::ModelMismatch, file.string(), "the weights to start from are of another network",
            fmt::format("{} expected, {} found", architectureTitle(ours.architecture), architectureTitle(theirs.architecture)));
    if (theirs.channels != ours.channels || theirs.stemKernel != ours.stemKernel)
        return fail(ErrorCode::ModelMismatch, file.string(), "the weights to start from are of another network",
                    fmt::format("{} channels and a stem of {} expected, {} and {} found", ours.channels, ours.stemKernel,
                                theirs.channels, theirs.stemKernel));
    const auto &theirBands = checkpoint->card.input.channels, &ourBands = options_.card.input.channels;
    if (theirBands != ourBands)
        return fail(ErrorCode::ModelMismatch, file.string(), "the weights to start from are of other bands",
                    fmt::format("{} expected, {} found", bandNames(ourBands), bandNames(theirBands)));
    auto done = copyIn(checkpoint->weights, stateOf(net_));
    if (!done)
        done.error().file = file.string();
    return done;
}

Result<void> TrainingRun::resume(const std::filesystem::path& file) {
    const auto named = [&](Error error) {
        error.file = file.string();
        return tl::unexpected(std::move(error));
    };
    const auto checkpoint = readCheckpoint(file);
    if (!checkpoint)
        return tl::unexpected(checkpoint.error());
    if (const auto others = differencesIn(withoutNames(checkpoint->card), withoutNames(options_.card)); !others.empty())
        return fail(ErrorCode::ModelMismatch, file.string(), "the run to resume is of another model card", others);
    if (auto done = copyIn(checkpoint->weights, stateOf(net_)); !done)
        return named(done.error());
    if (auto done = copyIn(checkpoint->optimiser, adam_.moments()); !done)
        return named(done.error());
    try {
        const auto& training = checkpoint->training;
        if (options_.startFrom) // its weights are behind it, and their file may be gone or have become another
            startedFrom_ = training.at("recipe").value("startFrom", std::string());
        auto then = training.at("recipe");
        then.emplace("precision", precisionName(Precision::Float32)); // where there was no choice yet
        if (const auto others = differencesIn(then, recipe()); !others.empty())
            return fail(ErrorCode::ModelMismatch, file.string(), "the run to resume was made with other options", others);
        const auto steps = training.at("steps").get<std::int64_t>();
        result_.epochs.clear();
        for (const auto& epoch : training.at("history"))
            result_.epochs.push_back(epochFromJson(epoch));
        result_.bestEpoch = training.at("bestEpoch").get<int>();
        if (const auto reason = whyNotARun(steps, result_); !reason.empty())
            return fail(ErrorCode::BadCheckpoint, file.string(), "the checkpoint cannot be resumed", reason);
        adam_.setSteps(steps);
        if (const auto done = result_.epochs.size(); done > static_cast<std::size_t>(options_.epochs))
            return fail(ErrorCode::BadOption, file.string(), "the run has more epochs than are asked for",
                        fmt::format("{} done, {} asked for", done, options_.epochs));
        result_.batch = std::clamp(training.value("batch", options_.batch), 1, options_.batch);
        result_.bestValidationAccuracy = training.at("bestValidationAccuracy").get<double>();
    } catch (const nlohmann::json::exception& problem) {
        return fail(ErrorCode::BadCheckpoint, file.string(), "the checkpoint cannot be resumed", problem.what());
    }
    return {};
}

Result<void> TrainingRun::save(const char* name, bool withOptimiser) const {
    Checkpoint checkpoint{.card = options_.card, .training = {}, .weights = copyOut(stateOf(net_)), .optimiser = {}};
    checkpoint.training = {
        {"recipe", recipe()}, {"bestEpoch", result_.bestEpoch}, {"bestValidationAccuracy", result_.bestValidationAccuracy}};
    if (withOptimiser) {
        checkpoint.optimiser = copyOut(adam_.moments());
        checkpoint.training["steps"] = adam_.steps();
        checkpoint.training["batch"] = result_.batch;
        auto& history = checkpoint.training["history"] = nlohmann::json::array();
        for (const auto& epoch : result_.epochs)
            history.push_back(toJson(epoch));
    }
    return writeCheckpoint(options_.runFolder / name, checkpoint);
}

Result<void> TrainingRun::saveEpoch(bool isBest) const {
    if (isBest)
        if (auto done = save("best.h5", false); !done)
            return done;
    if (auto done = save("last.h5", true); !done)
        return done;
    if (auto done = writeEpochs(options_.runFolder, result_.epochs); !done)
        return done;
    return writeRunRecord(options_, startedFrom_, deviceInUse_, data_, TORCH_VERSION, result_);
}

} // namespace iic
