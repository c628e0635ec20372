#pragma once

#include "nn/RunRecord.h"
#include "workspaces/ProjectStore.h"

#include <QDateTime>
#include <QStringList>

#include <map>

namespace iic::ui {

struct KnownRun {
    std::int64_t id = 0; ///< in the project
    QString name;
    QStringList tags; ///< in alphabetical order
    QDateTime added;
    std::filesystem::path folder; ///< where it is, else where it was last
    bool isThere = false;
    std::optional<RunRecord> record; ///< nullopt before its first epoch, and where it cannot be read
    std::vector<EpochResult> epochs;
    QString fault; ///< why record or epochs cannot be read; empty when they can
};

/// The runs of the open project, as far as their folders can be read. What the project refuses is told in the issues.
class RunStore : public QObject {
    Q_OBJECT

  public:
    RunStore(ProjectStore& project, IssueModel& issues, QObject* parent = nullptr);

    /// The newest first.
    const std::vector<KnownRun>& runs() const { return runs_; }
    /// By its folder as the project or add() has it; nullptr where it is not known (yet).
    const KnownRun* find(const std::filesystem::path& folder) const;
    const KnownRun* find(std::int64_t id) const;

    /// A run that is there already keeps number and name.
    void add(const std::filesystem::path& folder, const QString& name);
    /// Its record and epochs have changed.
    void reread(const std::filesystem::path& folder);
    void rename(std::int64_t id, const QString& name);
    void setTags(std::int64_t id, const QStringList& tags);
    /// Its folder, where there is one, to the trash, then out of the project.
    void remove(std::int64_t id);
    /// Out of the project; its folder stays where it is.
    void forget(std::int64_t id);

  Q_SIGNALS:
    void changed();

  private:
    void reload();
    /// Work on the project, after which the runs are listed anew.
    void change(std::function<Result<void>(Project&)> work);
    void tellFailure(Job* job);
    std::filesystem::path placeOf(const std::filesystem::path& folder) const;

    ProjectStore& project_;
    IssueModel& issues_;
    std::vector<KnownRun> runs_;
    std::map<std::filesystem::path, std::filesystem::path> places_; ///< folder as add() got it → as the project has it
    LatestJob listing_;
    LatestJob reading_;
    IoPool files_{1};
};

} // namespace iic::ui
