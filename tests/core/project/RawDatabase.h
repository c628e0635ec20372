#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>

namespace iic::test {

/// Changes a file as another program would.
inline void runSql(const std::filesystem::path& file, const std::string& sql) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(sql);
}

/// The same where it lies against the rules of SQLite itself.
inline void runDefiantSql(const std::filesystem::path& file, const std::string& sql) {
    runSql(file, "PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON; " + sql);
}

inline std::string valueOf(const std::filesystem::path& file, const std::string& sql) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    return database.execAndGet(sql).getString();
}

} // namespace iic::test
