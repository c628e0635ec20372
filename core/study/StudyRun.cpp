#include "study/StudyRun.h"

#include "analysis/ClassifySpectra.h"
#include "analysis/JudgeDataset.h"
#include "analysis/ModelInputs.h"
#include "analysis/SpectraMaterial.h"
#include "analysis/TrainingMaterial.h"
#include "base/FingerprintCache.h"
#include "metrics/ConfusionMatrix.h"
#include "nn/NetworkTiming.h"
#include "nn/RunLock.h"
#include "nn/RunRecord.h"
#include "study/StudyFolder.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace iic {

namespace {

using Clock = std::chrono::steady_clock;

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

bool isOfSpectra(const StudyVariant& variant) { return variant.network.architecture == Architecture::SpectrumNet; }

/// What a run learns from and is judged by. The test split of a dataset is read when it is judged.
struct StudyMaterial {
    std::string of; ///< what was loaded: alike for runs on the same inputs
    LabelledInputs training, validation, test;
    ModelCard card;
    std::string description;
};

/// What the inputs of a variant depend on.
std::string inputsOf(const StudyVariant& variant) {
    if (isOfSpectra(variant))
        return "spectra";
    const auto architecture = variant.network.architecture;
    auto like = variant;
    if (readsImagesAlone(architecture))
        like.network = {};
    like.network.stemKernel = 5;
    return runNameOf(like);
}

/// Loads what a run needs, unless the run before it needed the same.
class MaterialStore {
  public:
    explicit MaterialStore(const StudyOptions& options, const StudyObserver& observer) : options_(options), observer_(observer) {}

    JobResult<const StudyMaterial*> of(const StudyVariant& variant, ProgressSink& progress, const std::stop_token& stop) {
        const auto wanted = inputsOf(variant);
        if (material_ && material_->of == wanted)
            return &*material_;
        material_.reset(); // before the next is loaded beside it
        auto loaded = isOfSpectra(variant) ? spectra(progress, stop) : images(variant, progress, stop);
        if (!loaded)
            return tl::unexpected(loaded.error());
        material_ = std::move(*loaded);
        material_->of = wanted;
        return &*material_;
    }

  private:
    void warn(const std::vector<std::string>& warnings) {
        for (const auto& warning : warnings)
            if (observer_.onWarning && std::ranges::find(told_, warning) == told_.end()) {
                told_.push_back(warning);
                observer_.onWarning(warning);
            }
    }

    JobResult<StudyMaterial> images(const StudyVariant& variant, ProgressSink& progress, const std::stop_token& stop) {
        auto loaded = loadTrainingMaterial(options_.dataset, variant.input, variant.network, progress, stop);
        if (!loaded)
            return tl::unexpected(loaded.error());
        warn(loaded->warnings);
        return StudyMaterial{{}, std::move(loaded->training), std::move(loaded->validation),
                             {}, std::move(loaded->card),     loaded->description};
    }

    JobResult<StudyMaterial> spectra(ProgressSink& progress, const std::stop_token& stop) {
        const auto perClass = spectraPerClass();
        if (!perClass)
            return tl::unexpected<Stop>(perClass.error());
        auto loaded = loadSpectraMaterial(
            {.folder = options_.spectra, .simulatedPerClass = *perClass, .seed = options_.training.seed}, progress, stop);
        if (!loaded)
            return tl::unexpected(loaded.error());
        warn(loaded->warnings);
        return StudyMaterial{{},
                             std::move(loaded->training),
                             std::move(loaded->validation),
                             std::move(loaded->test),
                             std::move(loaded->card),
                             loaded->description};
    }

    /// As many as the dataset has for images.
    Result<std::size_t> spectraPerClass() const {
        const auto dataset = Dataset::open(options_.dataset);
        if (!dataset)
            return tl::unexpected(dataset.error());
        const auto labels = dataset->labels();
        if (!labels)
            return tl::unexpected(labels.error());
        const auto labelled = std::ranges::count_if(*labels, [](auto label) { return label != noLabel; });
        return std::max<std::size_t>(10, static_cast<std::size_t>(labelled) / spectralClassCount);
    }

    const StudyOptions& options_;
    const StudyObserver& observer_;
    std::optional<StudyMaterial> material_;
    std::vector<std::string> told_;
};

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

JobResult<Judged> judgeTestSplit(const std::filesystem::path& path, Classifier& network, ProgressSink& progress,
                                 const std::stop_token& stop) {
    const auto dataset = Dataset::open(path);
    if (!dataset)
        return stopWith(dataset.error());
    const auto columns = dataset->columns();
    if (!columns)
        return stopWith(columns.error());
    constexpr std::array test{DatasetSplit::Test};
    const auto judged = judgeRows(*dataset, *columns, rowsOf(*columns, test), network, progress, stop);
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

JobResult<void> runTask(const StudyOptions& options, const StudyTask& task, const StudyMaterial& material,
                        const StudyObserver& observer, ProgressSink& progress, const std::stop_token& stop) {
    const auto lock = RunLock::acquire(task.folder);
    if (!lock)
        return stopWith(lock.error());
    const auto run = runOf(options, task, material);
    const auto trained = train(material.training, material.validation, run, observer.training, progress, stop);
    if (!trained)
        return tl::unexpected(trained.error());
    auto network = Classifier::load(task.folder / "best.h5", options.training.device);
    if (!network)
        return stopWith(network.error());
    const auto judged = isOfSpectra(task.variant) ? judgeTestSpectra(material.test, *network, progress, stop)
                                                  : judgeTestSplit(options.dataset, *network, progress, stop);
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

Result<DatasetColumns> columnsOf(const std::filesystem::path& path) {
    const auto dataset = Dataset::open(path);
    return dataset ? dataset->columns() : tl::unexpected(dataset.error());
}

/// What keeps a dataset from what is asked of it, before anything is trained.
Result<void> checkDataset(const StudyOptions& options, const std::vector<StudyTask>& tasks) {
    const auto dataset = Dataset::open(options.dataset);
    if (!dataset)
        return tl::unexpected(dataset.error());
    const auto columns = dataset->columns();
    if (!columns)
        return tl::unexpected(columns.error());
    if (wholeRows(*columns, DatasetSplit::Test).rows.empty())
        return fail(ErrorCode::NothingOnTile, options.dataset.string(), "its test split has no whole cutout with a class",
                    "split it first");
    for (const auto& task : tasks) {
        if (task.isDone || isOfSpectra(task.variant))
            continue;
        ModelCard card;
        card.spec = specOf(task.variant);
        card.input = task.variant.input;
        if (auto fits = checkModelInputs(*dataset, card); !fits)
            return fail(fits.error().code, options.dataset.string(), task.variant.name + ": " + fits.error().reason,
                        fits.error().detail);
    }
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
                    tasks.push_back({variant, seed, folder, readOutcome(folder).has_value()});
            }
    std::vector<std::string> inputs; // as they come first
    for (const auto& task : tasks)
        if (std::ranges::find(inputs, inputsOf(task.variant)) == inputs.end())
            inputs.push_back(inputsOf(task.variant));
    std::ranges::stable_sort(tasks, {}, [&](const StudyTask& task) { return std::ranges::find(inputs, inputsOf(task.variant)); });
    return tasks;
}

JobResult<StudyEstimate> estimateStudy(const StudyOptions& options, StepCosts& known, ProgressSink& progress,
                                       std::stop_token stop) {
    const auto tasks = tasksOf(options);
    if (!tasks)
        return stopWith(tasks.error());
    const auto fingerprint = fingerprints().fingerprint(options.dataset, stop);
    if (!fingerprint)
        return tl::unexpected(fingerprint.error());
    if (auto fits = checkFolder(options, fingerprint->checksum); !fits)
        return stopWith(fits.error());
    if (auto good = checkDataset(options, *tasks); !good)
        return stopWith(good.error());
    const auto columns = columnsOf(options.dataset);
    if (!columns)
        return stopWith(columns.error());
    const auto learned = static_cast<double>(wholeRows(*columns, DatasetSplit::Training).rows.size());
    const auto validated = static_cast<double>(wholeRows(*columns, DatasetSplit::Validation).rows.size());
    StudyEstimate estimate{.runs = tasks->size()};
    for (const auto& task : *tasks) {
        if (stop.stop_requested())
            return cancelled();
        estimate.bytes += 4 * parametersOf(specOf(task.variant));
        progress.report(
            {"Timing networks", static_cast<std::int64_t>(&task - tasks->data()), static_cast<std::int64_t>(tasks->size())});
        if (task.isDone) {
            ++estimate.runsDone;
            estimate.secondsOf.push_back(0);
            continue;
        }
        const auto name = runNameOf(task.variant);
        if (!known.contains(name))
            known[name] = timeStep(specOf(task.variant), options.training.device);
        const auto& cost = known[name];
        const double steps = std::ceil(learned / options.training.batch);
        estimate.secondsOf.push_back(
            options.training.epochs *
            (learned * cost.secondsPerInput + validated * cost.secondsPerInput / 3 + steps * cost.secondsPerStep));
        estimate.seconds += estimate.secondsOf.back();
    }
    return estimate;
}

JobResult<StudyEstimate> estimateStudy(const StudyOptions& options, ProgressSink& progress, std::stop_token stop) {
    StepCosts costs;
    return estimateStudy(options, costs, progress, std::move(stop));
}

JobResult<void> runStudy(const StudyOptions& options, const StudyObserver& observer, ProgressSink& progress,
                         std::stop_token stop) {
    if (options.repeats < 1 || options.repeats > mostRepeats)
        return stopWith({ErrorCode::BadOption, "", "the number of repeats is out of range",
                         fmt::format("1 to {} expected, {} found", mostRepeats, options.repeats)});
    const auto tasks = tasksOf(options);
    if (!tasks)
        return stopWith(tasks.error());
    if (auto good = checkDataset(options, *tasks); !good)
        return stopWith(good.error());
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
