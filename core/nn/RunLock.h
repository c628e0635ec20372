#pragma once

#include "base/Error.h"

#include <filesystem>
#include <vector>

namespace iic {

/// A run's folder while one trains there: whoever calls train() holds it. It ends with the program, however that ends.
class RunLock {
  public:
    /// Makes the folder where there is none. FileUnwritable where another trains there, and where it cannot be made or locked.
    static Result<RunLock> acquire(const std::filesystem::path& folder);
    RunLock(RunLock&&) noexcept;
    RunLock& operator=(RunLock&&) noexcept;
    /// Gives the lock up, and takes away the folders it made where they are still empty.
    ~RunLock();

  private:
    RunLock() = default;

    std::filesystem::path file_;
    int descriptor_ = -1;
    std::vector<std::filesystem::path> madeFolders_; ///< the innermost first
};

} // namespace iic
