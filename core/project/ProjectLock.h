#pragma once

#include "base/Error.h"

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

/// The right to write to a project, held by one opener at a time, also of those of one program. It is a lock of the system
/// on a file beside the project, "<name>-lock", so that it ends with the program that holds it, however that ends, and
/// never touches the locks that SQLite keeps on the project itself. The file says who holds it; without the lock that
/// text means nothing.
class ProjectLock {
  public:
    /// nullopt when another holds it. FileUnwritable when the lock's file cannot be made or locked.
    static Result<std::optional<ProjectLock>> acquire(const std::filesystem::path& project);
    ProjectLock(ProjectLock&&) noexcept;
    ProjectLock& operator=(ProjectLock&&) noexcept;
    /// Gives the lock up and removes its file.
    ~ProjectLock();

    /// Who holds the lock of a project, by what the file says.
    static ProjectHolder holder(const std::filesystem::path& project);

  private:
    ProjectLock(std::filesystem::path file, int descriptor) : file_(std::move(file)), descriptor_(descriptor) {}
    std::filesystem::path file_;
    int descriptor_ = -1;
};

/// "2026-01-31T12:00:00.000Z", the time now.
std::string timeNow();

} // namespace iic
