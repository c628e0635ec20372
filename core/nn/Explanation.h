#pragma once

#include <array>
#include <string>
#include <vector>

namespace iic {

/// What a part of the network makes of one input: its channels one after the other, each row by row. Those of head are the logits,
/// of one pixel each.
struct FeatureMaps {
    std::string part; ///< a stage (conv1, rfb, cbam1, conv2 … cbam2, head), or a branch of rfb (rfb.near, rfb.middle, rfb.far)
    int channels = 0, height = 1, width = 1;
    std::vector<float> values;
};

/// What a stage of block attention (Woo et al. 2018) multiplies its input by, each 0 … 1.
struct AttentionWeights {
    std::string stage; ///< cbam1, cbam2
    std::vector<float> channels;
    int height = 0, width = 0;
    std::vector<float> places; ///< row by row
};

/// Where what speaks for a class lies (Grad-CAM, Selvaraju et al. 2017, eq. 1 and 2), of the maps that the head reads: the maps,
/// each weighed by the mean of the logit's gradient over it, added up, and what is below zero left out.
struct DecisionMap {
    int height = 0, width = 0;
    std::vector<float> values; ///< row by row
};

/// How a network comes to its answer for one input.
struct Explanation {
    std::vector<FeatureMaps> stages; ///< in their order
    std::vector<FeatureMaps> branches; ///< of rfb, before they are joined
    std::vector<AttentionWeights> attention;
    std::array<DecisionMap, 3> decision; ///< by class of the card
    std::array<float, 3> probabilities{};
};

} // namespace iic
