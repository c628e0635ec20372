#pragma once

#include "project/ProjectParts.h"

namespace iic {

/// Opens a project; `lock` is the right to write where it is held already.
Result<std::unique_ptr<ProjectParts>> openProject(const std::filesystem::path& file, bool isToWrite,
                                                  std::optional<ProjectLock> lock = std::nullopt);

} // namespace iic
