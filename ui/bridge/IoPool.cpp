#include "bridge/IoPool.h"

namespace iic::ui {

IoPool::IoPool(int threads, OnClose onClose, QObject* parent) : QObject(parent), onClose_(onClose) {
    for (int i = 0; i < threads; ++i)
        threads_.emplace_back([this] { loop(); });
}

IoPool::~IoPool() {
    if (onClose_ == OnClose::CancelJobs)
        for (Job* job : findChildren<Job*>(Qt::FindDirectChildrenOnly))
            job->cancel();
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

Job* IoPool::enqueue(Job* job) {
    connect(job, &Job::cancelRequested, this, [this, job] { withdraw(job); });
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(job);
    }
    wake_.notify_one();
    return job;
}

/// A job that is cancelled while it waits ends at once.
void IoPool::withdraw(Job* job) {
    bool wasWaiting = false;
    {
        const std::lock_guard lock(mutex_);
        wasWaiting = std::erase(waiting_, job) > 0;
    }
    if (wasWaiting)
        job->run();
}

/// Ends when the pool closes and nothing waits any more.
void IoPool::loop() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
        if (waiting_.empty())
            return;
        Job* job = waiting_.front();
        waiting_.pop_front();
        lock.unlock();
        job->run();
        lock.lock();
    }
}

} // namespace iic::ui
