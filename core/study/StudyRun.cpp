#include "study/StudyRun.h"

#include "analysis/ClassifySpectra.h"
#include "analysis/JudgeDataset.h"
#include "analysis/TrainingMaterial.h"
#include "base/FingerprintCache.h"
#include "metrics/ConfusionMatrix.h"
#include "nn/RunLock.h"
#include "study/StudyFolder.h"
#include "study/StudyMaterial.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace iic {

namespace {

using Clock = std::chrono::steady_clock;

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

TrainingOptions runOf(const StudyOptions& options, const StudyTask& task, const StudyMaterial& material) {
    TrainingOptions run = options.training;
    run.seed = task.seed;
    run.runFolder = task.folder;
    run.card = material.card;
    run.card.spec = specOf(task.variant);
    run.card.runId = runNameOf(task.variant) + "/" + task.folder.filename().string();
    run.material = isOfSpectra(task.variant) ? material.description : describedIn(material.description, task.folder);
    if (const auto shape = inputShape(run.card.spec); shape.height != shape.width || shape.imageSize() == 0)
        run.augment = false; // what is no image cannot be turned
    if (std::error_code absent; std::filesystem::exists(task.folder / "last.h5", absent))
        run.resumeFrom = task.folder / "last.h5";
    return run;
}

struct Judged {
    double accuracy = 0;
    std::size_t sources = 0;
};

JobResult<Judged> judgeTestSpectra(const LabelledInputs& inputs, Classifier& network, ProgressSink& progress,
                                   const std::stop_token& stop) {
    return judgeSpectra(inputs, network, progress, stop).map([&](const ConfusionMatrix& matrix) {
        return Judged{matrix.accuracy(), inputs.count()};
    });
}

JobResult<Judged> judgeTestSplit(const StudyOptions& options, Classifier& network, ProgressSink& progress,
                                 const std::stop_token& stop) {
    const auto dataset = openDataset(options);
    if (!dataset)
        return stopWith(dataset.error());
    const auto& columns = dataset->columns;
    constexpr std::array test{DatasetSplit::Test};
    const auto judged = judgeRows(dataset->dataset, columns, rowsOf(columns, test), network, progress, stop);
    if (!judged)
        return tl::unexpected(judged.error());
    return Judged{confusionOf(likeliest(judged->sources.probabilities), judged->sources.truth).accuracy(), judged->rows.size()};
}

/// Of inputs that are in memory already, the first piece unmeasured.
JobResult<double> inputsPerSecond(Classifier& network, const LabelledInputs& inputs, ProgressSink& progress,
                                  const std::stop_token& stop) {
    constexpr std::size_t mostMeasured = 256;
    const auto count = std::min(inputs.count(), mostMeasured), size = inputs.inputs.size() / inputs.count();
    const auto piece = std::min(count, network.pieceSize());
    double seconds = 0;
    std::size_t measured = 0;
    for (std::size_t first = 0; first == 0 || measured < count; first += piece) {
        if (stop.stop_requested())
            return cancelled();
        const auto from = first % (count - piece + 1);
        const auto start = Clock::now();
        network.classify(std::span(inputs.inputs).subspan(from * size, piece * size), piece);
        if (first > 0) {
            seconds += std::chrono::duration<double>(Clock::now() - start).count();
            measured += piece;
        }
        progress.report({"Speed", static_cast<std::int64_t>(measured), static_cast<std::int64_t>(count)});
    }
    return static_cast<double>(measured) / seconds;
}

/// A run that cannot go on from where it was can begin anew.
Stop withAdvice(Stop stop, const TrainingOptions& run) {
    if (auto* error = std::get_if<Error>(&stop); error && run.resumeFrom && error->file == run.resumeFrom->string())
        error->detail += fmt::format("{}without this file its run begins anew", error->detail.empty() ? "" : "; ");
    return stop;
}

JobResult<void> runTask(const StudyOptions& options, const StudyTask& task, const StudyMaterial& material,
                        const StudyObserver& observer, ProgressSink& progress, const std::stop_token& stop) {
    const auto lock = RunLock::acquire(task.folder);
    if (!lock)
        return stopWith(lock.error());
    const auto run = runOf(options, task, material);
    const auto trained = train(material.training, material.validation, run, observer.training, progress, stop);
    if (!trained)
        return tl::unexpected(withAdvice(trained.error(), run));
    auto network = Classifier::load(task.folder / "best.h5", options.training.device);
    if (!network)
        return stopWith(network.error());
    const auto judged = isOfSpectra(task.variant) ? judgeTestSpectra(material.test, *network, progress, stop)
                                                  : judgeTestSplit(options, *network, progress, stop);
    if (!judged)
        return tl::unexpected(judged.error());
    const auto speed = inputsPerSecond(*network, material.validation, progress, stop);
    if (!speed)
        return tl::unexpected(speed.error());
    double seconds = 0;
    for (const auto& epoch : trained->epochs)
        seconds += epoch.seconds;
    const RunOutcome outcome{trained->bestValidationAccuracy,
                             judged->accuracy,
                             judged->sources,
                             *speed,
                             seconds / static_cast<double>(trained->epochs.size()),
                             trained->batch,
                             network->device().name};
    if (auto written = writeOutcome(task.folder, outcome); !written)
        return stopWith(written.error());
    std::error_code absent;
    std::filesystem::remove(task.folder / "last.h5", absent); // three times the size of what is kept, and of no more use
    return {};
}

} // namespace

Result<std::vector<StudyPlan>> plansOf(const StudyOptions& options) {
    auto all = paperStudies(options.input);
    if (options.studies.empty())
        return all;
    std::vector<StudyPlan> wanted;
    for (const auto& name : options.studies) {
        const auto found = std::ranges::find(all, name, &StudyPlan::name);
        if (found == all.end())
            return fail(ErrorCode::BadOption, "", "there is no study of this name", name);
        wanted.push_back(*found);
    }
    return wanted;
}

Result<std::vector<StudyTask>> tasksOf(const StudyOptions& options) {
    const auto plans = plansOf(options);
    if (!plans)
        return tl::unexpected(plans.error());
    std::vector<StudyTask> tasks;
    for (const auto& plan : *plans)
        for (const auto& variant : plan.variants)
            for (int repeat = 0; repeat < options.repeats; ++repeat) {
                const auto seed = options.training.seed + static_cast<std::uint64_t>(repeat);
                const auto folder = runFolderOf(options, variant, seed);
                if (std::ranges::find(tasks, folder, &StudyTask::folder) == tasks.end())
                    tasks.push_back({variant, titleOf(variant, options.input), seed, folder, readOutcome(folder).has_value()});
            }
    std::vector<std::string> inputs; // as they come first
    for (const auto& task : tasks)
        if (std::ranges::find(inputs, inputsOf(task.variant)) == inputs.end())
            inputs.push_back(inputsOf(task.variant));
    std::ranges::stable_sort(tasks, {}, [&](const StudyTask& task) { return std::ranges::find(inputs, inputsOf(task.variant)); });
    return tasks;
}

JobResult<void> runStudy(const StudyOptions& options, const StudyObserver& observer, ProgressSink& progress,
                         std::stop_token stop) {
    if (options.repeats < 1 || options.repeats > mostRepeats)
        return stopWith({ErrorCode::BadOption, "", "the number of repeats is out of range",
                         fmt::format("1 to {} expected, {} found", mostRepeats, options.repeats)});
    const auto tasks = tasksOf(options);
    if (!tasks)
        return stopWith(tasks.error());
    if (auto dataset = openDatasetFor(*tasks, options); !dataset)
        return stopWith(dataset.error());
    const auto lock = RunLock::acquire(options.folder);
    if (!lock)
        return stopWith(lock.error());
    const auto fingerprint = fingerprints().fingerprint(options.dataset, stop);
    if (!fingerprint)
        return tl::unexpected(fingerprint.error());
    if (auto claimed = claimFolder(options, fingerprint->checksum); !claimed)
        return stopWith(claimed.error());
    MaterialStore materials(options, observer);
    for (std::size_t i = 0; i < tasks->size(); ++i) {
        const auto& task = (*tasks)[i];
        if (task.isDone)
            continue;
        if (observer.onTask)
            observer.onTask(task, i, tasks->size());
        const auto material = materials.of(task.variant, progress, stop);
        if (!material)
            return tl::unexpected(material.error());
        if (auto done = runTask(options, task, **material, observer, progress, stop); !done)
            return done;
        if (observer.onDone)
            observer.onDone(task);
    }
    return {};
}

} // namespace iic
