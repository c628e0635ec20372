#pragma once

#include "bridge/ComputeThread.h"
#include "bridge/IoPool.h"
#include "study/StudyResults.h"

#include <QTimer>

#include <map>

namespace iic::ui {

class IssueModel;

using SharedResults = std::shared_ptr<const std::vector<StudyResult>>;

/// A run that the chosen studies need.
struct QueuedRun {
    StudyTask task;
    std::optional<RunOutcome> outcome; ///< where it is done
    std::size_t epochs = 0; ///< that are done of one that is not
};

/// Of a network as it infers.
struct CountedNetwork {
    std::int64_t parameters = 0, multiplyAdds = 0;
};

/// The folder that is looked at: the study that was begun there, and what its runs have come to.
class StudyDocument : public QObject {
    Q_OBJECT

  public:
    StudyDocument(ComputeThread& compute, IssueModel& issues, QObject* parent = nullptr);
    ~StudyDocument() override;

    /// Reads what it holds. Empty: none is looked at.
    void open(const std::filesystem::path& folder);
    const std::filesystem::path& folder() const { return folder_; }
    /// The options of the study that was begun there; nullopt where none was.
    const std::optional<StudyOptions>& begun() const { return begun_; }
    /// Why the folder's study cannot be read; empty where it can, or there is none.
    const QString& fault() const { return fault_; }
    bool isReading() const { return folderJob_.isRunning() || runsJob_.isRunning() || timer_.isActive(); }

    /// What the runs are read by: as many repeats from the first seed on, and the studies whose runs are the queue.
    void setOptions(const StudyOptions& options);
    /// The runs have changed: they are read again, a little later and not twice at a time.
    void reread();
    /// Of all studies, in the paper's order; null until they are read.
    const SharedResults& results() const { return results_; }
    /// In the order in which they are trained.
    const std::vector<QueuedRun>& queue() const { return read_.queue; }

    /// Has networks counted, one after the other, where that was not done yet.
    void count(const std::vector<StudyVariant>& variants);
    bool isCounting() const { return countJob_.isRunning(); }
    std::optional<CountedNetwork> countOf(const StudyVariant& variant) const;

  Q_SIGNALS:
    void opened(); ///< begun() and fault() are those of the folder
    void resultsChanged();

  private:
    struct Content {
        std::optional<StudyOptions> begun;
    };
    struct Runs {
        std::vector<StudyResult> results; ///< without counts
        std::vector<QueuedRun> queue;
    };
    static Result<Runs> readFrom(const StudyOptions& options);
    void take(const Content& content);
    void readNow();
    void countNext();
    void show();

    ComputeThread& compute_;
    IssueModel& issues_;
    std::filesystem::path folder_;
    std::optional<StudyOptions> begun_;
    StudyOptions options_;
    QString fault_;
    Runs read_;
    SharedResults results_;
    std::map<std::string, CountedNetwork> counts_; ///< by runNameOf
    std::vector<StudyVariant> uncounted_;
    bool isStale_ = false; ///< it was to be read while it was read
    QTimer timer_;
    LatestJob folderJob_, runsJob_, countJob_;
    IoPool io_{1};
};

} // namespace iic::ui
