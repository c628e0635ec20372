#pragma once

#include "base/Error.h"

#include <filesystem>

namespace iic::ui {

/// Moves the folder of a run to the desktop's trash, whole or not at all. BadRun where it is not surely a run's: it holds no
/// run.json of ours, or a link is on the way to it; FileUnwritable where one trains there, or there is no trash for it. Not on the
/// GUI thread.
Result<void> moveRunToTrash(const std::filesystem::path& folder);

} // namespace iic::ui
