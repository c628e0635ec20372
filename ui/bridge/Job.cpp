#include "bridge/Job.h"

#include <exception>
#include <new>
#include <utility>

namespace iic::ui {

ProgressSink& JobContext::progress() { return job_; }

std::stop_token JobContext::stop() const { return job_.stop_.get_token(); }

void JobContext::deliver(std::function<void()> what) {
    job_.handOver([job = &job_, what = std::move(what)] {
        if (!job->isCancelRequested())
            what();
    });
}

Job::Job(Work work, QObject* parent) : QObject(parent), work_(std::move(work)) {
    progressTimer_.setSingleShot(true);
    progressTimer_.setInterval(progressInterval);
    connect(&progressTimer_, &QTimer::timeout, this, &Job::showProgress);
}

void Job::cancel() {
    if (hasEnded_ || !stop_.request_stop())
        return;
    Q_EMIT cancelRequested();
}

void Job::run() {
    JobResult<Delivery> outcome = runGuarded();
    work_ = nullptr;
    {
        const std::lock_guard lock(handedOverMutex_);
        outcome_ = std::move(outcome);
    }
    wakeOwner();
}

void Job::handOver(std::function<void()> what) {
    {
        const std::lock_guard lock(handedOverMutex_);
        handedOver_.push_back(std::move(what));
    }
    wakeOwner();
}

/// By name, for Qt then makes the event itself: one made here and taken apart there looks like a race to ThreadSanitizer.
void Job::wakeOwner() { QMetaObject::invokeMethod(this, "takeHandedOver", Qt::QueuedConnection); }

void Job::takeHandedOver() {
    std::function<void()> what = [this] { end(); };
    {
        const std::lock_guard lock(handedOverMutex_);
        if (!handedOver_.empty()) {
            what = std::move(handedOver_.front());
            handedOver_.pop_front();
        }
    }
    what();
}

JobResult<Job::Delivery> Job::runGuarded() {
    if (stop_.stop_requested())
        return iic::cancelled();
    try {
        JobContext context(*this);
        return work_(context);
    } catch (const std::bad_alloc&) {
        return tl::unexpected<Stop>(Error{ErrorCode::OutOfMemory, {}, "not enough memory", {}});
    } catch (const std::exception& exception) {
        return tl::unexpected<Stop>(Error{ErrorCode::Internal, {}, "unexpected failure", exception.what()});
    } catch (...) {
        return tl::unexpected<Stop>(Error{ErrorCode::Internal, {}, "unexpected failure", "of unknown kind"});
    }
}

void Job::report(const Progress& progress) {
    const std::lock_guard lock(reportMutex_);
    latestReport_ = Report{QString::fromUtf8(progress.label.data(), static_cast<qsizetype>(progress.label.size())), progress.done,
                           progress.total};
    if (std::exchange(reportPosted_, true))
        return;
    handOver([this] { progressTimer_.start(); });
}

void Job::showProgress() {
    std::optional<Report> report;
    {
        const std::lock_guard lock(reportMutex_);
        report = std::exchange(latestReport_, std::nullopt);
        reportPosted_ = false;
    }
    if (report)
        Q_EMIT progressed(report->label, report->done, report->total);
}

void Job::end() {
    const JobResult<Delivery>& outcome = *outcome_;
    progressTimer_.stop();
    showProgress();
    hasEnded_ = true;
    if (stop_.stop_requested() || (!outcome && isCancelled(outcome.error()))) {
        Q_EMIT cancelled();
    } else if (!outcome) {
        Q_EMIT failed(std::get<Error>(outcome.error()));
    } else {
        if (*outcome)
            (*outcome)();
        Q_EMIT finished();
    }
    Q_EMIT ended();
    deleteLater();
}

} // namespace iic::ui
