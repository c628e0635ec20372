#include "workspaces/RunStore.h"

#include "models/IssueModel.h"
#include "workspaces/RunFolder.h"

#include <algorithm>

namespace iic::ui {

namespace {

struct RunFiles {
    std::optional<RunRecord> record;
    std::vector<EpochResult> epochs;
    QString fault;
};

RunFiles readFiles(const std::filesystem::path& folder) {
    RunFiles files;
    const auto note = [&](const Error& error) { files.fault = QString::fromStdString(error.oneLine()); };
    if (auto record = readRunRecord(folder))
        files.record = std::move(*record);
    else
        note(record.error());
    if (auto epochs = readEpochs(folder))
        files.epochs = std::move(*epochs);
    else if (files.fault.isEmpty())
        note(epochs.error());
    return files;
}

void take(KnownRun& run, RunFiles files) {
    run.record = std::move(files.record);
    run.epochs = std::move(files.epochs);
    run.fault = std::move(files.fault);
}

KnownRun knownRun(const ProjectRun& listed) {
    KnownRun run;
    run.id = listed.id;
    run.name = QString::fromStdString(listed.name);
    for (const std::string& tag : listed.tags)
        run.tags << QString::fromStdString(tag);
    run.added = QDateTime::fromString(QString::fromStdString(listed.added), Qt::ISODateWithMs);
    run.folder = listed.folder;
    run.isThere = listed.isThere;
    take(run, readFiles(listed.folder));
    return run;
}

/// The run of that number as the project has it now.
Result<ProjectRun> runOf(Project& project, std::int64_t id) {
    auto runs = project.runs();
    if (!runs)
        return tl::unexpected(runs.error());
    const auto run = std::ranges::find(*runs, id, &ProjectRun::id);
    if (run == runs->end())
        return fail(ErrorCode::BadOption, project.file().string(), "the project has no such run", std::to_string(id));
    return std::move(*run);
}

Result<void> removeWithFolder(Project& project, std::int64_t id) {
    if (project.readOnly())
        return project.removeRun(id); // its refusal
    const auto run = runOf(project, id);
    if (!run)
        return tl::unexpected(run.error());
    if (run->isThere)
        if (auto moved = moveRunToTrash(run->folder); !moved)
            return moved;
    return project.removeRun(id);
}

} // namespace

RunStore::RunStore(ProjectStore& project, IssueModel& issues, QObject* parent)
    : QObject(parent), project_(project), issues_(issues) {
    connect(&project_, &ProjectStore::opened, this, [this] {
        places_.clear();
        reload();
    });
}

std::filesystem::path RunStore::placeOf(const std::filesystem::path& folder) const {
    const auto place = places_.find(folder);
    return place == places_.end() ? folder : place->second;
}

const KnownRun* RunStore::find(const std::filesystem::path& folder) const {
    const auto run = std::ranges::find(runs_, placeOf(folder), &KnownRun::folder);
    return run == runs_.end() ? nullptr : &*run;
}

const KnownRun* RunStore::find(std::int64_t id) const {
    const auto run = std::ranges::find(runs_, id, &KnownRun::id);
    return run == runs_.end() ? nullptr : &*run;
}

void RunStore::tellFailure(Job* job) {
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
}

void RunStore::reload() {
    reading_.cancel();
    Job* listing = project_.submit<std::vector<ProjectRun>>(
        [](Project& project) { return project.runs(); },
        [this](std::vector<ProjectRun> listed) {
            Job* reading = files_.submit<std::vector<KnownRun>>(
                [listed = std::move(listed)](JobContext& context) -> JobResult<std::vector<KnownRun>> {
                    std::vector<KnownRun> runs;
                    for (auto run = listed.rbegin(); run != listed.rend(); ++run) {
                        if (context.stop().stop_requested())
                            return cancelled();
                        runs.push_back(knownRun(*run));
                    }
                    return runs;
                },
                [this](std::vector<KnownRun> runs) {
                    runs_ = std::move(runs);
                    Q_EMIT changed();
                });
            tellFailure(reading);
            reading_.replace(reading);
        });
    tellFailure(listing);
    listing_.replace(listing);
}

void RunStore::change(std::function<Result<void>(Project&)> work) {
    tellFailure(project_.submit<std::monostate>(
        [work = std::move(work)](Project& project) -> Result<std::monostate> {
            if (auto done = work(project); !done)
                return tl::unexpected(done.error());
            return std::monostate{};
        },
        [this](std::monostate) { reload(); }));
}

void RunStore::add(const std::filesystem::path& folder, const QString& name) {
    tellFailure(project_.submit<std::filesystem::path>(
        [folder, name = name.toStdString()](Project& project) -> Result<std::filesystem::path> {
            const auto id = project.addRun(name, folder);
            if (!id)
                return tl::unexpected(id.error());
            return runOf(project, *id).map([](const ProjectRun& run) { return run.folder; });
        },
        [this, folder](std::filesystem::path place) {
            places_[folder] = std::move(place);
            reload();
        }));
}

void RunStore::reread(const std::filesystem::path& folder) {
    const auto place = placeOf(folder);
    tellFailure(files_.submit<RunFiles>([place](JobContext&) -> JobResult<RunFiles> { return readFiles(place); },
                                        [this, place](RunFiles files) {
                                            const auto run = std::ranges::find(runs_, place, &KnownRun::folder);
                                            if (run == runs_.end())
                                                return;
                                            take(*run, std::move(files));
                                            Q_EMIT changed();
                                        }));
}

void RunStore::rename(std::int64_t id, const QString& name) {
    change([id, name = name.toStdString()](Project& project) { return project.renameRun(id, name); });
}

void RunStore::setTags(std::int64_t id, const QStringList& tags) {
    std::vector<std::string> texts;
    for (const QString& tag : tags)
        texts.push_back(tag.toStdString());
    change([id, texts = std::move(texts)](Project& project) { return project.setRunTags(id, texts); });
}

void RunStore::remove(std::int64_t id) {
    change([id](Project& project) { return removeWithFolder(project, id); });
}

void RunStore::forget(std::int64_t id) {
    change([id](Project& project) { return project.removeRun(id); });
}

} // namespace iic::ui
