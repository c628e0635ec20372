#include "bridge/ComputeThread.h"

#include <algorithm>

namespace iic::ui {

ComputeThread::ComputeThread(QObject* parent) : QObject(parent), thread_([this] { loop(); }) {}

ComputeThread::~ComputeThread() { close(); }

void ComputeThread::close() {
    if (!thread_.joinable())
        return;
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
        for (Queue& waiting : queues_)
            waiting.clear();
    }
    for (Job* job : findChildren<Job*>(Qt::FindDirectChildrenOnly))
        job->cancel();
    wake_.notify_all();
    thread_.join();
}

Job* ComputeThread::enqueue(Priority priority, Job* job) {
    connect(job, &Job::cancelRequested, this, [this, job] { withdraw(job); });
    {
        const std::lock_guard lock(mutex_);
        queue(priority).push_back(job);
    }
    wake_.notify_one();
    return job;
}

void ComputeThread::withdraw(Job* job) {
    bool wasWaiting = false;
    {
        const std::lock_guard lock(mutex_);
        for (Queue& waiting : queues_)
            wasWaiting |= std::erase(waiting, job) > 0;
    }
    if (wasWaiting)
        job->run(); // sees the stop request and ends without doing any work
}

void ComputeThread::runInteractive() {
    std::unique_lock lock(mutex_);
    while (!queue(Priority::Interactive).empty()) {
        Job* job = queue(Priority::Interactive).front();
        queue(Priority::Interactive).pop_front();
        lock.unlock();
        job->run();
        lock.lock();
    }
}

void ComputeThread::runInteractiveUntil(const std::function<bool()>& isOver) {
    std::unique_lock lock(mutex_);
    while (!closing_ && !isOver()) {
        wake_.wait(lock, [&] { return closing_ || !queue(Priority::Interactive).empty() || isOver(); });
        lock.unlock();
        runInteractive();
        lock.lock();
    }
}

void ComputeThread::wake() {
    const std::lock_guard lock(mutex_); // what a waiting thread looks at is not changed between its look and its sleep
    wake_.notify_all();
}

void ComputeThread::loop() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] {
            return closing_ || std::any_of(queues_.begin(), queues_.end(), [](const Queue& q) { return !q.empty(); });
        });
        if (closing_)
            return;
        Queue& next = queue(Priority::Interactive).empty() ? queue(Priority::Batch) : queue(Priority::Interactive);
        Job* job = next.front();
        next.pop_front();
        lock.unlock();
        job->run();
        lock.lock();
    }
}

} // namespace iic::ui
