#include "analysis/Isolation.h"

#include <algorithm>
#include <functional>
#include <optional>

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

/// In pieces, after each of which `goesOn` is asked; nullopt where it does not.
std::optional<NearestRows> nearestInPieces(const FeatureTable& of, const FeatureTable& table, std::size_t count,
                                           const std::function<bool(std::size_t done)>& goesOn) {
    constexpr std::size_t pieceSize = 256;
    NearestRows all;
    all.count = std::min(count, table.rows());
    for (std::size_t first = 0; first < of.rows(); first += pieceSize) {
        const auto rows = std::min(pieceSize, of.rows() - first);
        const auto values = std::span(of.values).subspan(first * of.columns(), rows * of.columns());
        const auto found = nearestRows({of.names, {values.begin(), values.end()}}, table, count);
        all.row.insert(all.row.end(), found.row.begin(), found.row.end());
        all.distance.insert(all.distance.end(), found.distance.begin(), found.distance.end());
        if (!goesOn(first + rows))
            return std::nullopt;
    }
    return all;
}

} // namespace

JobResult<Isolation> isolationOf(const FeatureTable& asked, const FeatureTable& training, std::size_t neighbours,
                                 ProgressSink& progress, std::stop_token stop) {
    constexpr std::size_t mostCompared = 1000;
    const Standardiser scale(training);
    const auto known = scale.apply(training);
    const auto compared = thinned(known, mostCompared);
    const auto all = static_cast<std::int64_t>(asked.rows() + compared.rows());
    const auto find = [&](const FeatureTable& of, std::size_t count, std::size_t before) {
        return nearestInPieces(of, known, count, [&](std::size_t done) {
            progress.report({"Comparing features", static_cast<std::int64_t>(before + done), all});
            return !stop.stop_requested();
        });
    };
    auto nearest = find(scale.apply(asked), neighbours, 0);
    const auto ofTraining = nearest ? find(compared, neighbours + 1, asked.rows()) : std::nullopt;
    if (!ofTraining)
        return cancelled();
    Isolation isolation;
    isolation.nearest = std::move(*nearest);
    isolation.distance = meanDistances(isolation.nearest, 0);
    auto usual = meanDistances(*ofTraining, 1); // each is its own nearest
    std::ranges::sort(usual);
    for (const float distance : isolation.distance)
        isolation.rank.push_back(usual.empty() ? 0
                                               : static_cast<float>(std::ranges::lower_bound(usual, distance) - usual.begin()) /
                                                     static_cast<float>(usual.size()));
    return isolation;
}

} // namespace iic
