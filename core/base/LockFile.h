#pragma once

#include "base/Error.h"

#include <filesystem>
#include <optional>

namespace iic {

/// A lock of the system on a file of its own, so that it ends with the program that holds it, however that ends. Two of one program
/// exclude each other as well. The open file; nullopt where another holds it. FileUnwritable.
Result<std::optional<int>> lockFile(const std::filesystem::path& file);

/// Removes the file and gives the lock up.
void unlockFile(const std::filesystem::path& file, int descriptor);

} // namespace iic
