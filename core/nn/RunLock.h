#pragma once

#include "base/LockFile.h"

#include <vector>

namespace iic {

/// A run's folder while one trains there: whoever calls train() holds it. It ends with the program, however that ends. Given up, it
/// takes away the folders it made where they are still empty.
class RunLock {
  public:
    /// Makes the folder where there is none. FileUnwritable where another trains there, and where it cannot be made or locked.
    static Result<RunLock> acquire(const std::filesystem::path& folder);

  private:
    struct MadeFolders {
        explicit MadeFolders(std::filesystem::path folder);
        MadeFolders(MadeFolders&&) noexcept = default;
        ~MadeFolders();

        std::vector<std::filesystem::path> missing; ///< before; the innermost first
    };

    RunLock(MadeFolders folders, LockFile file) : folders_(std::move(folders)), file_(std::move(file)) {}

    MadeFolders folders_;
    LockFile file_; ///< goes first
};

} // namespace iic
