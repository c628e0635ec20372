#pragma once

#include "workspaces/RunStore.h"
#include "workspaces/train/TrainingRequest.h"

namespace iic::ui {

/// Where the runs of a project lie: beside it.
std::filesystem::path runsFolder(const std::filesystem::path& project);
/// "run 8" where the last one was "run 7" and no such folder is there.
QString freeRunName(const std::vector<KnownRun>& runs, const std::filesystem::path& folder);
/// Why a run may not have this name; empty where it may.
QString whyNoRunName(const QString& name, const std::vector<KnownRun>& runs, const std::filesystem::path& folder);

/// An unfinished run, gone on with from its last whole epoch.
TrainingRequest requestToContinue(const KnownRun& run);
/// The same options and inputs once more.
TrainingRequest requestToReproduce(const KnownRun& run, const QString& name, const std::filesystem::path& folder);

} // namespace iic::ui
