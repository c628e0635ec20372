#pragma once

#include "statistics/FeatureTable.h"

namespace iic {

/// The nearest rows of each of some rows, nearest first.
struct NearestRows {
    std::size_t count = 0; ///< for each
    std::vector<int> row; ///< of the table searched, `count` for each of those asked about
    std::vector<float> distance; ///< Euclidean
};

/// Exact, by comparison with every row of `table`, on all cores. No more than there are rows are found.
NearestRows nearestRows(const FeatureTable& of, const FeatureTable& table, std::size_t count);

} // namespace iic
