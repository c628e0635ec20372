#include "workspaces/explain/MapChoice.h"

#include <algorithm>

namespace iic::ui {

bool hasBranches(const FeatureMaps& stage) { return stage.part == "rfb"; }

const FeatureMaps& chosenMaps(const Explanation& explanation, const MapChoice& choice) {
    const FeatureMaps& stage = explanation.stages.at(choice.stage);
    if (choice.branch == RfbBranch::Joined || !hasBranches(stage))
        return stage;
    return explanation.branches.at(static_cast<std::size_t>(choice.branch) - 1);
}

const AttentionWeights* attentionAt(const Explanation& explanation, std::size_t stage) {
    for (std::size_t at = stage; at < std::min(stage + 2, explanation.stages.size()); ++at) {
        const auto found = std::ranges::find(explanation.attention, explanation.stages[at].part, &AttentionWeights::stage);
        if (found != explanation.attention.end())
            return &*found;
    }
    return nullptr;
}

} // namespace iic::ui
