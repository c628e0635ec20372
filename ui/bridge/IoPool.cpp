#include "bridge/IoPool.h"

namespace iic::ui {

IoPool::IoPool(int threads, OnClose onClose, QObject* parent) : QObject(parent), onClose_(onClose) {
    pool_.setMaxThreadCount(threads);
}

IoPool::~IoPool() {
    if (onClose_ == OnClose::CancelJobs)
        for (Job* job : findChildren<Job*>(Qt::FindDirectChildrenOnly))
            job->cancel();
    pool_.waitForDone();
}

Job* IoPool::start(Job* job) {
    pool_.start([job] { job->run(); });
    return job;
}

} // namespace iic::ui
