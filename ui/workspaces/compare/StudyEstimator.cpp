#include "workspaces/compare/StudyEstimator.h"

#include "bridge/YieldingProgress.h"

namespace iic::ui {

namespace {

constexpr int patience = 350; // ms after the last change of an option

} // namespace

StudyEstimator::StudyEstimator(ComputeThread& compute, QObject* parent) : QObject(parent), compute_(compute) {
    timer_.setSingleShot(true);
    timer_.setInterval(patience);
    connect(&timer_, &QTimer::timeout, this, &StudyEstimator::begin);
}

StudyEstimator::~StudyEstimator() { job_.cancel(); }

void StudyEstimator::setOptions(const std::optional<StudyOptions>& options) {
    job_.cancel();
    options_ = options;
    estimate_.reset();
    fault_.clear();
    if (options)
        timer_.start();
    else
        timer_.stop();
    Q_EMIT changed();
}

void StudyEstimator::begin() {
    Job* job = compute_.submit<StudyEstimate>(
        Priority::Batch,
        [options = *options_, known = known_, &compute = compute_](JobContext& context) {
            YieldingProgress progress(context.progress(), compute);
            return estimateStudy(options, *known, progress, context.stop());
        },
        [this](const StudyEstimate& estimate) { estimate_ = estimate; });
    connect(job, &Job::failed, this, [this](const Error& error) { fault_ = QString::fromStdString(error.oneLine()); });
    connect(job, &Job::ended, this, &StudyEstimator::changed);
    job_.replace(job);
    Q_EMIT changed();
}

} // namespace iic::ui
