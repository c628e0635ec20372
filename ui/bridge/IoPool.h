#pragma once

#include "bridge/Job.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace iic::ui {

/// Threads for files, cutouts and detection. One thread keeps the order of its jobs. The destructor asks every
/// job to stop and waits; with FinishJobs the jobs already asked for are done first (writing what the user
/// was told is kept).
class IoPool : public QObject {
    Q_OBJECT

  public:
    enum class OnClose { CancelJobs, FinishJobs };

    explicit IoPool(int threads, OnClose onClose = OnClose::CancelJobs, QObject* parent = nullptr);
    ~IoPool() override;

    template <typename T> Job* submit(std::function<JobResult<T>(JobContext&)> work, std::function<void(T)> onFinished) {
        return enqueue(new Job(jobWork<T>(std::move(work), std::move(onFinished)), this));
    }

  private:
    Job* enqueue(Job* job);
    void withdraw(Job* job);
    void loop();

    OnClose onClose_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job*> waiting_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

} // namespace iic::ui
