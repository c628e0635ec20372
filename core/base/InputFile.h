#pragma once

#include "base/Error.h"

#include <filesystem>

namespace iic {

/// FileNotFound where nothing is there; FileUnreadable where a folder, or something else that is not a file, is.
Result<void> checkIsFile(const std::filesystem::path& path);

} // namespace iic
