#include "workspaces/train/TrainingWork.h"

#include "nn/RunRecord.h"

#include <utility>

namespace iic::ui {

namespace {

using Clock = std::chrono::steady_clock;

/// Gathers what a run tells, hands it on now and then, and keeps the run waiting where that is wished.
class Reporter {
  public:
    Reporter(const PreparedRun& run, const std::shared_ptr<std::atomic<bool>>& pause, const TrainingListener& listener,
             ComputeThread& compute, JobContext& context)
        : run_(run),
          pause_(pause),
          listener_(listener),
          compute_(compute),
          context_(context),
          device_(selectDevice(run.request.options.device)) {}

    TrainingObserver observer() {
        return {[this](std::span<const EpochResult> earlier) { takeBegin(earlier); },
                [this](const EpochResult& epoch) { takeEpoch(epoch); },
                [this](int epoch, std::span<const std::uint8_t> classes) { takeValidation(epoch, classes); },
                [this](const StepResult& step) { takeStep(step); },
                [this] { letOthersIn(); },
                [this](int batch) { takeSmallerBatch(batch); }};
    }

  private:
    void takeBegin(std::span<const EpochResult> earlier) {
        context_.deliver([begin = listener_.onBegin, device = device_, epochs = std::vector(earlier.begin(), earlier.end())] {
            begin(device, epochs);
        });
    }

    void takeStep(const StepResult& step) {
        const auto now = Clock::now();
        if (step.step > 1) { // the first of an epoch has waited for what came before it
            news_.timedInputs += step.inputs;
            news_.timedSteps += now - stepBegan_;
        }
        news_.steps.push_back(step);
        if (now - told_ >= std::chrono::milliseconds(Job::progressInterval))
            tell();
        letOthersIn();
        stepBegan_ = Clock::now();
    }

    void letOthersIn() {
        const auto since = Clock::now();
        compute_.runInteractive();
        if (pause_->load())
            wait();
        stepBegan_ += Clock::now() - since;
    }

    void wait() {
        news_.isPaused = true;
        tell();
        compute_.runInteractiveUntil([this] { return !pause_->load() || context_.stop().stop_requested(); });
        news_.isPaused = false;
        tell();
    }

    void takeValidation(int epoch, std::span<const std::uint8_t> classes) {
        news_.validation = Clock::now() - stepBegan_;
        const LabelledInputs& judged = run_.material.validation;
        ValidationMistakes mistakes{epoch, {}, {}, classes.size()};
        for (std::size_t i = 0; i < classes.size(); ++i)
            if (classes[i] != judged.labels[i]) {
                mistakes.rows.push_back(run_.material.validationRows[i]);
                mistakes.takenFor.push_back(classes[i]);
            }
        news_.mistakes = std::move(mistakes);
    }

    void takeSmallerBatch(int batch) {
        news_.batch = batch;
        tell();
    }

    /// Its files took a while to write: who asked meanwhile does not wait for the next step as well.
    void takeEpoch(const EpochResult& epoch) {
        news_.epoch = epoch;
        tell();
        letOthersIn();
    }

    void tell() {
        told_ = Clock::now();
        news_.memory = memoryInUse(device_);
        context_.deliver([onNews = listener_.onNews, news = std::exchange(news_, {})] { onNews(news); });
    }

    const PreparedRun& run_;
    std::shared_ptr<std::atomic<bool>> pause_;
    const TrainingListener& listener_;
    ComputeThread& compute_;
    JobContext& context_;
    DeviceInUse device_;
    TrainingNews news_;
    Clock::time_point told_, stepBegan_;
};

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
    Reporter reporter(run, pause, listener, compute, context);
    return train(run.material.training, run.material.validation, run.request.options, reporter.observer(), context.progress(),
                 context.stop());
}

} // namespace iic::ui
