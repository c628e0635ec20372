#include "workspaces/compare/StudyWork.h"

#include "workspaces/train/RunReporter.h"

namespace iic::ui {

namespace {

/// What is read and judged between the runs tells how far it has come: a place to let others in.
class StudyProgress final : public ProgressSink {
  public:
    StudyProgress(RunReporter& reporter, ProgressSink& shown) : reporter_(reporter), shown_(shown) {}
    void report(const Progress& progress) override {
        shown_.report(progress);
        reporter_.letOthersIn();
    }

  private:
    RunReporter& reporter_;
    ProgressSink& shown_;
};

StudyObserver observerFor(RunReporter& reporter, const StudyListener& listener, JobContext& context) {
    StudyObserver observer;
    observer.onTask = [&](const StudyTask& task, std::size_t number, std::size_t count) {
        context.deliver([told = listener.onTask, task, number, count] { told(task, number, count); });
    };
    observer.onDone = [&](const StudyTask& task) { context.deliver([told = listener.onDone, task] { told(task); }); };
    observer.onWarning = [&](const std::string& warning) {
        context.deliver([told = listener.onWarning, warning] { told(warning); });
    };
    observer.training = reporter.observer();
    return observer;
}

} // namespace

JobResult<std::monostate> runStudyWhileOthersWait(const StudyOptions& options, const std::shared_ptr<std::atomic<bool>>& pause,
                                                  const StudyListener& listener, ComputeThread& compute, JobContext& context) {
    RunReporter reporter(options.training.device, pause, listener.runs, compute, context);
    StudyProgress progress(reporter, context.progress());
    auto done = runStudy(options, observerFor(reporter, listener, context), progress, context.stop());
    if (!done)
        return tl::unexpected(std::move(done).error());
    return std::monostate{};
}

} // namespace iic::ui
