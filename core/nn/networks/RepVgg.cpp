#include "nn/BatchNorm.h"
#include "nn/Layers.h"
#include "nn/networks/Chain.h"
#include "nn/networks/Networks.h"

#include <fmt/format.h>

namespace iic {

namespace nn = torch::nn;

namespace {

/// A 3×3, a 1×1 and, where the shape stays, the input itself, each with a batch norm, added up. For inference they are one 3×3
/// (Ding et al. 2021, section 3.3).
class RepVggBlockImpl : public FoldableLayer {
  public:
    RepVggBlockImpl(int in, int out, int stride)
        : stride_(stride),
          wide_(nn::Conv2dOptions(in, out, 3).stride(stride).padding(1).bias(false)),
          wideNorm_(out),
          narrow_(nn::Conv2dOptions(in, out, 1).bias(false)),
          narrowNorm_(out) {
        register_module("wide", wide_);
        register_module("wide_norm", wideNorm_);
        register_module("narrow", narrow_);
        register_module("narrow_norm", narrowNorm_);
        if (in == out && stride == 1)
            identityNorm_ = register_module("identity_norm", nn::BatchNorm2d(in));
    }

    torch::Tensor forward(const torch::Tensor& input) {
        if (weight_.defined())
            return torch::conv2d(input, weight_, bias_, stride_, 1).relu_();
        auto sum = normalised(wide_(input), wideNorm_) + normalised(narrow_(thinned(input)), narrowNorm_);
        return torch::relu(identityNorm_ ? sum + normalised(input, identityNorm_) : sum);
    }

    void fold() override {
        const torch::NoGradGuard noGrad;
        const auto wide = lineOf(wideNorm_), narrow = lineOf(narrowNorm_);
        auto weight = weighed(wide_->weight, wide.scale);
        const auto centre = weight.slice(2, 1, 2).slice(3, 1, 2);
        centre.add_(weighed(narrow_->weight, narrow.scale));
        auto bias = wide.offset + narrow.offset;
        if (identityNorm_) {
            const auto identity = lineOf(identityNorm_);
            centre.add_(torch::diag(identity.scale).unsqueeze(2).unsqueeze(3));
            bias = bias + identity.offset;
        }
        for (const auto& name : named_children().keys())
            unregister_module(name);
        weight_ = register_parameter("weight", weight.to(at::kFloat).contiguous(at::MemoryFormat::ChannelsLast), false);
        bias_ = register_parameter("bias", bias.to(at::kFloat), false);
    }

  private:
    static torch::Tensor weighed(const torch::Tensor& weight, const torch::Tensor& scale) {
        return weight.to(at::kDouble) * scale.view({-1, 1, 1, 1});
    }
    /// The places that a stride leaves. A convolution of one pixel, three channels and a stride of two writes beside its memory in
    /// LibTorch 1.13's oneDNN 2.7 where channels come last.
    torch::Tensor thinned(const torch::Tensor& input) const {
        if (stride_ == 1)
            return input;
        return input.slice(2, 0, c10::nullopt, stride_)
            .slice(3, 0, c10::nullopt, stride_)
            .contiguous(at::MemoryFormat::ChannelsLast);
    }
    torch::Tensor normalised(const torch::Tensor& input, nn::BatchNorm2d& norm) {
        return is_training() ? normaliseBatch(input, *norm, false) : norm(input);
    }

    int stride_;
    nn::Conv2d wide_;
    nn::BatchNorm2d wideNorm_;
    nn::Conv2d narrow_;
    nn::BatchNorm2d narrowNorm_, identityNorm_{nullptr};
    torch::Tensor weight_, bias_; ///< of all three, once folded
};
TORCH_MODULE(RepVggBlock);

/// Channels of the five stages: 64, 128, 256 and 512 times a width each, and of the first no more than 64.
nn::Sequential repVgg(const ModelSpec& spec, const std::array<int, 4>& blocks, double width, double lastWidth) {
    const std::array outputs{static_cast<int>(64 * width), static_cast<int>(128 * width), static_cast<int>(256 * width),
                             static_cast<int>(512 * lastWidth)};
    nn::Sequential stages;
    int channels = std::min(64, outputs[0]);
    stages->push_back("stage1", RepVggBlock(spec.channels, channels, 2));
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        Chain stage;
        for (int number = 0; number < blocks[i]; ++number) {
            stage->push_back(RepVggBlock(channels, outputs[i], number == 0 ? 2 : 1));
            channels = outputs[i];
        }
        stages->push_back(fmt::format("stage{}", i + 2), stage);
    }
    stages->push_back("head", PooledHead(channels, spec.classes));
    initialise(*stages);
    return stages;
}

} // namespace

nn::Sequential repVggA0(const ModelSpec& spec) { return repVgg(spec, {2, 4, 14, 1}, 0.75, 2.5); }
nn::Sequential repVggB0(const ModelSpec& spec) { return repVgg(spec, {4, 6, 16, 1}, 1, 2.5); }

} // namespace iic
