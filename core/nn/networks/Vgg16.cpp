#include "nn/Layers.h"
#include "nn/networks/Networks.h"

namespace iic {

namespace nn = torch::nn;

namespace {

/// So many convolutions with ReLU, and a pool of 2×2.
class VggBlockImpl : public nn::Module {
  public:
    VggBlockImpl(int in, int out, int convolutions) {
        for (int i = 0; i < convolutions; ++i)
            convolutions_->push_back(nn::Conv2d(nn::Conv2dOptions(i == 0 ? in : out, out, 3).padding(1)));
        register_module("convolutions", convolutions_);
    }
    torch::Tensor forward(torch::Tensor input) {
        for (auto& convolution : *convolutions_)
            input = convolution.forward(input).relu_();
        return torch::max_pool2d(input, 2);
    }

  private:
    nn::Sequential convolutions_;
};
TORCH_MODULE(VggBlock);

class VggHeadImpl : public NetworkHead {
  public:
    VggHeadImpl(int channels, int classes)
        : first_(channels * places * places, hidden), second_(hidden, hidden), output_(hidden, classes) {
        register_module("first", first_);
        register_module("second", second_);
        register_module("output", output_);
    }
    torch::Tensor features(const torch::Tensor& input) override {
        const auto pooled = torch::adaptive_avg_pool2d(input, {places, places}).contiguous().flatten(1);
        return product(dropped(product(pooled, first_).relu_()), second_).relu_();
    }
    torch::Tensor logits(const torch::Tensor& features) override { return product(dropped(features), output_); }
    torch::Tensor forward(const torch::Tensor& input) { return logits(features(input)); }
    int width() const override { return hidden; }

  private:
    static constexpr int places = 7, hidden = 4096;
    torch::Tensor dropped(const torch::Tensor& input) { return torch::dropout(input, 0.5, is_training()); }

    nn::Linear first_, second_, output_;
};
TORCH_MODULE(VggHead);

} // namespace

nn::Sequential vgg16(const ModelSpec& spec) {
    nn::Sequential stages;
    stages->push_back("block1", VggBlock(spec.channels, 64, 2));
    stages->push_back("block2", VggBlock(64, 128, 2));
    stages->push_back("block3", VggBlock(128, 256, 3));
    stages->push_back("block4", VggBlock(256, 512, 3));
    stages->push_back("block5", VggBlock(512, 512, 3));
    stages->push_back("head", VggHead(512, spec.classes));
    initialise(*stages);
    return stages;
}

} // namespace iic
