#pragma once

#include "base/Error.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <new>
#include <type_traits>

namespace iic {

/// How a database is opened.
enum class DatabaseMode {
    Write,
    Read, ///< beside others that may write; leaves nothing behind where the folder can be written
    ReadWithoutWriting, ///< as Read in a folder that may not be written
    ReadAlone, ///< the file is taken to stay as it is: no locks, no files beside it, a WAL is not looked at
};

/// Opens a database that may be made to do harm: no extensions, views, triggers or functions of its own run, and nothing is
/// longer than 8 MiB. Throws SQLite::Exception.
std::unique_ptr<SQLite::Database> openDatabase(const std::filesystem::path& file, DatabaseMode mode);
/// An empty one in memory, with the same limits.
std::unique_ptr<SQLite::Database> memoryDatabase();
/// Triggers, once the tables are known to be a project's own.
void allowTriggers(SQLite::Database& database);
/// Whether closing moves the WAL into the file and removes it.
void setCheckpointOnClose(SQLite::Database& database, bool isWanted);
/// The value of `PRAGMA name`.
std::int64_t pragma(SQLite::Database& database, const std::string& name);
/// Copies everything of one database into another, empty one.
void copyDatabase(SQLite::Database& from, SQLite::Database& to);

/// What an exception of SQLite means to the user of the file.
Error errorOf(const std::filesystem::path& file, const SQLite::Exception& problem, int systemError = 0);
int systemErrorOf(SQLite::Database& database);

/// work(), which returns a Result, with what it throws as an error of the file.
template <typename Work>
std::invoke_result_t<Work> attempt(const std::filesystem::path& file, SQLite::Database* database, Work&& work) {
    try {
        return work();
    } catch (const SQLite::Exception& problem) {
        return tl::unexpected(errorOf(file, problem, database ? systemErrorOf(*database) : 0));
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, file.string(), "does not fit into the memory");
    }
}

/// The file that a path leads to, to see that it still is the same.
struct FileIdentity {
    std::uint64_t device = 0, number = 0;
    std::int64_t size = 0, modified = 0; ///< nanoseconds
    bool isThere = false;

    static FileIdentity of(const std::filesystem::path& file);
    bool isSameFile(const FileIdentity& other) const {
        return isThere && other.isThere && device == other.device && number == other.number;
    }
    bool isUnchanged(const FileIdentity& other) const {
        return isSameFile(other) && size == other.size && modified == other.modified;
    }
};

inline bool hasContents(const FileIdentity& file) { return file.isThere && file.size > 0; }

/// The file with `ending` after its name: "-wal", "-journal".
std::filesystem::path besideFile(const std::filesystem::path& file, const char* ending);

} // namespace iic
