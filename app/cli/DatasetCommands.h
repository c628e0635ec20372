#pragma once

#include "Commands.h"

#include "data/Dataset.h"
#include "data/SplitDataset.h"

namespace iic::cli {

// Each adds a subcommand to `iicnet dataset`.
void addDatasetBuild(CLI::App& dataset, Session& session);
void addDatasetExport(CLI::App& dataset, Session& session);
void addDatasetImport(CLI::App& dataset, Session& session);
void addDatasetInfo(CLI::App& dataset, Session& session);
void addDatasetSimulate(CLI::App& dataset, Session& session);
void addDatasetSplit(CLI::App& dataset, Session& session);

/// --seed, --rule and --block-arcmin, understood.
void addSplitOptions(CLI::App& command, SplitOptions& split);

/// --overwrite, for commands that make a dataset.
void addOverwriteFlag(CLI::App& command, bool& overwrite);

/// What a dataset holds, as JSON or as tables: sizes by class and split, flags, where it came from; and how many of its
/// cutouts an earlier run had made.
JobResult<void> printDataset(const std::filesystem::path& path, Session& session, std::size_t resumed = 0);

} // namespace iic::cli
