#include "project/ProjectOpening.h"

#include "project/ProjectMigration.h"
#include "project/ProjectRecognition.h"
#include "project/ProjectSchema.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace iic {

namespace {

/// What keeps the user from writing; empty when nothing does.
std::string whyNotWritable(const std::filesystem::path& file) {
    if (::faccessat(AT_FDCWD, file.c_str(), W_OK, AT_EACCESS) != 0)
        return file.string() + ": " + std::strerror(errno);
    if (const auto folder = file.parent_path(); ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
        return folder.string() + ": " + std::strerror(errno);
    return {};
}

std::optional<ReadOnlyReason> takeLock(ProjectParts& parts) {
    using Why = ReadOnlyReason::Why;
    if (auto problem = whyNotWritable(parts.file); !problem.empty())
        return ReadOnlyReason{Why::NotWritable, {}, std::move(problem)};
    if (parts.lock)
        return std::nullopt;
    auto lock = ProjectLock::acquire(parts.file);
    if (!lock)
        return ReadOnlyReason{Why::NotWritable, {}, lock.error().oneLine()};
    if (!*lock)
        return ReadOnlyReason{Why::HeldByAnother, ProjectLock::holder(parts.file), {}};
    parts.lock = std::move(*lock);
    return std::nullopt;
}

std::unique_ptr<SQLite::Database> connectAs(const std::filesystem::path& file, DatabaseMode mode) {
    auto database = openDatabase(file, mode);
    pragma(*database, "schema_version"); // the first read; only now the files are opened
    return database;
}

Result<void> connect(ProjectParts& parts) {
    parts.identity = FileIdentity::of(parts.file);
    const auto logFile = besideFile(parts.file, "-wal");
    const auto logBefore = FileIdentity::of(logFile);
    parts.mode = !parts.readOnly                      ? DatabaseMode::Write
                 : whyNotWritable(parts.file).empty() ? DatabaseMode::Read
                 : logBefore.isThere                  ? DatabaseMode::ReadWithoutWriting
                                                      : DatabaseMode::ReadAlone;
    const auto open = [&] {
        return attempt(parts.file, nullptr, [&]() -> Result<void> {
            parts.database = connectAs(parts.file, parts.mode);
            return {};
        });
    };
    auto opened = open();
    if (!opened && parts.mode == DatabaseMode::ReadWithoutWriting && opened.error().code == ErrorCode::FileUnreadable) {
        if (hasContents(logBefore))
            return fail(ErrorCode::FileUnreadable, parts.file.string(),
                        "the project was not closed and cannot be put in order where nothing may be written",
                        "copy it and its -wal file into another folder");
        parts.mode = DatabaseMode::ReadAlone;
        opened = open();
    }
    if (!opened)
        return opened;
    parts.writeAheadLog = FileIdentity::of(logFile);
    setCheckpointOnClose(*parts.database, !hasContents(logBefore));
    return parts.ready();
}

/// The settings of a writer. The change to WAL, for a copy made by another tool, must not leave a journal.
Result<void> prepareWriting(ProjectParts& parts) {
    SQLite::Database& database = *parts.database;
    if (database.execAndGet("PRAGMA journal_mode").getString() != "wal") {
        database.exec("PRAGMA journal_mode = MEMORY");
        if (database.execAndGet("PRAGMA journal_mode = WAL").getString() != "wal")
            return fail(ErrorCode::FileUnwritable, parts.file.string(), "the folder cannot hold a project that is written to",
                        "SQLite's WAL mode is not possible there");
        parts.writeAheadLog = FileIdentity::of(besideFile(parts.file, "-wal"));
    }
    database.exec("PRAGMA synchronous = FULL");
    return {};
}

void convertInMemory(ProjectParts& parts) {
    auto copy = memoryDatabase();
    copyDatabase(*parts.database, *copy);
    applySteps(*copy, parts.versionInFile);
    copy->exec("PRAGMA query_only = ON");
    parts.database = std::move(copy);
    parts.isCopy = true;
}

} // namespace

Result<std::unique_ptr<ProjectParts>> openProject(const std::filesystem::path& given, bool isToWrite,
                                                  std::optional<ProjectLock> lock) {
    const auto file = locateProject(given);
    if (!file)
        return tl::unexpected(file.error());
    if (const auto known = recogniseProject(*file); !known)
        return tl::unexpected(known.error());
    auto parts = std::make_unique<ProjectParts>();
    parts->file = *file;
    parts->lock = std::move(lock);
    parts->readOnly = isToWrite ? takeLock(*parts) : ReadOnlyReason{};
    if (const auto connected = connect(*parts); !connected)
        return tl::unexpected(connected.error());
    const auto version = verifyProject(*file, *parts->database);
    if (!version)
        return tl::unexpected(version.error());
    parts->versionInFile = *version;
    const auto prepared = attempt(*file, parts->database.get(), [&]() -> Result<void> {
        setCheckpointOnClose(*parts->database, true);
        if (parts->readOnly && *version < currentProjectVersion)
            convertInMemory(*parts);
        if (parts->readOnly)
            return {};
        if (auto ready = prepareWriting(*parts); !ready)
            return ready;
        if (*version < currentProjectVersion) {
            auto backup = migrateProject(*file, *parts->database, *version);
            if (!backup)
                return tl::unexpected(backup.error());
            parts->backup = *backup;
            parts->versionInFile = currentProjectVersion;
        }
        allowTriggers(*parts->database);
        return {};
    });
    if (!prepared)
        return tl::unexpected(prepared.error());
    return parts;
}

} // namespace iic
