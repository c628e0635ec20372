#pragma once

#include "workspaces/compare/StudyWork.h"

#include <QPointer>

namespace iic::ui {

class IssueModel;
class TrainingController;

/// The run of a study that is under way, or was last.
struct StudyRunUnderWay {
    StudyTask task;
    std::size_t number = 0, count = 0; ///< of all runs of the study
    LiveRun live;
};

/// One study at a time, on the compute thread: begun, paused, stopped, gone on with. It and a training of the Train workspace keep
/// each other out.
class StudyController : public QObject {
    Q_OBJECT

  public:
    enum class State { Idle, Running, Pausing, Paused, Stopping };

    StudyController(ComputeThread& compute, TrainingController& training, IssueModel& issues, QObject* parent = nullptr);
    ~StudyController() override;

    /// Why none can be begun; empty where it can.
    QString whyNot() const;
    void start(const StudyOptions& options);
    void pause();
    void resume();
    /// What is done stays done, and the run under way keeps its last whole epoch.
    void stop();

    State state() const { return state_; }
    bool isActive() const { return state_ != State::Idle; }
    /// Null before the first run of this session.
    const StudyRunUnderWay* run() const { return run_ ? &*run_ : nullptr; }
    /// Of the study under way, or the last.
    const StudyOptions& options() const { return options_; }
    /// What the work is at beside training: "Reading the inputs"; empty: it trains.
    const QString& doing() const { return doing_; }
    /// Why the last study ended before its time; empty where it did not.
    const QString& fault() const { return fault_; }

  Q_SIGNALS:
    void jobStarted(iic::ui::Job* job, const QString& title);
    void stateChanged();
    void progressed(); ///< steps, at most once in Job::progressInterval
    void runsChanged(); ///< one has begun, got an epoch further, or is done
    void finished(); ///< every run that was asked for is done

  private:
    StudyListener listener();
    void takeTask(const StudyTask& task, std::size_t number, std::size_t count);
    void takeNews(const TrainingNews& news);
    void takeError(const Error& error);
    void setState(State state);

    ComputeThread& compute_;
    TrainingController& training_;
    IssueModel& issues_;
    State state_ = State::Idle;
    StudyOptions options_;
    std::optional<StudyRunUnderWay> run_;
    QString doing_, fault_;
    std::shared_ptr<std::atomic<bool>> pause_ = std::make_shared<std::atomic<bool>>(false);
    QPointer<Job> job_;
};

} // namespace iic::ui
