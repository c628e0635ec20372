#pragma once

#include "base/LockFile.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace iic {

/// The program that may write to a project.
struct ProjectHolder {
    std::int64_t process = 0; ///< process id; 0 when not known
    std::string host;
    std::string since; ///< ISO 8601, UTC
};

/// The right to write to a project, held by one opener at a time, also of those of one program. Its file lies beside the project,
/// "<name>-lock", so that it never touches the locks that SQLite keeps on the project itself. It says who holds it; without the
/// lock that text means nothing.
class ProjectLock {
  public:
    /// nullopt when another holds it. Errors: those of LockFile.
    static Result<std::optional<ProjectLock>> acquire(const std::filesystem::path& project);

    /// Who holds the lock of a project, by what the file says.
    static ProjectHolder holder(const std::filesystem::path& project);

  private:
    explicit ProjectLock(LockFile file) : file_(std::move(file)) {}

    LockFile file_;
};

/// "2026-01-31T12:00:00.000Z", the time now.
std::string timeNow();

} // namespace iic
