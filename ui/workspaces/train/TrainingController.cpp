#include "workspaces/train/TrainingController.h"

#include "models/IssueModel.h"
#include "workspaces/RunStore.h"
#include "workspaces/dataset/PathField.h"

#include <utility>

namespace iic::ui {

TrainingController::TrainingController(ComputeThread& compute, RunStore& runs, IssueModel& issues, QObject* parent)
    : QObject(parent), compute_(compute), runs_(runs), issues_(issues) {}

/// The compute thread outlives this: what the run still tells has nowhere to go.
TrainingController::~TrainingController() { stop(); }

void TrainingController::setState(TrainingState state) {
    if (state_ == state)
        return;
    state_ = state;
    Q_EMIT stateChanged();
}

void TrainingController::setOtherWork(const QString& reason) {
    if (std::exchange(otherWork_, reason) != reason)
        Q_EMIT stateChanged();
}

void TrainingController::start(const TrainingRequest& request) {
    if (isActive() || !otherWork_.isEmpty())
        return;
    run_.emplace();
    run_->request = request;
    std::error_code problem;
    if (const auto whole = std::filesystem::absolute(request.dataset, problem); !problem && !request.dataset.empty())
        run_->request.dataset = whole;
    fault_.clear();
    pause_->store(false);
    using Prepared = std::shared_ptr<PreparedRun>;
    Job* job = io_.submit<Prepared>(
        [request = run_->request](JobContext& context) { return prepareRun(request, context.progress(), context.stop()); },
        [this](Prepared prepared) { train(std::move(prepared)); });
    follow(job, tr("Reading the inputs of %1").arg(request.name));
    setState(TrainingState::Loading);
}

void TrainingController::follow(Job* job, const QString& title) {
    job_ = job;
    connect(job, &Job::failed, this, &TrainingController::takeEnd);
    connect(job, &Job::cancelRequested, this, [this] {
        setState(TrainingState::Stopping);
        compute_.wake();
    });
    connect(job, &Job::ended, this, [this, job] {
        if (job_ != job) // the next has begun
            return;
        job_.clear();
        if (run_->hasBegun)
            runs_.reread(run_->request.options.runFolder);
        setState(TrainingState::Idle);
    });
    Q_EMIT jobStarted(job, title);
}

void TrainingController::train(std::shared_ptr<PreparedRun> prepared) {
    run_->request = prepared->request;
    run_->trainingInputs = prepared->material.training.count();
    run_->validationInputs = prepared->material.validation.count();
    run_->dataset = prepared->dataset;
    run_->warnings = prepared->material.warnings;
    const QString file = QString::fromStdString(run_->request.dataset.string());
    for (const std::string& warning : run_->warnings)
        issues_.add(Severity::Warning, QString::fromStdString(warning), file);
    const TrainingListener listener{
        [this](const DeviceInUse& device, const std::vector<EpochResult>& earlier) { begin(device, earlier); },
        [this](const TrainingNews& news) { take(news); }};
    Job* job = compute_.submit<TrainingResult>(
        Priority::Batch,
        [run = std::move(prepared), pause = pause_, listener, &compute = compute_](JobContext& context) {
            return trainWhileOthersWait(*run, pause, listener, compute, context);
        },
        [this](const TrainingResult&) { Q_EMIT finished(); });
    connect(job, &Job::cancelled, this, [this] {
        std::error_code absent;
        if (!run_->hasBegun && std::filesystem::exists(run_->request.options.runFolder / "run.json", absent))
            list(); // stopped after it was first saved, before it told so
    });
    follow(job, tr("Training %1").arg(run_->request.name));
    setState(TrainingState::Running);
}

/// Its folder is there by now.
void TrainingController::list() {
    if (!run_->request.options.resumeFrom)
        runs_.add(run_->request.options.runFolder, run_->request.name);
}

void TrainingController::begin(const DeviceInUse& device, const std::vector<EpochResult>& earlier) {
    run_->begin(device, earlier);
    list();
    Q_EMIT progressed();
}

void TrainingController::take(const TrainingNews& news) {
    run_->take(news);
    if (news.isPaused && *news.isPaused == pause_->load()) // else the wish has changed since
        setState(*news.isPaused ? TrainingState::Paused : TrainingState::Running);
    if (news.batch)
        issues_.add(Severity::Warning,
                    tr("Memory is short for a batch of %1: %2 goes on with %3.")
                        .arg(QString::number(run_->request.options.batch), run_->request.name, QString::number(*news.batch)),
                    QString::fromStdString(run_->request.options.runFolder.string()));
    if (news.epoch) {
        runs_.reread(run_->request.options.runFolder);
        Q_EMIT epochDone();
    }
    Q_EMIT progressed();
}

void TrainingController::takeEnd(Error error) {
    const TrainingRequest& request = run_->request;
    if (error.file.empty())
        error.file = request.options.runFolder.string();
    if (error.file != request.dataset.string())
        error.detail += (error.detail.empty() ? "" : "; ") + tr("dataset %1").arg(toText(request.dataset)).toStdString();
    fault_ = tr("The training has ended: %1").arg(QString::fromStdString(error.oneLine()));
    issues_.add(error);
}

void TrainingController::pause() {
    if (state_ != TrainingState::Running)
        return;
    pause_->store(true);
    setState(TrainingState::Pausing);
}

void TrainingController::resume() {
    if (state_ != TrainingState::Paused && state_ != TrainingState::Pausing)
        return;
    pause_->store(false);
    compute_.wake();
    setState(TrainingState::Running);
}

void TrainingController::stop() {
    if (job_)
        job_->cancel();
}

} // namespace iic::ui
