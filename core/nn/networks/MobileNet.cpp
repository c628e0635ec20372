#include "nn/Layers.h"
#include "nn/networks/Chain.h"
#include "nn/networks/Networks.h"

#include <fmt/format.h>

namespace iic {

namespace nn = torch::nn;

namespace {

struct SeparableShape {
    int out, stride;
};
constexpr std::array<SeparableShape, 13> separables{{{64, 1},
                                                     {128, 2},
                                                     {128, 1},
                                                     {256, 2},
                                                     {256, 1},
                                                     {512, 2},
                                                     {512, 1},
                                                     {512, 1},
                                                     {512, 1},
                                                     {512, 1},
                                                     {512, 1},
                                                     {1024, 2},
                                                     {1024, 1}}};

} // namespace

nn::Sequential mobileNet(const ModelSpec& spec) {
    nn::Sequential stages;
    int channels = 32, number = 1;
    stages->push_back("conv1", ConvBlock(spec.channels, channels, ConvShape{.stride = 2}));
    for (const auto& [out, stride] : separables) {
        // each channel by itself, then all of them at each place
        stages->push_back(fmt::format("separable{}", number++),
                          Chain(ConvBlock(channels, channels, ConvShape{.stride = stride, .groups = channels}),
                                ConvBlock(channels, out, ConvShape{.kernel = 1})));
        channels = out;
    }
    stages->push_back("head", PooledHead(channels, spec.classes));
    initialise(*stages);
    return stages;
}

} // namespace iic
