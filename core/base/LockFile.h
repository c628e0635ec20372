#pragma once

#include "base/Error.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

namespace iic {

/// A lock of the system on a file of its own, so that it ends with the program that holds it, however that ends. Two of one program
/// exclude each other as well.
class LockFile {
  public:
    /// Makes the file where there is none. nullopt where another holds it. FileUnwritable where it cannot be made, and where its
    /// file system has no locks.
    static Result<std::optional<LockFile>> acquire(const std::filesystem::path& file);
    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&& other) noexcept;
    /// Removes the file and gives the lock up.
    ~LockFile();

    /// What the file says from now on. On a full disk it says nothing, and locks all the same.
    void write(std::string_view text) const;

  private:
    LockFile(std::filesystem::path file, int descriptor) : file_(std::move(file)), descriptor_(descriptor) {}

    std::filesystem::path file_;
    int descriptor_;
};

} // namespace iic
