#pragma once

#include "workspaces/explain/MapPictures.h"

namespace iic::ui {

/// All of the receptive field block, or one of its branches by itself.
enum class RfbBranch { Joined, Near, Middle, Far };

/// Which maps are looked at, and how.
struct MapChoice {
    std::size_t stage = 0; ///< of Explanation::stages, behind the input
    RfbBranch branch = RfbBranch::Joined; ///< where the stage is the receptive field block
    MapOrder order = MapOrder::Strength;
    MapScale scale = MapScale::PerMap;

    bool operator==(const MapChoice&) const = default;
};

bool hasBranches(const FeatureMaps& stage);
const FeatureMaps& chosenMaps(const Explanation& explanation, const MapChoice& choice);
/// Of the block attention that a stage is, or that takes in its maps; null where there is none.
const AttentionWeights* attentionAt(const Explanation& explanation, std::size_t stage);

} // namespace iic::ui
