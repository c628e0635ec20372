#pragma once

#include "imaging/NetworkInput.h"

#include <cstdint>
#include <string>
#include <vector>

namespace iic {

/// The network's shape: options of one class, not copies of it.
struct ModelSpec {
    int channels = 3; ///< 3 or 4
    int stemKernel = 5; ///< 5 or 3
    int inputSide = 80; ///< 64 … 128, a multiple of 8
    int classes = 3;
};

/// Numbers that the head's hidden layer makes of an input.
inline constexpr std::size_t hiddenFeatures = 256;

struct StageSummary {
    std::string name; ///< conv1, rfb, cbam1, conv2 … cbam2, head
    std::vector<int> output; ///< channels, height, width (head: classes)
    std::int64_t parameters = 0;
    std::int64_t multiplyAdds = 0; ///< of convolutions and linear layers, for one image
};

/// Each stage in order, from the network itself.
std::vector<StageSummary> summarise(const ModelSpec& spec);

/// What a set of weights was made with, kept in its checkpoint and applied exactly by classify.
struct ModelCard {
    ModelSpec spec;
    InputOptions input;
    double pixelScale = 1.375; ///< arcsec of the images it was trained on
    std::string survey = "AllWISE Atlas";
    std::vector<std::string> classes{"star", "galaxy", "quasar"};
    std::string origin; ///< e.g. "simulated sky, seed 1"
    std::string runId;
};

} // namespace iic
