#include "nn/Layers.h"
#include "nn/networks/Networks.h"

#include <fmt/format.h>

namespace iic {

namespace nn = torch::nn;

namespace {

ConvShape shapeOf(ConvShape shape) {
    shape.epsilon = 1e-3;
    shape.momentum = 0.01;
    return shape;
}

/// The whole multiple of 8 that is nearest, but no less than nine tenths.
int byEight(double channels) {
    const int rounded = std::max(8, static_cast<int>(channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
}

struct BottleneckShape {
    int kernel, expanded, out;
    bool excited;
    Activation activation;
    int stride;
};

constexpr auto relu = Activation::Relu, swish = Activation::HardSwish;
constexpr std::array<BottleneckShape, 11> bottlenecks{{{3, 16, 16, true, relu, 2},
                                                       {3, 72, 24, false, relu, 2},
                                                       {3, 88, 24, false, relu, 1},
                                                       {5, 96, 40, true, swish, 2},
                                                       {5, 240, 40, true, swish, 1},
                                                       {5, 240, 40, true, swish, 1},
                                                       {5, 120, 48, true, swish, 1},
                                                       {5, 144, 48, true, swish, 1},
                                                       {5, 288, 96, true, swish, 2},
                                                       {5, 576, 96, true, swish, 1},
                                                       {5, 576, 96, true, swish, 1}}};

/// Widened, each channel by itself, excited, narrowed; added to the input where it has its shape (Howard et al. 2019, Fig. 4).
class BottleneckImpl : public nn::Module {
  public:
    BottleneckImpl(int in, const BottleneckShape& shape) : adds_(in == shape.out && shape.stride == 1) {
        if (shape.expanded != in)
            layers_->push_back(ConvBlock(in, shape.expanded, shapeOf({.kernel = 1, .activation = shape.activation})));
        layers_->push_back(ConvBlock(
            shape.expanded, shape.expanded,
            shapeOf({.kernel = shape.kernel, .stride = shape.stride, .groups = shape.expanded, .activation = shape.activation})));
        if (shape.excited)
            layers_->push_back(
                Excitation(shape.expanded, byEight(shape.expanded / 4.0), ExcitationShape{Activation::Relu, swish}));
        layers_->push_back(ConvBlock(shape.expanded, shape.out, shapeOf({.kernel = 1, .activation = Activation::None})));
        register_module("layers", layers_);
    }
    torch::Tensor forward(const torch::Tensor& input) {
        const auto output = layers_->forward(input);
        return adds_ ? output + input : output;
    }

  private:
    nn::Sequential layers_;
    bool adds_;
};
TORCH_MODULE(Bottleneck);

class MobileNetV3HeadImpl : public NetworkHead {
  public:
    MobileNetV3HeadImpl(int channels, int classes)
        : block_(channels, 6 * channels, shapeOf({.kernel = 1, .activation = swish})),
          hidden_(6 * channels, hidden),
          output_(hidden, classes) {
        register_module("block", block_);
        register_module("hidden", hidden_);
        register_module("output", output_);
    }
    torch::Tensor features(const torch::Tensor& input) override {
        return torch::hardswish(product(averaged(block_(input)), hidden_));
    }
    torch::Tensor logits(const torch::Tensor& features) override {
        return product(torch::dropout(features, 0.2, is_training()), output_);
    }
    torch::Tensor forward(const torch::Tensor& input) { return logits(features(input)); }
    int width() const override { return hidden; }

  private:
    static constexpr int hidden = 1024;
    ConvBlock block_;
    nn::Linear hidden_, output_;
};
TORCH_MODULE(MobileNetV3Head);

} // namespace

nn::Sequential mobileNetV3Small(const ModelSpec& spec) {
    nn::Sequential stages;
    int channels = 16, number = 1;
    stages->push_back("conv1", ConvBlock(spec.channels, channels, shapeOf({.stride = 2, .activation = swish})));
    for (const auto& shape : bottlenecks) {
        stages->push_back(fmt::format("bottleneck{}", number++), Bottleneck(channels, shape));
        channels = shape.out;
    }
    stages->push_back("head", MobileNetV3Head(channels, spec.classes));
    initialise(*stages);
    return stages;
}

} // namespace iic
