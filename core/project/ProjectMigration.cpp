#include "project/ProjectMigration.h"

#include "base/OutputFile.h"
#include "project/ProjectSchema.h"

namespace iic {

namespace {

/// "<name>.v1.bak", with a number where earlier copies are.
std::filesystem::path backupName(const std::filesystem::path& file, int version) {
    const std::string stem = file.string() + ".v" + std::to_string(version);
    std::filesystem::path name = stem + ".bak";
    for (int number = 2; std::filesystem::exists(std::filesystem::symlink_status(name)); ++number)
        name = stem + "." + std::to_string(number) + ".bak";
    return name;
}

Result<std::filesystem::path> makeBackup(const std::filesystem::path& file, SQLite::Database& database, int version) {
    const auto name = backupName(file, version);
    auto output = OutputFile::create(name);
    if (!output)
        return tl::unexpected(output.error());
    std::filesystem::permissions(output->path(), std::filesystem::status(file).permissions());
    auto copied = attempt(name, nullptr, [&]() -> Result<void> {
        auto copy = openDatabase(output->path(), DatabaseMode::Write);
        copy->exec("PRAGMA journal_mode = MEMORY");
        copyDatabase(database, *copy);
        return {};
    });
    if (copied)
        copied = output->commit();
    if (!copied)
        return tl::unexpected(copied.error());
    return name;
}

} // namespace

void applySteps(SQLite::Database& database, int from) {
    for (int version = from + 1; version <= currentProjectVersion; ++version)
        for (const char* statement : projectStep(version))
            database.exec(statement);
    database.exec("PRAGMA user_version = " + std::to_string(currentProjectVersion));
}

void noteProgram(SQLite::Database& database) {
    database.exec("INSERT INTO meta VALUES ('program', '" IIC_VERSION
                  "') ON CONFLICT (key) DO UPDATE SET value = excluded.value");
}

Result<std::filesystem::path> migrateProject(const std::filesystem::path& file, SQLite::Database& database, int from) try {
    auto backup = makeBackup(file, database, from);
    if (!backup)
        return backup;
    const auto migrated = attempt(file, &database, [&]() -> Result<void> {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        applySteps(database, from);
        noteProgram(database);
        transaction.commit();
        return {};
    });
    if (!migrated) {
        std::error_code ignored;
        std::filesystem::remove(*backup, ignored);
        return tl::unexpected(migrated.error());
    }
    return backup;
} catch (const std::filesystem::filesystem_error& problem) {
    return fail(ErrorCode::FileUnwritable, file.string(), "no copy of the project could be made", problem.code().message());
}

} // namespace iic
