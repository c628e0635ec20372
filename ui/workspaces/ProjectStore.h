#pragma once

#include "bridge/IoPool.h"
#include "project/Project.h"

#include <QString>

#include <optional>

namespace iic::ui {

class IssueModel;

/// The open project, used on a thread of its own in the order of the calls. Closing waits until everything asked for is
/// written.
class ProjectStore : public QObject {
    Q_OBJECT

  public:
    explicit ProjectStore(IssueModel& issues, QObject* parent = nullptr);

    /// Opens a project, or makes it where there is none. The one before stays open when this one cannot be. A
    /// "labels.jsonl" beside it, as earlier versions kept labels, is taken over.
    void open(const std::filesystem::path& file);
    /// The open one; empty before the first.
    const std::filesystem::path& file() const { return file_; }
    /// Why nothing can be written to it; empty when it can.
    const QString& readOnlyReason() const { return readOnlyReason_; }

    /// Work on the project. Fails when none is open.
    template <typename T> Job* submit(std::function<Result<T>(Project&)> work, std::function<void(T)> onFinished) {
        return thread_.submit<T>(
            [work = std::move(work), project = project_, wanted = wanted_](JobContext&) -> JobResult<T> {
                if (!*project)
                    return tl::unexpected<Stop>(Error{ErrorCode::FileUnwritable, wanted.string(), "no project is open", {}});
                return asJobResult(work(**project));
            },
            std::move(onFinished));
    }

  Q_SIGNALS:
    void opened();

  private:
    struct Opened {
        std::filesystem::path file;
        QString readOnlyReason;
        std::vector<QString> notes;
    };
    static Result<Opened> openOn(std::optional<Project>& project, const std::filesystem::path& file);

    IssueModel& issues_;
    std::filesystem::path wanted_; ///< asked for last, whether it could be opened or not
    std::filesystem::path file_;
    QString readOnlyReason_;
    std::shared_ptr<std::optional<Project>> project_; ///< touched on the project's thread only
    IoPool thread_{1, IoPool::OnClose::FinishJobs};
};

} // namespace iic::ui
