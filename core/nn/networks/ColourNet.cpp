#include "nn/Layers.h"
#include "nn/Network.h"
#include "nn/networks/IicNet.h"
#include "nn/networks/Networks.h"

namespace iic {

namespace nn = torch::nn;

namespace {

constexpr int hiddenFeatures = 64;
constexpr int fusedFeatures = 256;

nn::Sequential colourLayers(int bands) {
    return nn::Sequential(Dense(colourNumbers(bands), hiddenFeatures), Dense(hiddenFeatures, hiddenFeatures));
}

/// What IICnet makes of the image, averaged over its places, beside what the layers above make of the colours.
class FusedImpl : public nn::Module {
  public:
    explicit FusedImpl(const ModelSpec& spec)
        : shape_(inputShape(spec)),
          image_(iicNetStages(spec.channels, spec.stemKernel, false)),
          colours_(colourLayers(spec.channels)) {
        register_module("image", image_);
        register_module("colours", colours_);
    }
    torch::Tensor forward(const torch::Tensor& batch) {
        const auto images = imagesOf(batch, shape_).contiguous(at::MemoryFormat::ChannelsLast);
        return torch::cat({averaged(image_->forward(images)), colours_->forward(numbersOf(batch, shape_))}, 1);
    }

  private:
    InputShape shape_;
    nn::Sequential image_, colours_;
};
TORCH_MODULE(Fused);

} // namespace

nn::Sequential colourNet(const ModelSpec& spec) {
    nn::Sequential stages;
    stages->push_back("hidden1", Dense(colourNumbers(spec.channels), hiddenFeatures));
    stages->push_back("hidden2", Dense(hiddenFeatures, hiddenFeatures));
    stages->push_back("head", HiddenHead(hiddenFeatures, hiddenFeatures, spec.classes));
    return stages;
}

nn::Sequential fusionNet(const ModelSpec& spec) {
    nn::Sequential stages;
    stages->push_back("fused", Fused(spec));
    stages->push_back("head", HiddenHead(iicNetMaps + hiddenFeatures, fusedFeatures, spec.classes));
    return stages;
}

} // namespace iic
