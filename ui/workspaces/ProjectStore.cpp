#include "workspaces/ProjectStore.h"

#include "models/IssueModel.h"

namespace iic::ui {

ProjectStore::ProjectStore(IssueModel& issues, QObject* parent)
    : QObject(parent), issues_(issues), project_(std::make_shared<std::optional<Project>>()) {}

Result<ProjectStore::Opened> ProjectStore::openOn(std::optional<Project>& project, const std::filesystem::path& file) {
    std::error_code problem;
    std::filesystem::create_directories(file.parent_path(), problem);
    Result<Project> next = std::filesystem::exists(file, problem) ? Project::open(file) : Project::create(file);
    if (!next)
        return tl::unexpected(next.error());
    Opened opened{next->file(), {}, {}};
    if (next->readOnly())
        opened.readOnlyReason = QString::fromStdString(next->readOnly()->text());
    if (next->backup())
        opened.notes.push_back(
            tr("brought to the form of this version; as it was: %1").arg(QString::fromStdString(next->backup()->string())));
    const std::filesystem::path journal = file.parent_path() / "labels.jsonl";
    if (!next->readOnly() && std::filesystem::exists(journal, problem)) {
        const Result<JournalImport> taken = next->importJournal(journal);
        if (!taken)
            opened.notes.push_back(QString::fromStdString(taken.error().oneLine()));
        else
            for (const std::string& warning : taken->warnings)
                opened.notes.push_back(QString::fromStdString(warning));
    }
    project = std::move(*next);
    return opened;
}

void ProjectStore::open(const std::filesystem::path& file) {
    wanted_ = file;
    Job* job = thread_.submit<Opened>(
        [file, project = project_](JobContext&) -> JobResult<Opened> {
            std::error_code problem;
            if (*project && std::filesystem::equivalent((*project)->file(), file, problem))
                project->reset(); // opened anew: it holds its own lock
            return asJobResult(openOn(*project, file));
        },
        [this](Opened opened) {
            file_ = std::move(opened.file);
            readOnlyReason_ = std::move(opened.readOnlyReason);
            const QString name = QString::fromStdString(file_.string());
            for (const QString& note : opened.notes)
                issues_.add(Severity::Warning, note, name);
            if (!readOnlyReason_.isEmpty())
                issues_.add(Severity::Warning,
                            tr("labels cannot be given, the project can only be read: %1").arg(readOnlyReason_), name);
            Q_EMIT this->opened();
        });
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

} // namespace iic::ui
