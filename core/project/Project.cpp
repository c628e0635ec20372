#include "project/Project.h"

#include "project/ProjectMigration.h"
#include "project/ProjectOpening.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>

namespace iic {

namespace {

constexpr int mostFaults = 100;

void addRows(std::vector<std::string>& faults, SQLite::Database& database, const char* sql) {
    SQLite::Statement rows(database, sql);
    while (static_cast<int>(faults.size()) < mostFaults && rows.executeStep())
        if (auto text = printable(rows.getColumn(0).getString()); text != "ok")
            faults.push_back(text.substr(0, 300));
}

} // namespace

std::string ReadOnlyReason::text() const {
    switch (why) {
    case Why::AskedFor: return "it was opened to be read";
    case Why::NotWritable: return "it may not be written: " + detail;
    case Why::HeldByAnother: break;
    }
    if (holder.process == 0)
        return "another program has it open";
    return fmt::format("it is open in process {} on {} since {}", holder.process, holder.host, holder.since);
}

std::string_view fileStateName(FileState state) {
    switch (state) {
    case FileState::Present: return "present";
    case FileState::Missing: return "missing";
    case FileState::Changed: return "changed";
    }
    return {};
}

Result<void> ProjectParts::ready() const {
    if (!database)
        return fail(ErrorCode::Internal, file.string(), "the project is closed");
    if (isCopy)
        return {};
    const auto now = FileIdentity::of(file), logNow = FileIdentity::of(besideFile(file, "-wal"));
    if (mode == DatabaseMode::ReadAlone) {
        const bool isLogUnchanged = writeAheadLog.isThere ? writeAheadLog.isUnchanged(logNow) : !logNow.isThere;
        if (!identity.isUnchanged(now) || !isLogUnchanged)
            return fail(ErrorCode::FileReplaced, file.string(), "the project has been changed since it was opened",
                        "open it again");
        return {};
    }
    if (!identity.isSameFile(now))
        return fail(ErrorCode::FileReplaced, file.string(), "the project was removed or replaced while it was open");
    if (now.size < identity.size) // SQLite only ever makes it longer
        return fail(ErrorCode::FileReplaced, file.string(), "the project was cut short while it was open",
                    fmt::format("{} bytes, {} before", now.size, identity.size));
    if (writeAheadLog.isThere && !writeAheadLog.isSameFile(logNow))
        return fail(ErrorCode::FileReplaced, file.string(), "a part of the project was removed while it was open",
                    besideFile(file, "-wal").string());
    return {};
}

void ProjectParts::shut() {
    if (database && !isCopy && !ready())
        setCheckpointOnClose(*database, false); // what lies there now is not this project's
    database.reset();
    lock.reset();
}

Result<void> checkText(const std::filesystem::path& project, const char* what, const std::string& text) {
    if (text.size() > longestText)
        return fail(ErrorCode::BadOption, project.string(), std::string(what) + " is too long for a project",
                    fmt::format("at most {} bytes, {} found", longestText, text.size()));
    return {};
}

Result<void> checkJson(const std::filesystem::path& project, const char* what, const std::string& json) {
    if (json.size() > longestJson)
        return fail(ErrorCode::BadOption, project.string(), std::string(what) + " is too long for a project",
                    fmt::format("at most {} bytes, {} found", longestJson, json.size()));
    if (!nlohmann::json::accept(json))
        return fail(ErrorCode::BadOption, project.string(), std::string(what) + " is not JSON");
    return {};
}

void bindNumber(SQLite::Statement& statement, int index, double number) {
    if (std::isfinite(number))
        statement.bind(index, number);
    else
        statement.bind(index);
}

double readNumber(const SQLite::Column& column) {
    const double number = column.isNull() ? std::numeric_limits<double>::quiet_NaN() : column.getDouble();
    return std::isfinite(number) ? number : std::numeric_limits<double>::quiet_NaN();
}

Project::Project(std::unique_ptr<ProjectParts> parts) : parts_(std::move(parts)) {}
Project::Project(Project&&) noexcept = default;
Project& Project::operator=(Project&&) noexcept = default;
Project::~Project() = default;

Result<Project> Project::create(const std::filesystem::path& given) {
    std::error_code problem;
    const auto folder = std::filesystem::canonical(std::filesystem::absolute(given, problem).parent_path(), problem);
    if (problem)
        return fail(ErrorCode::FileUnwritable, given.string(), "cannot be written", problem.message());
    const auto file = folder / given.filename();
    for (const char* ending : {"", "-wal", "-journal"})
        if (const auto there = besideFile(file, ending); std::filesystem::exists(std::filesystem::symlink_status(there, problem)))
            return fail(ErrorCode::FileUnwritable, there.string(), "is there already",
                        *ending ? "it belongs to a project that is gone" : "");
    auto lock = ProjectLock::acquire(file);
    if (!lock)
        return fail(ErrorCode::FileUnwritable, given.string(), "cannot be written", lock.error().detail);
    if (!*lock)
        return fail(ErrorCode::FileUnwritable, given.string(), "another program is making it");
    if (const auto written = writeNewProject(file); !written)
        return tl::unexpected(written.error());
    auto parts = openProject(file, true, std::move(*lock));
    if (!parts)
        return tl::unexpected(parts.error());
    return Project(std::move(*parts));
}

Result<Project> Project::open(const std::filesystem::path& file) {
    auto parts = openProject(file, true);
    if (!parts)
        return tl::unexpected(parts.error());
    return Project(std::move(*parts));
}

Result<Project> Project::openReadOnly(const std::filesystem::path& file) {
    auto parts = openProject(file, false);
    if (!parts)
        return tl::unexpected(parts.error());
    return Project(std::move(*parts));
}

Result<void> Project::close() {
    Result<void> closed;
    if (parts_->database && !parts_->readOnly)
        closed = parts_->read([](SQLite::Database& database) -> Result<void> {
            database.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)");
            return {};
        });
    parts_->shut();
    return closed;
}

const std::filesystem::path& Project::file() const { return parts_->file; }
const std::optional<ReadOnlyReason>& Project::readOnly() const { return parts_->readOnly; }
const std::optional<std::filesystem::path>& Project::backup() const { return parts_->backup; }

Result<ProjectFacts> Project::facts() {
    return parts_->read([this](SQLite::Database& database) -> Result<ProjectFacts> {
        ProjectFacts facts;
        facts.version = parts_->versionInFile;
        SQLite::Statement rows(database, "SELECT key, substr(value, 1, 200) FROM meta");
        while (rows.executeStep()) {
            const std::string key = rows.getColumn(0).getString(), value = rows.getColumn(1).getString();
            if (key == "uuid")
                facts.uuid = value;
            else if (key == "created")
                facts.created = value;
            else if (key == "program")
                facts.program = value;
        }
        return facts;
    });
}

Result<ProjectCounts> Project::counts() {
    return parts_->read([](SQLite::Database& database) -> Result<ProjectCounts> {
        SQLite::Statement row(database, "SELECT (SELECT count(*) FROM tiles), (SELECT count(*) FROM sources),"
                                        " (SELECT count(*) FROM label_events), (SELECT count(*) FROM datasets),"
                                        " (SELECT count(*) FROM runs), (SELECT count(*) FROM predictions)");
        row.executeStep();
        const auto number = [&row](int column) { return row.getColumn(column).getInt64(); };
        return ProjectCounts{number(0), number(1), number(2), number(3), number(4), number(5)};
    });
}

Result<std::vector<std::string>> Project::faults() {
    return parts_->read([](SQLite::Database& database) -> Result<std::vector<std::string>> {
        std::vector<std::string> found;
        addRows(found, database, "PRAGMA integrity_check(100)");
        addRows(found, database,
                "SELECT 'a row of ' || \"table\" || ' refers to a row of ' || \"parent\" || ' that is not there'"
                " FROM pragma_foreign_key_check");
        return found;
    });
}

} // namespace iic
