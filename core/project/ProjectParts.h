#pragma once

#include "project/Project.h"
#include "project/ProjectDatabase.h"

namespace iic {

/// What an open project is made of.
struct ProjectParts {
    ~ProjectParts() { shut(); }

    std::filesystem::path file; ///< without symbolic links
    std::optional<ProjectLock> lock; ///< of who may write
    std::unique_ptr<SQLite::Database> database; ///< null once the project is closed
    DatabaseMode mode = DatabaseMode::Read;
    bool isCopy = false; ///< the database is a converted copy in memory
    int versionInFile = 0;
    FileIdentity identity, writeAheadLog; ///< when it was opened
    std::optional<ReadOnlyReason> readOnly;
    std::optional<std::filesystem::path> backup;

    std::filesystem::path folder() const { return file.parent_path(); }
    /// The project is open, and its files are those that were opened.
    Result<void> ready() const;
    void shut();

    /// work(database), which returns a Result.
    template <typename Work> auto read(Work&& work) -> std::invoke_result_t<Work, SQLite::Database&> {
        if (const auto isReady = ready(); !isReady)
            return tl::unexpected(isReady.error());
        return attempt(file, database.get(), [&] { return work(*database); });
    }
    /// The same in one transaction, on the disk when it returns without an error and undone otherwise.
    template <typename Work> auto write(Work&& work) -> std::invoke_result_t<Work, SQLite::Database&> {
        if (readOnly)
            return fail(ErrorCode::ReadOnlyProject, file.string(), "the project can only be read", readOnly->text());
        if (const auto isReady = ready(); !isReady)
            return tl::unexpected(isReady.error());
        auto done = attempt(file, database.get(), [&] {
            SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
            auto result = work(*database);
            if (result)
                transaction.commit();
            return result;
        });
        if (done)
            if (const auto isKept = ready(); !isKept)
                return tl::unexpected(isKept.error());
        return done;
    }
};

inline constexpr std::size_t longestText = 64 << 10;
inline constexpr std::size_t longestJson = 1 << 20;

/// BadOption for what no project may hold.
Result<void> checkText(const std::filesystem::path& project, const char* what, const std::string& text);
Result<void> checkJson(const std::filesystem::path& project, const char* what, const std::string& json);

/// Runs `sql`, which gives row `id` of a table a name. BadOption where the project has no such thing, a `what`.
Result<void> renameRow(ProjectParts& parts, const char* sql, const char* what, std::int64_t id, const std::string& name);

/// A number that is not finite is NULL in the file and NaN in memory.
void bindNumber(SQLite::Statement& statement, int index, double number);
double readNumber(const SQLite::Column& column);

} // namespace iic
