#include "nn/Layers.h"
#include "nn/networks/Chain.h"
#include "nn/networks/Networks.h"

#include <fmt/format.h>

namespace iic {

namespace nn = torch::nn;

namespace {

constexpr ConvShape shapeOf(ConvShape shape, Activation activation = Activation::Silu) {
    shape.activation = activation;
    shape.epsilon = 1e-3;
    return shape;
}

struct StageShape {
    bool fused; ///< Fused-MBConv, else MBConv with squeeze and excitation
    int expansion, stride, out, blocks;
};
constexpr std::array<StageShape, 6> stageShapes{{{true, 1, 1, 24, 2},
                                                 {true, 4, 2, 48, 4},
                                                 {true, 4, 2, 64, 4},
                                                 {false, 4, 2, 128, 6},
                                                 {false, 6, 1, 160, 9},
                                                 {false, 6, 2, 256, 15}}};
constexpr double mostSkipped = 0.2; ///< of the last block, in training

/// Whether it is skipped for an input is drawn in training (stochastic depth, Huang et al. 2016).
class EfficientBlockImpl : public nn::Module {
  public:
    EfficientBlockImpl(int in, int stride, const StageShape& shape, double skipped)
        : adds_(in == shape.out && stride == 1), skipped_(skipped) {
        const int expanded = in * shape.expansion;
        if (shape.fused) {
            layers_->push_back(ConvBlock(in, shape.expansion == 1 ? shape.out : expanded, shapeOf({.stride = stride})));
        } else {
            layers_->push_back(ConvBlock(in, expanded, shapeOf({.kernel = 1})));
            layers_->push_back(ConvBlock(expanded, expanded, shapeOf({.stride = stride, .groups = expanded})));
            layers_->push_back(Excitation(expanded, in / 4, ExcitationShape{Activation::Silu, Activation::None}));
        }
        if (shape.expansion > 1)
            layers_->push_back(ConvBlock(expanded, shape.out, shapeOf({.kernel = 1}, Activation::None)));
        register_module("layers", layers_);
    }
    torch::Tensor forward(const torch::Tensor& input) {
        auto output = layers_->forward(input);
        if (!adds_)
            return output;
        if (is_training() && skipped_ > 0)
            output = output * torch::empty({input.size(0), 1, 1, 1}, input.options()).bernoulli_(1 - skipped_) / (1 - skipped_);
        return output + input;
    }

  private:
    nn::Sequential layers_;
    bool adds_;
    double skipped_;
};
TORCH_MODULE(EfficientBlock);

class EfficientHeadImpl : public NetworkHead {
  public:
    EfficientHeadImpl(int channels, int classes) : block_(channels, maps, shapeOf({.kernel = 1})), pooled_(maps, classes, 0.2) {
        register_module("block", block_);
        register_module("pooled", pooled_);
    }
    torch::Tensor features(const torch::Tensor& input) override { return pooled_->features(block_(input)); }
    torch::Tensor logits(const torch::Tensor& features) override { return pooled_->logits(features); }
    torch::Tensor forward(const torch::Tensor& input) { return logits(features(input)); }
    int width() const override { return maps; }

  private:
    static constexpr int maps = 1280;
    ConvBlock block_;
    PooledHead pooled_;
};
TORCH_MODULE(EfficientHead);

} // namespace

nn::Sequential efficientNetV2S(const ModelSpec& spec) {
    nn::Sequential stages;
    int channels = 24, blocksBefore = 0, number = 1, allBlocks = 0;
    for (const auto& shape : stageShapes)
        allBlocks += shape.blocks;
    stages->push_back("conv1", ConvBlock(spec.channels, channels, shapeOf({.stride = 2})));
    for (const auto& shape : stageShapes) {
        Chain blocks;
        for (int i = 0; i < shape.blocks; ++i) {
            blocks->push_back(
                EfficientBlock(channels, i == 0 ? shape.stride : 1, shape, mostSkipped * blocksBefore++ / allBlocks));
            channels = shape.out;
        }
        stages->push_back(fmt::format("stage{}", number++), blocks);
    }
    stages->push_back("head", EfficientHead(channels, spec.classes));
    initialise(*stages);
    return stages;
}

} // namespace iic
