#pragma once

#include "bridge/Job.h"

#include <QThreadPool>

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
        return start(new Job(jobWork<T>(std::move(work), std::move(onFinished)), this));
    }

  private:
    Job* start(Job* job);

    OnClose onClose_;
    QThreadPool pool_;
};

} // namespace iic::ui
