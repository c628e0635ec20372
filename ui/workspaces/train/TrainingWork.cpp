#include "workspaces/train/TrainingWork.h"

#include "nn/RunRecord.h"
#include "workspaces/train/RunReporter.h"

namespace iic::ui {

namespace {

/// The sources of the validation split that were taken for another class.
ValidationMistakes mistakesOf(const TrainingMaterial& material, int epoch, std::span<const std::uint8_t> classes) {
    ValidationMistakes mistakes{epoch, {}, {}, classes.size()};
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (classes[i] != material.validation.labels[i]) {
            mistakes.rows.push_back(material.validationRows[i]);
            mistakes.takenFor.push_back(classes[i]);
        }
    return mistakes;
}

/// Where the dataset lies now: it may have been renamed since.
std::filesystem::path datasetNow(const TrainingRequest& request, const std::stop_token& stop) {
    std::error_code ignored;
    const bool isThere = std::filesystem::exists(request.dataset, ignored);
    return !isThere && checkDataset(request.options.material, request.sameDataset, stop) ? request.sameDataset : request.dataset;
}

} // namespace

JobResult<std::shared_ptr<PreparedRun>> prepareRun(const TrainingRequest& request, ProgressSink& progress, std::stop_token stop) {
    auto lock = RunLock::acquire(request.options.runFolder);
    if (!lock)
        return tl::unexpected<Stop>(lock.error());
    std::error_code absent;
    if (!request.options.resumeFrom && std::filesystem::exists(request.options.runFolder / "run.json", absent))
        return tl::unexpected<Stop>(
            Error{ErrorCode::FileExists, request.options.runFolder.string(), "the folder holds a run already", {}});
    auto run = std::make_shared<PreparedRun>(PreparedRun{request, std::move(*lock), {}, {}});
    TrainingOptions& options = run->request.options;
    const auto path = run->request.dataset = datasetNow(request, stop);
    std::optional<std::string> changed;
    if (request.sameAs) {
        const auto record = readRunRecord(*request.sameAs);
        if (!record)
            return tl::unexpected<Stop>(record.error());
        if (auto same = checkDataset(record->options.material, path, stop); !same)
            return tl::unexpected(same.error());
        if (auto same = checkStartOf(*record); !same)
            return tl::unexpected<Stop>(same.error());
        changed = whyNotTheSameAgain(*record);
    }
    auto dataset = openDataset(path);
    if (!dataset)
        return tl::unexpected<Stop>(dataset.error());
    run->dataset = std::move(*dataset);
    const bool isOfRecord = request.sameAs || options.resumeFrom;
    auto material = loadTrainingMaterial(path, options.card.input, networkOf(options.card.spec), progress, std::move(stop),
                                         isOfRecord ? correctionsOf(options.material) : request.corrections);
    if (!material)
        return tl::unexpected(material.error());
    run->material = std::move(*material);
    if (changed)
        run->material.warnings.push_back(*changed);
    options.card = run->material.card;
    options.card.runId = options.runFolder.filename().string();
    options.material = describedIn(run->material.description, options.runFolder);
    if (request.hasBalancedWeights)
        options.classWeights = balancedWeights(run->material.training.labels, options.card.classes.size());
    return run;
}

JobResult<TrainingResult> trainWhileOthersWait(const PreparedRun& run, const std::shared_ptr<std::atomic<bool>>& pause,
                                               const TrainingListener& listener, ComputeThread& compute, JobContext& context) {
    RunReporter reporter(run.request.options.device, pause, listener, compute, context,
                         [&run](TrainingNews& news, int epoch, std::span<const std::uint8_t> classes) {
                             news.mistakes = mistakesOf(run.material, epoch, classes);
                         });
    return train(run.material.training, run.material.validation, run.request.options, reporter.observer(), context.progress(),
                 context.stop());
}

} // namespace iic::ui
