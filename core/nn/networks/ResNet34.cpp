#include "nn/Layers.h"
#include "nn/networks/Chain.h"
#include "nn/networks/Networks.h"

namespace iic {

namespace nn = torch::nn;

namespace {

class ResNetStemImpl : public nn::Module {
  public:
    explicit ResNetStemImpl(int channels) : block_(channels, 64, ConvShape{.kernel = 7, .stride = 2}) {
        register_module("block", block_);
    }
    torch::Tensor forward(const torch::Tensor& input) { return torch::max_pool2d(block_(input), 3, 2, 1); }

  private:
    ConvBlock block_;
};
TORCH_MODULE(ResNetStem);

/// Two convolutions, to which the input is added: as it is, or where the size changes by a convolution of one pixel.
class ResidualImpl : public nn::Module {
  public:
    ResidualImpl(int in, int out, int stride)
        : first_(in, out, ConvShape{.stride = stride}), second_(out, out, ConvShape{.activation = Activation::None}) {
        register_module("first", first_);
        register_module("second", second_);
        if (in != out || stride != 1)
            shortcut_ = register_module(
                "shortcut", ConvBlock(in, out, ConvShape{.kernel = 1, .stride = stride, .activation = Activation::None}));
    }
    torch::Tensor forward(const torch::Tensor& input) {
        return torch::relu(second_(first_(input)) + (shortcut_ ? shortcut_(input) : input));
    }

  private:
    ConvBlock first_, second_, shortcut_{nullptr};
};
TORCH_MODULE(Residual);

Chain residuals(int in, int out, int count, int stride) {
    Chain blocks;
    for (int i = 0; i < count; ++i)
        blocks->push_back(Residual(i == 0 ? in : out, out, i == 0 ? stride : 1));
    return blocks;
}

} // namespace

nn::Sequential resNet34(const ModelSpec& spec) {
    nn::Sequential stages;
    stages->push_back("conv1", ResNetStem(spec.channels));
    stages->push_back("conv2_x", residuals(64, 64, 3, 1));
    stages->push_back("conv3_x", residuals(64, 128, 4, 2));
    stages->push_back("conv4_x", residuals(128, 256, 6, 2));
    stages->push_back("conv5_x", residuals(256, 512, 3, 2));
    stages->push_back("head", PooledHead(512, spec.classes));
    initialise(*stages);
    return stages;
}

} // namespace iic
