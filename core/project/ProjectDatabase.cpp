#include "project/ProjectDatabase.h"

#include <SQLiteCpp/Backup.h>
#include <cstring>
#include <sqlite3.h>
#include <sys/stat.h>

namespace iic {

namespace {

constexpr int busyMilliseconds = 2000;
constexpr int longestValue = 8 << 20;

/// A path as an SQLite URI: '?', '#' and '%' mean something there.
std::string uriOf(const std::filesystem::path& file, const char* query) {
    std::string uri = "file:";
    for (const char letter : file.string()) {
        switch (letter) {
        case '?': uri += "%3f"; break;
        case '#': uri += "%23"; break;
        case '%': uri += "%25"; break;
        default: uri += letter;
        }
    }
    return uri + query;
}

void configure(SQLite::Database& database, int option, int value) {
    database.check(::sqlite3_db_config(database.getHandle(), option, value, nullptr));
}

std::unique_ptr<SQLite::Database> restricted(std::unique_ptr<SQLite::Database> database) {
    configure(*database, SQLITE_DBCONFIG_DEFENSIVE, 1);
    configure(*database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    configure(*database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
    configure(*database, SQLITE_DBCONFIG_ENABLE_VIEW, 0);
    configure(*database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
    configure(*database, SQLITE_DBCONFIG_ENABLE_FKEY, 1);
    sqlite3* handle = database->getHandle();
    ::sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, longestValue);
    ::sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
    ::sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    ::sqlite3_limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
    database->exec("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY");
    return database;
}

} // namespace

std::unique_ptr<SQLite::Database> openDatabase(const std::filesystem::path& file, DatabaseMode mode) {
    const bool isWritable = mode == DatabaseMode::Write || mode == DatabaseMode::Read;
    const int flags = (isWritable ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY) | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX |
                      SQLite::OPEN_NOFOLLOW;
    auto database = restricted(std::make_unique<SQLite::Database>(
        uriOf(file, mode == DatabaseMode::ReadAlone ? "?immutable=1" : ""), flags, busyMilliseconds));
    if (mode != DatabaseMode::Write)
        database->exec("PRAGMA query_only = ON");
    return database;
}

std::unique_ptr<SQLite::Database> memoryDatabase() {
    return restricted(
        std::make_unique<SQLite::Database>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX));
}

void allowTriggers(SQLite::Database& database) { configure(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1); }

void setCheckpointOnClose(SQLite::Database& database, bool isWanted) {
    configure(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, isWanted ? 0 : 1);
}

std::int64_t pragma(SQLite::Database& database, const std::string& name) {
    SQLite::Statement query(database, "PRAGMA " + name);
    return query.executeStep() ? query.getColumn(0).getInt64() : 0;
}

void copyDatabase(SQLite::Database& from, SQLite::Database& to) {
    SQLite::Backup backup(to, from);
    backup.executeStep(-1);
    if (backup.getRemainingPageCount() != 0)
        throw SQLite::Exception("the copy is not complete", SQLITE_BUSY);
}

Error errorOf(const std::filesystem::path& file, const SQLite::Exception& problem, int systemError) {
    const auto error = [&](ErrorCode code, const char* reason) {
        std::string detail = problem.what();
        const int kind = problem.getErrorCode() & 0xff;
        if (systemError != 0 && (kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN))
            detail += std::string(": ") + std::strerror(systemError);
        return Error{code, file.string(), reason, detail};
    };
    switch (problem.getErrorCode() & 0xff) {
    case SQLITE_NOTADB: return error(ErrorCode::NotAProject, "is not a project");
    case SQLITE_CORRUPT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH: return error(ErrorCode::DamagedProject, "the project is damaged");
    case SQLITE_FULL: return error(ErrorCode::FileUnwritable, "cannot be written: the disk is full");
    case SQLITE_IOERR:
        switch (problem.getExtendedErrorCode()) {
        case SQLITE_IOERR_READ: return error(ErrorCode::FileUnreadable, "cannot be read");
        case SQLITE_IOERR_SHORT_READ: return error(ErrorCode::DamagedProject, "the project is cut short");
        default: return error(ErrorCode::FileUnwritable, "cannot be written");
        }
    case SQLITE_READONLY: return error(ErrorCode::ReadOnlyProject, "the project can only be read");
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return error(ErrorCode::FileUnwritable, "another program keeps the project busy");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: return error(ErrorCode::FileUnreadable, "cannot be opened");
    case SQLITE_NOMEM: return error(ErrorCode::OutOfMemory, "does not fit into the memory");
    case SQLITE_CONSTRAINT: return error(ErrorCode::BadOption, "the project cannot hold that");
    default: return error(ErrorCode::Internal, "SQLite refused what was asked");
    }
}

int systemErrorOf(SQLite::Database& database) { return ::sqlite3_system_errno(database.getHandle()); }

FileIdentity FileIdentity::of(const std::filesystem::path& file) {
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0)
        return {};
    return {facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtim.tv_sec * std::int64_t{1'000'000'000} + facts.st_mtim.tv_nsec,
            true};
}

std::filesystem::path besideFile(const std::filesystem::path& file, const char* ending) {
    auto path = file;
    return path += ending;
}

} // namespace iic
