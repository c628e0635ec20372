#pragma once

#include "statistics/NearestRows.h"
#include "statistics/Quadtree.h"
#include "workspaces/evaluate/Judgement.h"

#include <array>
#include <functional>

namespace iic::ui {

// Planes of the space in which a network's last layer tells sources apart. For other threads than the window's. Features are
// standardised, a row a judged source.

enum class FeaturePlane { Principal, Tsne };

/// Judged sources in a plane. Never changes.
struct PlacedSources {
    FeaturePlane plane = FeaturePlane::Principal;
    std::vector<std::size_t> members; ///< places among the judged
    std::vector<PlanePoint> positions; ///< of the members
    std::array<double, 2> varianceShare{}; ///< along x and y; of principal components only
    std::size_t judged = 0; ///< of which the members are all, or a sample
    bool isFinal = true; ///< false: t-SNE still moves them
};
using SharedPlaces = std::shared_ptr<const PlacedSources>;

/// The most sources that t-SNE is asked about; of more a fixed random sample.
inline constexpr std::size_t mostEmbedded = 20'000;
/// `size` of `count` numbers from 0, ascending, always the same ones.
std::vector<std::size_t> fixedSample(std::size_t count, std::size_t size);

JobResult<SharedPlaces> principalPlane(const FeatureTable& features);
/// `onPlane` is shown it a few times a second.
JobResult<SharedPlaces> tsnePlane(const FeatureTable& features, const std::function<void(SharedPlaces)>& onPlane,
                                  ProgressSink& progress, std::stop_token stop);

/// A judged source near another.
struct NearSource {
    std::size_t member = 0; ///< place among the judged
    float distance = 0; ///< in standard deviations of the features
};
/// Nearest first, without the source itself.
std::vector<NearSource> nearestSources(const FeatureTable& features, std::size_t member, std::size_t count);

} // namespace iic::ui
