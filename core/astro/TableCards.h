#pragma once

#include "base/Error.h"

#include <filesystem>

namespace iic {

/// The cards of the header at `offset` (of the unpacked bytes, if gzipped) that describe a table, or an image packed
/// into one. As it comes to that header CFITSIO copies and divides by them unlooked, so they are checked before: BadHeader.
Result<void> checkTableCards(const std::filesystem::path& path, long long offset);

} // namespace iic
