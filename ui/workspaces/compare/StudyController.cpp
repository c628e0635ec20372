#include "workspaces/compare/StudyController.h"

#include "models/IssueModel.h"
#include "workspaces/dataset/PathField.h"
#include "workspaces/train/TrainingController.h"

namespace iic::ui {

StudyController::StudyController(ComputeThread& compute, TrainingController& training, IssueModel& issues, QObject* parent)
    : QObject(parent), compute_(compute), training_(training), issues_(issues) {
    connect(&training_, &TrainingController::stateChanged, this, &StudyController::stateChanged);
}

/// The compute thread outlives this: what the study still tells has nowhere to go.
StudyController::~StudyController() {
    if (job_)
        job_->disconnect(this);
    stop();
}

void StudyController::setState(State state) {
    if (state_ == state)
        return;
    state_ = state;
    Q_EMIT stateChanged();
}

QString StudyController::whyNot() const {
    if (isActive())
        return tr("A study is under way.");
    if (training_.isActive())
        return tr("A run of the Train workspace is under way. Stop it, or wait until it is done.");
    return training_.otherWork();
}

StudyListener StudyController::listener() {
    return {[this](const StudyTask& task, std::size_t number, std::size_t count) { takeTask(task, number, count); },
            {[this](const DeviceInUse& device, const std::vector<EpochResult>& earlier) {
                 run_->live.begin(device, earlier);
                 doing_.clear();
                 Q_EMIT runsChanged();
             },
             [this](const TrainingNews& news) { takeNews(news); }},
            [this](const StudyTask& task) {
                run_->task = task;
                run_->task.isDone = true;
                Q_EMIT runsChanged();
            },
            [this](const std::string& warning) {
                issues_.add(Severity::Warning, QString::fromStdString(warning), toText(options_.dataset));
            }};
}

void StudyController::start(const StudyOptions& options) {
    if (!whyNot().isEmpty())
        return;
    options_ = options;
    fault_.clear();
    run_.reset();
    doing_ = tr("Reading the dataset");
    pause_->store(false);
    Job* job = compute_.submit<std::monostate>(
        Priority::Batch,
        [options, pause = pause_, listener = listener(), &compute = compute_](JobContext& context) {
            return runStudyWhileOthersWait(options, pause, listener, compute, context);
        },
        [this](std::monostate) { Q_EMIT finished(); });
    job_ = job;
    connect(job, &Job::failed, this, &StudyController::takeError);
    connect(job, &Job::progressed, this, [this](const QString& label) {
        if (!run_ || !run_->live.hasBegun || run_->task.isDone || run_->live.done() >= 1)
            doing_ = label;
        Q_EMIT progressed();
    });
    connect(job, &Job::cancelRequested, this, [this] {
        setState(State::Stopping);
        compute_.wake();
    });
    connect(job, &Job::ended, this, [this] {
        training_.setOtherWork({});
        doing_.clear();
        setState(State::Idle);
        Q_EMIT runsChanged();
    });
    training_.setOtherWork(tr("A study of the Compare workspace is under way. Stop it, or wait until it is done."));
    setState(State::Running);
    Q_EMIT jobStarted(job, tr("Study of %1").arg(toText(options.dataset.filename())));
}

void StudyController::takeTask(const StudyTask& task, std::size_t number, std::size_t count) {
    run_.emplace();
    run_->task = task;
    run_->number = number;
    run_->count = count;
    run_->live.request.name = tr("%1, seed %2").arg(QString::fromStdString(task.title)).arg(task.seed);
    run_->live.request.options = options_.training;
    run_->live.request.options.runFolder = task.folder;
    Q_EMIT runsChanged();
}

void StudyController::takeNews(const TrainingNews& news) {
    if (news.isPaused && *news.isPaused == pause_->load()) // else the wish has changed since
        setState(*news.isPaused ? State::Paused : State::Running);
    if (!run_)
        return;
    LiveRun& live = run_->live;
    live.take(news);
    if (live.lastStep) // nobody tells how many there are; the last step of an epoch may be of fewer
        live.trainingInputs = static_cast<std::size_t>(live.lastStep->stepsOfEpoch) * static_cast<std::size_t>(live.batch);
    if (news.batch)
        issues_.add(Severity::Warning,
                    tr("Memory is short for a batch of %1: %2 goes on with %3.")
                        .arg(QString::number(options_.training.batch), live.request.name, QString::number(*news.batch)),
                    toText(run_->task.folder));
    if (news.epoch)
        Q_EMIT runsChanged();
    Q_EMIT progressed();
}

void StudyController::takeError(const Error& problem) {
    Error error = problem;
    if (error.file.empty())
        error.file = options_.folder.string();
    fault_ = tr("The study has ended: %1").arg(QString::fromStdString(error.oneLine()));
    issues_.add(error);
}

void StudyController::pause() {
    if (state_ != State::Running)
        return;
    pause_->store(true);
    setState(State::Pausing);
}

void StudyController::resume() {
    if (state_ != State::Paused && state_ != State::Pausing)
        return;
    pause_->store(false);
    compute_.wake();
    setState(State::Running);
}

void StudyController::stop() {
    if (job_)
        job_->cancel();
}

} // namespace iic::ui
