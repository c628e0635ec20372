#pragma once

#include "base/Error.h"
#include "base/Progress.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace iic::ui {

class Job;

/// What the work of a job is given: where to tell of progress, when to stop, how to hand over part of a result.
class JobContext {
  public:
    explicit JobContext(Job& job) : job_(job) {}

    ProgressSink& progress();
    std::stop_token stop() const;
    /// Runs `what` on the job's own (GUI) thread, in the order of the calls, unless the job was cancelled by then.
    void deliver(std::function<void()> what);

  private:
    Job& job_;
};

/// One piece of work on another thread, seen from the thread that asked for it. Ends with exactly one of
/// finished, failed and cancelled, always delivered through the event loop, and then deletes itself.
/// Progress reaches the owner at most once in `progressInterval`; the last report always does.
class Job : public QObject, private ProgressSink {
    Q_OBJECT

  public:
    /// Hands the result over on the owner's thread when it is called there; nothing when the work has none.
    using Delivery = std::function<void()>;
    using Work = std::function<JobResult<Delivery>(JobContext&)>;

    static constexpr int progressInterval = 40; ///< ms

    Job(Work work, QObject* parent);

    /// Asks the work to stop; from now on no result is delivered and the job ends as cancelled.
    void cancel();
    bool isCancelRequested() const { return stop_.stop_requested(); }
    bool hasEnded() const { return hasEnded_; }

    /// Does the work on the calling thread, lets no exception out, and posts the end. Called once.
    void run();

  Q_SIGNALS:
    void progressed(const QString& label, qint64 done, qint64 total);
    void finished();
    void failed(const iic::Error& error);
    void cancelled();
    /// Told right after one of the three above.
    void ended();
    /// Told by cancel(), so that a queue can drop work that has not begun.
    void cancelRequested();

  private:
    friend class JobContext;

    void report(const Progress& progress) override;
    void showProgress();
    JobResult<Delivery> runGuarded();
    void end();

    /// Has `what` done on the owner's thread, in the order of the calls. Any thread.
    void handOver(std::function<void()> what);
    void wakeOwner();
    /// Does the first of what was handed over, one for each waking; when nothing is left, the job is at its end.
    Q_INVOKABLE void takeHandedOver();

    Work work_;
    std::stop_source stop_;
    bool hasEnded_ = false;

    std::mutex handedOverMutex_;
    std::deque<std::function<void()>> handedOver_;
    std::optional<JobResult<Delivery>> outcome_;

    struct Report {
        QString label;
        qint64 done = 0;
        qint64 total = 0;
    };
    std::mutex reportMutex_;
    std::optional<Report> latestReport_; ///< not yet shown
    bool reportPosted_ = false;
    QTimer progressTimer_;
};

/// Wraps typed work and what to do with its result, so that Job need not be a template.
template <typename T> Job::Work jobWork(std::function<JobResult<T>(JobContext&)> work, std::function<void(T)> onFinished) {
    return [work = std::move(work), onFinished = std::move(onFinished)](JobContext& context) -> JobResult<Job::Delivery> {
        JobResult<T> result = work(context);
        if (!result)
            return tl::unexpected(std::move(result).error());
        auto value = std::make_shared<T>(std::move(*result));
        return Job::Delivery([value, onFinished] { onFinished(std::move(*value)); });
    };
}

/// A Result as the outcome of a job.
template <typename T> JobResult<T> asJobResult(Result<T> result) {
    if (result)
        return std::move(*result);
    return tl::unexpected<Stop>(std::move(result).error());
}

/// Holds the one job whose answer is still wanted: a newer one cancels the older.
class LatestJob {
  public:
    void replace(Job* job) {
        cancel();
        job_ = job;
    }
    void cancel() {
        if (job_)
            job_->cancel();
        job_.clear();
    }
    bool isRunning() const { return job_ && !job_->hasEnded(); }

  private:
    QPointer<Job> job_;
};

} // namespace iic::ui
