#include "nn/networks/IicNet.h"

#include "nn/Attention.h"
#include "nn/networks/Networks.h"

namespace iic {

namespace nn = torch::nn;

RfbImpl::RfbImpl(int in, int out, bool alongRow)
    : near_(ConvBlock(in, in / 4, ConvShape{.kernel = 1, .alongRow = alongRow}),
            ConvBlock(in / 4, in / 4, ConvShape{.activation = Activation::None, .alongRow = alongRow})),
      middle_(ConvBlock(in, in / 8, ConvShape{.kernel = 1, .alongRow = alongRow}),
              ConvBlock(in / 8, in / 4, ConvShape{.alongRow = alongRow}),
              ConvBlock(in / 4, in / 4, ConvShape{.dilation = 2, .activation = Activation::None, .alongRow = alongRow})),
      far_(ConvBlock(in, in / 8, ConvShape{.kernel = 1, .alongRow = alongRow}),
           ConvBlock(in / 8, in / 8 * 3 / 2, ConvShape{.alongRow = alongRow}),
           ConvBlock(in / 8 * 3 / 2, in / 4, ConvShape{.alongRow = alongRow}),
           ConvBlock(in / 4, in / 4, ConvShape{.dilation = 3, .activation = Activation::None, .alongRow = alongRow})),
      linear_(in / 4 * 3, out, ConvShape{.kernel = 1, .activation = Activation::None, .alongRow = alongRow}),
      shortcut_(in, out, ConvShape{.kernel = 1, .activation = Activation::None, .alongRow = alongRow}) {
    register_module("near", near_);
    register_module("middle", middle_);
    register_module("far", far_);
    register_module("linear", linear_);
    register_module("shortcut", shortcut_);
}

std::array<torch::Tensor, 3> RfbImpl::branches(const torch::Tensor& input) {
    return {near_->forward(input), middle_->forward(input), far_->forward(input)};
}

torch::Tensor RfbImpl::forward(const torch::Tensor& input) {
    constexpr double scale = 0.1;
    return torch::add(shortcut_(input), linear_(torch::cat(branches(input), 1)), scale).relu_();
}

CbamImpl::CbamImpl(int channels, bool alongRow)
    : squeeze_(nn::LinearOptions(channels, channels / 16).bias(false)),
      expand_(nn::LinearOptions(channels / 16, channels).bias(false)),
      spatial_(nn::Conv2dOptions(2, 1, {alongRow ? 1 : 7, 7}).padding({alongRow ? 0 : 3, 3}).bias(false)) {
    register_module("squeeze", squeeze_);
    register_module("expand", expand_);
    register_module("spatial", spatial_);
}

torch::Tensor CbamImpl::mlp(const torch::Tensor& pooled) { return product(product(pooled, squeeze_).relu_(), expand_); }

CbamImpl::Weights CbamImpl::weights(const torch::Tensor& input) {
    if (input.is_cpu()) {
        const auto pooled = poolPlaces(input);
        const auto channels = torch::sigmoid(mlp(pooled.flatten(0, 1)).view_as(pooled).sum(0));
        return {channels, torch::sigmoid(spatial_(poolChannels(input, channels)))};
    }
    const auto channels = torch::sigmoid(mlp(input.mean({2, 3})) + mlp(input.amax({2, 3})));
    const auto refined = input * channels.unsqueeze(2).unsqueeze(3);
    const auto places = torch::cat({refined.mean(1, true), refined.amax(1, true)}, 1);
    return {channels, torch::sigmoid(spatial_(places))};
}

torch::Tensor CbamImpl::forward(const torch::Tensor& input) {
    const auto [channels, places] = weights(input);
    return input.is_cpu() ? weigh(input, channels, places) : input * channels.unsqueeze(2).unsqueeze(3) * places;
}

PooledConvImpl::PooledConvImpl(int in, int out, bool alongRow)
    : block_(in, out, ConvShape{.activation = Activation::None, .alongRow = alongRow}), pool_{alongRow ? 1 : 2, 2} {
    register_module("block", block_);
}

torch::Tensor PooledConvImpl::forward(const torch::Tensor& input) { return torch::max_pool2d(block_(input), pool_).relu_(); }

nn::Sequential iicNetStages(int channels, int stemKernel, bool alongRow) {
    nn::Sequential stages;
    stages->push_back("conv1", ConvBlock(channels, 32, ConvShape{.kernel = stemKernel, .stride = 2, .alongRow = alongRow}));
    stages->push_back("rfb", Rfb(32, 32, alongRow));
    stages->push_back("cbam1", Cbam(32, alongRow));
    stages->push_back("conv2", PooledConv(32, 64, alongRow));
    stages->push_back("conv3", PooledConv(64, 128, alongRow));
    stages->push_back("conv4", ConvBlock(128, 256, ConvShape{.alongRow = alongRow}));
    stages->push_back("conv5", ConvBlock(256, iicNetMaps, ConvShape{.alongRow = alongRow}));
    stages->push_back("cbam2", Cbam(iicNetMaps, alongRow));
    return stages;
}

namespace {

constexpr int hiddenFeatures = 256;

} // namespace

nn::Sequential iicNet(const ModelSpec& spec) {
    auto stages = iicNetStages(spec.channels, spec.stemKernel, false);
    stages->push_back("head", HiddenHead(iicNetMaps, hiddenFeatures, spec.classes));
    return stages;
}

nn::Sequential spectrumNet(const ModelSpec& spec) {
    auto stages = iicNetStages(spec.channels, spec.stemKernel, true);
    stages->push_back("head", HiddenHead(iicNetMaps, hiddenFeatures, spec.classes));
    return stages;
}

} // namespace iic
