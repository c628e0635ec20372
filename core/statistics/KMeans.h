#pragma once

#include "base/Error.h"
#include "statistics/FeatureTable.h"

#include <cstdint>

namespace iic {

struct KMeansOptions {
    int groups = 3; ///< the paper's (Fig. 19)
    int starts = 20; ///< the best of so many
    std::uint64_t seed = 1;
};

struct KMeansGroups {
    std::vector<int> group; ///< of each row, 0 …
    FeatureTable centres; ///< a row a group
    double inertia = 0; ///< sum of the squared distances of the rows from the centres of their groups
};

/// K-means from starts by k-means++ (Arthur & Vassilvitskii 2007). The same seed gives the same groups. BadOption where there are
/// fewer rows than groups. Every value is finite.
Result<KMeansGroups> groupByKMeans(const FeatureTable& table, const KMeansOptions& options);

} // namespace iic
