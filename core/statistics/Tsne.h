#pragma once

#include "base/Error.h"
#include "base/Progress.h"
#include "statistics/FeatureTable.h"
#include "statistics/Quadtree.h"

#include <functional>
#include <stop_token>

namespace iic {

struct TsneOptions {
    double perplexity = 30; ///< about how many neighbours a source has
    int iterations = 1000;
    double angle = 0.5; ///< of Barnes and Hut; 0: exact
};

struct TsnePlane {
    std::vector<PlanePoint> positions; ///< of the rows
    double divergence = 0; ///< Kullback and Leibler's, of the neighbourhoods in the table and in the plane
};

/// Neighbours in the table as neighbours in a plane (van der Maaten & Hinton 2008; by trees, van der Maaten 2014), begun from the
/// first two principal components, so that the same table gives the same plane. `onPlane` is shown it now and then on the thread
/// that works. BadOption where there are fewer rows than three times the perplexity. Every value is finite.
JobResult<TsnePlane> embedByTsne(const FeatureTable& table, const TsneOptions& options,
                                 const std::function<void(std::span<const PlanePoint>)>& onPlane, ProgressSink& progress,
                                 std::stop_token stop);

} // namespace iic
