#include "workspaces/review/FeatureWork.h"

#include "base/Random.h"
#include "statistics/PrincipalComponents.h"
#include "statistics/Tsne.h"

#include <QElapsedTimer>

#include <algorithm>
#include <numeric>

namespace iic::ui {

namespace {

constexpr qint64 liveInterval = 300; ///< ms between the planes that are shown while t-SNE works

FeatureTable rowsOf(const FeatureTable& table, std::span<const std::size_t> rows) {
    FeatureTable some{table.names, {}};
    some.values.reserve(rows.size() * table.columns());
    for (const std::size_t row : rows) {
        const auto values = table.row(row);
        some.values.insert(some.values.end(), values.begin(), values.end());
    }
    return some;
}

} // namespace

std::vector<std::size_t> fixedSample(std::size_t count, std::size_t size) {
    std::vector<std::size_t> all(count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (count <= size)
        return all;
    Random random(1);
    for (std::size_t i = 0; i < size; ++i)
        std::swap(all[i], all[i + random.below(count - i)]);
    all.resize(size);
    std::ranges::sort(all);
    return all;
}

JobResult<SharedPlaces> principalPlane(const FeatureTable& features) {
    auto found = principalComponents(features, 2);
    if (!found)
        return tl::unexpected<Stop>(std::move(found).error());
    PlacedSources placed{.plane = FeaturePlane::Principal,
                         .members = fixedSample(features.rows(), features.rows()),
                         .positions = {},
                         .varianceShare = {found->varianceShare[0], found->varianceShare[1]},
                         .judged = features.rows()};
    for (std::size_t i = 0; i < features.rows(); ++i)
        placed.positions.push_back({double(found->positions.row(i)[0]), double(found->positions.row(i)[1])});
    return std::make_shared<const PlacedSources>(std::move(placed));
}

JobResult<SharedPlaces> tsnePlane(const FeatureTable& features, const std::function<void(SharedPlaces)>& onPlane,
                                  ProgressSink& progress, std::stop_token stop) {
    PlacedSources placed{.plane = FeaturePlane::Tsne,
                         .members = fixedSample(features.rows(), mostEmbedded),
                         .positions = {},
                         .judged = features.rows()};
    QElapsedTimer sinceShown;
    const auto show = [&](std::span<const PlanePoint> positions) {
        if (sinceShown.isValid() && sinceShown.elapsed() < liveInterval)
            return;
        sinceShown.start();
        PlacedSources live = placed;
        live.positions.assign(positions.begin(), positions.end());
        live.isFinal = false;
        onPlane(std::make_shared<const PlacedSources>(std::move(live)));
    };
    TsneOptions options;
    options.perplexity = std::min(options.perplexity, (static_cast<double>(placed.members.size()) - 1) / 3);
    auto found = placed.members.size() == features.rows()
                     ? embedByTsne(features, options, show, progress, stop)
                     : embedByTsne(rowsOf(features, placed.members), options, show, progress, stop);
    if (!found)
        return tl::unexpected(std::move(found).error());
    placed.positions = std::move(found->positions);
    return std::make_shared<const PlacedSources>(std::move(placed));
}

std::vector<NearSource> nearestSources(const FeatureTable& features, std::size_t member, std::size_t count) {
    const NearestRows found = nearestRows(rowsOf(features, std::span(&member, 1)), features, count + 1);
    std::vector<NearSource> near;
    for (std::size_t i = 0; i < found.count && near.size() < count; ++i)
        if (static_cast<std::size_t>(found.row[i]) != member)
            near.push_back({static_cast<std::size_t>(found.row[i]), found.distance[i]});
    return near;
}

} // namespace iic::ui
