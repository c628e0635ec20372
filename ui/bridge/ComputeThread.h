#pragma once

#include "bridge/Job.h"

#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace iic::ui {

enum class Priority { Interactive, Batch };

/// The one thread on which the network runs. Interactive jobs go before batch jobs; batch work lets them in
/// between its pieces by calling runInteractive(). submit() and close() belong to the owner's thread.
class ComputeThread : public QObject {
    Q_OBJECT

  public:
    explicit ComputeThread(QObject* parent = nullptr);
    ~ComputeThread() override; ///< closes it

    template <typename T>
    Job* submit(Priority priority, std::function<JobResult<T>(JobContext&)> work, std::function<void(T)> onFinished) {
        return enqueue(priority, new Job(jobWork<T>(std::move(work), std::move(onFinished)), this));
    }

    /// From within batch work: does the interactive jobs that wait, then returns to the batch.
    void runInteractive();
    /// From within batch work that waits: does interactive jobs as they come, until `isOver` says so, which is asked again at
    /// every wake(), or the thread closes.
    void runInteractiveUntil(const std::function<bool()>& isOver);
    /// Any thread.
    void wake();

    /// Asks the running job to stop, waits for it and drops the rest: before anything goes that the work uses. Nothing is
    /// submitted afterwards.
    void close();

  private:
    using Queue = std::deque<Job*>;

    Job* enqueue(Priority priority, Job* job);
    void withdraw(Job* job);
    void loop();
    Queue& queue(Priority priority) { return queues_[static_cast<std::size_t>(priority)]; }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::array<Queue, 2> queues_;
    bool closing_ = false;
    std::thread thread_;
};

} // namespace iic::ui
