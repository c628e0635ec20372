#pragma once

#include "base/Error.h"
#include "base/Progress.h"
#include "statistics/NearestRows.h"

#include <cstdint>
#include <stop_token>

namespace iic {

/// How far sources lie from all that a network learned from, in the space of its features.
struct Isolation {
    NearestRows nearest; ///< training sources, of each source asked about; distances in standard deviations of the features
    std::vector<float> distance; ///< mean to the nearest
    std::vector<float> rank; ///< share of training sources that lie nearer to their nearest; 1: more isolated than all of them
};

/// Both tables have the same columns. The rank is taken among every so many-th of at most 1,000 training sources, each left out of
/// its own neighbours. Stops within a few hundred sources.
JobResult<Isolation> isolationOf(const FeatureTable& asked, const FeatureTable& training, std::size_t neighbours,
                                 ProgressSink& progress, std::stop_token stop);

} // namespace iic
