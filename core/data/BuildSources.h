#pragma once

#include "data/BuildPlan.h"

namespace iic {

/// Adds the rows of the catalogs that are to be looked for on the tiles to the plan, each source once; counts those passed
/// over in its card, and records there what columns were said to mean. Errors: those of readTable, of withTruth and of the
/// options' roles; BadTable where a catalog has no classes and sources without one are not kept.
JobResult<void> readSources(const BuildOptions& options, BuildPlan& plan, ProgressSink& progress, std::stop_token stop);

} // namespace iic
