#pragma once

#include "Commands.h"

namespace iic::cli {

/// Adds `runs` to `iicnet project`.
void addProjectRuns(CLI::App& project, Session& session);

} // namespace iic::cli
