#include "workspaces/compare/StudyWork.h"

#include <utility>

namespace iic::ui {

namespace {

using Clock = std::chrono::steady_clock;

/// Gathers what a study tells, hands it on now and then, and keeps it waiting where that is wished.
class StudyReporter : public ProgressSink {
  public:
    StudyReporter(const StudyOptions& options, const std::shared_ptr<std::atomic<bool>>& pause, const StudyListener& listener,
                  ComputeThread& compute, JobContext& context)
        : pause_(pause),
          listener_(listener),
          compute_(compute),
          context_(context),
          device_(selectDevice(options.training.device)) {}

    StudyObserver observer() {
        StudyObserver observer;
        observer.onTask = [this](const StudyTask& task, std::size_t number, std::size_t count) {
            context_.deliver([told = listener_.onTask, task, number, count] { told(task, number, count); });
        };
        observer.onDone = [this](const StudyTask& task) { context_.deliver([told = listener_.onDone, task] { told(task); }); };
        observer.onWarning = [this](const std::string& warning) {
            context_.deliver([told = listener_.onWarning, warning] { told(warning); });
        };
        observer.training.onBegin = [this](std::span<const EpochResult> earlier) { takeBegin(earlier); };
        observer.training.onEpoch = [this](const EpochResult& epoch) { takeEpoch(epoch); };
        observer.training.onValidation = [this](int, std::span<const std::uint8_t>) {
            news_.validation = Clock::now() - stepBegan_;
        };
        observer.training.onStep = [this](const StepResult& step) { takeStep(step); };
        observer.training.onValidationBatch = [this] { letOthersIn(); };
        observer.training.onSmallerBatch = [this](int batch) {
            news_.batch = batch;
            tell();
        };
        return observer;
    }

    /// What is read and judged tells how far it has come: a place to let others in.
    void report(const Progress& progress) override {
        context_.progress().report(progress);
        letOthersIn();
    }

  private:
    void takeBegin(std::span<const EpochResult> earlier) {
        news_ = {};
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

    void takeEpoch(const EpochResult& epoch) {
        news_.epoch = epoch;
        tell();
        letOthersIn();
    }

    void letOthersIn() {
        const auto since = Clock::now();
        compute_.runInteractive();
        if (pause_->load() && !context_.stop().stop_requested())
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

    void tell() {
        told_ = Clock::now();
        news_.memory = memoryInUse(device_);
        context_.deliver([onNews = listener_.onNews, news = std::exchange(news_, {})] { onNews(news); });
    }

    std::shared_ptr<std::atomic<bool>> pause_;
    const StudyListener& listener_;
    ComputeThread& compute_;
    JobContext& context_;
    DeviceInUse device_;
    TrainingNews news_;
    Clock::time_point told_, stepBegan_;
};

} // namespace

JobResult<std::monostate> runStudyWhileOthersWait(const StudyOptions& options, const std::shared_ptr<std::atomic<bool>>& pause,
                                                  const StudyListener& listener, ComputeThread& compute, JobContext& context) {
    StudyReporter reporter(options, pause, listener, compute, context);
    auto done = runStudy(options, reporter.observer(), reporter, context.stop());
    if (!done)
        return tl::unexpected(std::move(done).error());
    return std::monostate{};
}

} // namespace iic::ui
