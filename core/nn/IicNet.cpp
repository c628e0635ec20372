#include "nn/IicNet.h"

#include "nn/Attention.h"
#include "nn/BatchNorm.h"

namespace iic {

namespace nn = torch::nn;

namespace {

/// A linear layer; on the CPU as a convolution of one pixel, which is fast also where LibTorch's matrix products are those of the
/// reference BLAS.
torch::Tensor product(const torch::Tensor& input, const nn::Linear& layer) {
    if (!input.is_cpu())
        return nn::functional::linear(input, layer->weight, layer->bias);
    const auto pixel = [](const torch::Tensor& matrix) { return matrix.unsqueeze(2).unsqueeze(3); };
    return torch::conv2d(pixel(input), pixel(layer->weight), layer->bias).flatten(1);
}

} // namespace

ConvBlockImpl::ConvBlockImpl(int in, int out, Shape shape)
    : convolution_(nn::Conv2dOptions(in, out, shape.kernel)
                       .stride(shape.stride)
                       .padding(shape.kernel / 2 * shape.dilation)
                       .dilation(shape.dilation)
                       .bias(false)),
      norm_(out),
      padding_(shape.kernel / 2 * shape.dilation),
      relu_(shape.relu) {
    register_module("conv", convolution_);
    register_module("norm", norm_);
}

torch::Tensor ConvBlockImpl::forward(const torch::Tensor& input) {
    const auto& options = convolution_->options;
    if (!foldedWeight_.defined() && is_training())
        return normaliseBatch(convolution_(input), *norm_, relu_);
    auto output = foldedWeight_.defined()
                      ? torch::conv2d(input, foldedWeight_, foldedBias_, options.stride(), padding_, options.dilation())
                      : norm_(convolution_(input));
    return relu_ ? output.relu_() : output;
}

void ConvBlockImpl::fold() {
    const torch::NoGradGuard noGrad;
    const auto scale = norm_->weight / torch::sqrt(norm_->running_var + norm_->options.eps());
    foldedWeight_ = (convolution_->weight * scale.view({-1, 1, 1, 1})).contiguous(at::MemoryFormat::ChannelsLast);
    foldedBias_ = norm_->bias - norm_->running_mean * scale;
}

RfbImpl::RfbImpl(int in, int out)
    : near_(ConvBlock(in, in / 4, ConvBlockImpl::Shape{.kernel = 1}),
            ConvBlock(in / 4, in / 4, ConvBlockImpl::Shape{.relu = false})),
      middle_(ConvBlock(in, in / 8, ConvBlockImpl::Shape{.kernel = 1}), ConvBlock(in / 8, in / 4, ConvBlockImpl::Shape{}),
              ConvBlock(in / 4, in / 4, ConvBlockImpl::Shape{.dilation = 2, .relu = false})),
      far_(ConvBlock(in, in / 8, ConvBlockImpl::Shape{.kernel = 1}), ConvBlock(in / 8, in / 8 * 3 / 2, ConvBlockImpl::Shape{}),
           ConvBlock(in / 8 * 3 / 2, in / 4, ConvBlockImpl::Shape{}),
           ConvBlock(in / 4, in / 4, ConvBlockImpl::Shape{.dilation = 3, .relu = false})),
      linear_(in / 4 * 3, out, ConvBlockImpl::Shape{.kernel = 1, .relu = false}),
      shortcut_(in, out, ConvBlockImpl::Shape{.kernel = 1, .relu = false}) {
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

CbamImpl::CbamImpl(int channels)
    : squeeze_(nn::LinearOptions(channels, channels / 16).bias(false)),
      expand_(nn::LinearOptions(channels / 16, channels).bias(false)),
      spatial_(nn::Conv2dOptions(2, 1, 7).padding(3).bias(false)) {
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

PooledConvImpl::PooledConvImpl(int in, int out) : block_(in, out, ConvBlockImpl::Shape{.relu = false}) {
    register_module("block", block_);
}

torch::Tensor PooledConvImpl::forward(const torch::Tensor& input) { return torch::max_pool2d(block_(input), 2).relu_(); }

HeadImpl::HeadImpl(int channels, int hidden, int classes) : hidden_(channels, hidden), output_(hidden, classes) {
    register_module("hidden", hidden_);
    register_module("output", output_);
}

torch::Tensor HeadImpl::features(const torch::Tensor& input) { return product(input.mean({2, 3}), hidden_).relu_(); }

torch::Tensor HeadImpl::forward(const torch::Tensor& input) { return product(features(input), output_); }

IicNetImpl::IicNetImpl(const ModelSpec& spec) {
    stages->push_back("conv1", ConvBlock(spec.channels, 32, ConvBlockImpl::Shape{.kernel = spec.stemKernel, .stride = 2}));
    stages->push_back("rfb", Rfb(32, 32));
    stages->push_back("cbam1", Cbam(32));
    stages->push_back("conv2", PooledConv(32, 64));
    stages->push_back("conv3", PooledConv(64, 128));
    stages->push_back("conv4", ConvBlock(128, 256, ConvBlockImpl::Shape{}));
    stages->push_back("conv5", ConvBlock(256, 512, ConvBlockImpl::Shape{}));
    stages->push_back("cbam2", Cbam(512));
    stages->push_back("head", Head(512, static_cast<int>(hiddenFeatures), spec.classes));
    register_module("stages", stages);
    to(at::kFloat);
    for (auto& parameter : parameters())
        if (parameter.dim() == 4)
            parameter.set_data(parameter.contiguous(at::MemoryFormat::ChannelsLast));
}

torch::Tensor IicNetImpl::forward(torch::Tensor input) { return stages->forward(std::move(input)); }

torch::Tensor IicNetImpl::features(torch::Tensor input) {
    const auto head = std::prev(stages->end());
    for (auto stage = stages->begin(); stage != head; ++stage)
        input = stage->forward(input);
    return head->get<HeadImpl>().features(input);
}

void IicNetImpl::foldForInference() {
    eval();
    for (const auto& module : modules())
        if (auto* block = module->as<ConvBlockImpl>())
            block->fold();
}

std::vector<std::pair<std::string, torch::Tensor>> stateOf(const IicNet& net) {
    std::vector<std::pair<std::string, torch::Tensor>> state;
    for (const auto& item : net->stages->named_parameters())
        state.emplace_back(item.key(), item.value());
    for (const auto& item : net->stages->named_buffers())
        if (item.value().is_floating_point()) // the batch counts of batch norm change nothing
            state.emplace_back(item.key(), item.value());
    return state;
}

} // namespace iic
