#pragma once

#include "project/ProjectDatabase.h"

namespace iic {

/// Where `file` really is. FileNotFound; NotAProject also for what lies beside it and does not belong beside a project.
Result<std::filesystem::path> locateProject(const std::filesystem::path& file);

/// Looks at the first page alone, so that a file of another kind stays as it is. NotAProject, NewerProject, DamagedProject.
Result<void> recogniseProject(const std::filesystem::path& file);

/// The database holds the tables of a project of a version that this program knows, and nothing else, and is sound. Returns
/// the version. Errors: those of recogniseProject.
Result<int> verifyProject(const std::filesystem::path& file, SQLite::Database& database);

} // namespace iic
