#include "project/ProjectRecognition.h"

#include "project/ProjectSchema.h"

#include <array>
#include <fmt/format.h>
#include <map>

namespace iic {

namespace {

tl::unexpected<Error> newerProject(const std::filesystem::path& file, SQLite::Database& database, std::int64_t version) {
    std::string needs;
    SQLite::Statement table(database, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta' AND sql = ?");
    table.bind(1, projectMetaTable());
    if (table.executeStep()) {
        SQLite::Statement program(database, "SELECT substr(value, 1, 40) FROM meta WHERE key = 'program'");
        if (program.executeStep())
            needs = "; it was last changed by version " + program.getColumn(0).getString() + " of the program";
    }
    return fail(
        ErrorCode::NewerProject, file.string(), "the project is of a newer version of the program",
        fmt::format("its tables are of version {}, this program knows them up to {}{}", version, currentProjectVersion, needs));
}

/// The header is that of a project of a version that this program knows. Returns the version.
Result<int> checkHeader(const std::filesystem::path& file, SQLite::Database& database) {
    if (const auto found = pragma(database, "application_id"); found != projectApplicationId)
        return fail(ErrorCode::NotAProject, file.string(), "is not a project",
                    fmt::format("an SQLite file of another program, application {:#x}", static_cast<std::uint32_t>(found)));
    const auto version = pragma(database, "user_version");
    if (version > currentProjectVersion)
        return newerProject(file, database, version);
    if (version < 1)
        return fail(ErrorCode::DamagedProject, file.string(), "the project is damaged",
                    fmt::format("version {} of the tables", version));
    return static_cast<int>(version);
}

using Schema = std::map<std::string, std::array<std::string, 3>>;

Schema schemaOf(SQLite::Database& database) {
    Schema schema;
    SQLite::Statement rows(database, "SELECT name, type, tbl_name, ifnull(sql, '') FROM sqlite_schema LIMIT 1000");
    while (rows.executeStep())
        schema[rows.getColumn(0).getString()] = {rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                                                 rows.getColumn(3).getString()};
    return schema;
}

Schema expectedSchema(int version) {
    const auto database = memoryDatabase();
    for (int step = 1; step <= version; ++step)
        for (const char* statement : projectStep(step))
            database->exec(statement);
    return schemaOf(*database);
}

Result<void> checkSchema(const std::filesystem::path& file, SQLite::Database& database, int version) {
    const Schema expected = expectedSchema(version), found = schemaOf(database);
    for (const auto& [name, entry] : found)
        if (const auto known = expected.find(name); known == expected.end() || known->second != entry)
            return fail(ErrorCode::NotAProject, file.string(), "is not a project as this program makes them",
                        fmt::format("{} {} does not belong in it", entry[0].substr(0, 40), name.substr(0, 100)));
    for (const auto& [name, entry] : expected)
        if (!found.contains(name))
            return fail(ErrorCode::DamagedProject, file.string(), "the project is damaged",
                        fmt::format("it lacks {} {}", entry[0], name));
    return {};
}

} // namespace

Result<void> recogniseProject(const std::filesystem::path& file) {
    const auto size = FileIdentity::of(file).size;
    if (size == 0)
        return fail(ErrorCode::NotAProject, file.string(), "is not a project", "the file is empty");
    const auto known = attempt(file, nullptr, [&]() -> Result<void> {
        const auto database = openDatabase(file, DatabaseMode::ReadAlone);
        if (const auto version = checkHeader(file, *database); !version)
            return tl::unexpected(version.error());
        if (const auto page = pragma(*database, "page_size"); size % page != 0)
            return fail(ErrorCode::DamagedProject, file.string(), "the project is cut short",
                        fmt::format("{} bytes, no multiple of {}", size, page));
        return {};
    });
    // What was being moved into the file when its program ended is still in its WAL as well.
    const bool isHealed =
        !known && known.error().code == ErrorCode::DamagedProject && hasContents(FileIdentity::of(besideFile(file, "-wal")));
    return isHealed ? Result<void>() : known;
}

Result<std::filesystem::path> locateProject(const std::filesystem::path& given) {
    std::error_code problem;
    const auto file = std::filesystem::canonical(given, problem);
    if (problem == std::errc::no_such_file_or_directory || problem == std::errc::not_a_directory)
        return fail(ErrorCode::FileNotFound, given.string(), "no such file");
    if (problem)
        return fail(ErrorCode::FileUnreadable, given.string(), "cannot be opened", problem.message());
    if (!std::filesystem::is_regular_file(file, problem))
        return fail(ErrorCode::NotAProject, given.string(), "is not a project",
                    std::filesystem::is_directory(file, problem) ? "it is a folder" : "it is not a file");
    for (const char* ending : {"-wal", "-shm", "-lock", "-journal"}) {
        const auto beside = besideFile(file, ending);
        const auto status = std::filesystem::symlink_status(beside, problem);
        if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
            return fail(ErrorCode::NotAProject, given.string(), "is not safe to open", beside.string() + " is not a file");
        // Playing a journal back can remove a file that it names, wherever that is.
        if (std::filesystem::exists(status) && ending == std::string_view("-journal"))
            return fail(ErrorCode::NotAProject, given.string(), "is not safe to open",
                        beside.string() + " lies beside it, which projects never have");
    }
    return file;
}

Result<int> verifyProject(const std::filesystem::path& file, SQLite::Database& database) {
    return attempt(file, &database, [&]() -> Result<int> {
        auto version = checkHeader(file, database);
        if (!version)
            return version;
        if (const auto schema = checkSchema(file, database, *version); !schema)
            return tl::unexpected(schema.error());
        if (const auto found = database.execAndGet("PRAGMA quick_check(1)").getString(); found != "ok")
            return fail(ErrorCode::DamagedProject, file.string(), "the project is damaged", printable(found.substr(0, 200)));
        return version;
    });
}

} // namespace iic
