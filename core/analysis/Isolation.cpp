#include "analysis/Isolation.h"

#include <algorithm>

namespace iic {

namespace {

/// Mean distance to the nearest, the first `skipped` of each left out.
std::vector<float> meanDistances(const NearestRows& nearest, std::size_t skipped) {
    std::vector<float> means;
    for (std::size_t first = 0; nearest.count > skipped && first < nearest.distance.size(); first += nearest.count) {
        float sum = 0;
        for (std::size_t i = skipped; i < nearest.count; ++i)
            sum += nearest.distance[first + i];
        means.push_back(sum / static_cast<float>(nearest.count - skipped));
    }
    return means;
}

FeatureTable thinned(const FeatureTable& table, std::size_t most) {
    const std::size_t step = std::max<std::size_t>(1, (table.rows() + most - 1) / most);
    FeatureTable some{table.names, {}};
    for (std::size_t row = 0; row < table.rows(); row += step)
        some.values.insert(some.values.end(), table.row(row).begin(), table.row(row).end());
    return some;
}

} // namespace

Isolation isolationOf(const FeatureTable& asked, const FeatureTable& training, std::size_t neighbours) {
    constexpr std::size_t mostCompared = 1000;
    const Standardiser scale(training);
    const auto known = scale.apply(training);
    Isolation isolation;
    isolation.nearest = nearestRows(scale.apply(asked), known, neighbours);
    isolation.distance = meanDistances(isolation.nearest, 0);
    auto usual = meanDistances(nearestRows(thinned(known, mostCompared), known, neighbours + 1), 1); // each is its own nearest
    std::ranges::sort(usual);
    for (const float distance : isolation.distance)
        isolation.rank.push_back(usual.empty() ? 0
                                               : static_cast<float>(std::ranges::lower_bound(usual, distance) - usual.begin()) /
                                                     static_cast<float>(usual.size()));
    return isolation;
}

} // namespace iic
