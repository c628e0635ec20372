#pragma once

#include "project/ProjectDatabase.h"

namespace iic {

/// A file with the tables of the current version and nothing in them. Takes the place of what has its name.
Result<void> writeNewProject(const std::filesystem::path& file);

/// Brings the tables from one version to the current one, within the caller's transaction. From 0: makes them.
void applySteps(SQLite::Database& database, int from);
/// Writes into the tables which program changed them.
void noteProgram(SQLite::Database& database);

/// Does so in a transaction of its own, after a copy of the project was made beside it; returns the copy's place. A failure
/// leaves the project as it was and no copy.
Result<std::filesystem::path> migrateProject(const std::filesystem::path& file, SQLite::Database& database, int from);

} // namespace iic
