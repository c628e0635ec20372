#pragma once

#include "bridge/IoPool.h"
#include "workspaces/train/TrainingWork.h"

#include <QPointer>

namespace iic::ui {

class IssueModel;
class RunStore;

enum class TrainingState {
    Idle,
    Loading, ///< the inputs are read
    Running,
    Pausing, ///< asked for, and the step under way is not over
    Paused,
    Stopping,
};

/// One run of training at a time, on the compute thread: begun, paused, stopped, gone on with.
class TrainingController : public QObject {
    Q_OBJECT

  public:
    TrainingController(ComputeThread& compute, RunStore& runs, IssueModel& issues, QObject* parent = nullptr);
    ~TrainingController() override;

    /// Nothing while another run or other work is under way.
    void start(const TrainingRequest& request);
    void pause();
    void resume();
    /// The last whole epoch is kept.
    void stop();

    /// Why no run can begin while networks learn for something else; empty: they do not.
    void setOtherWork(const QString& reason);
    const QString& otherWork() const { return otherWork_; }

    TrainingState state() const { return state_; }
    bool isActive() const { return state_ != TrainingState::Idle; }
    /// The run under way or the last of this session; null before the first.
    const LiveRun* run() const { return run_ ? &*run_ : nullptr; }
    /// Why the last run ended before its time; empty where it did not.
    const QString& fault() const { return fault_; }

  Q_SIGNALS:
    /// Work the user may watch and cancel.
    void jobStarted(iic::ui::Job* job, const QString& title);
    void stateChanged();
    void progressed(); ///< steps, at most once in Job::progressInterval
    void epochDone();
    void finished(); ///< all epochs that were asked for, or that patience allowed

  private:
    void train(std::shared_ptr<PreparedRun> prepared);
    void follow(Job* job, const QString& title);
    void list();
    void begin(const DeviceInUse& device, const std::vector<EpochResult>& earlier);
    void take(const TrainingNews& news);
    void takeEnd(Error error);
    void setState(TrainingState state);

    ComputeThread& compute_;
    RunStore& runs_;
    IssueModel& issues_;
    TrainingState state_ = TrainingState::Idle;
    std::optional<LiveRun> run_;
    QString fault_, otherWork_;
    std::shared_ptr<std::atomic<bool>> pause_ = std::make_shared<std::atomic<bool>>(false);
    QPointer<Job> job_;
    IoPool io_{1};
};

} // namespace iic::ui
