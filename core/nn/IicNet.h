#pragma once

#include "nn/ModelSpec.h"

#include <torch/nn.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

// The network as modules of LibTorch; only files of core/nn include this header.
namespace iic {

/// Convolution that keeps the size (but for its stride), batch norm, and ReLU where wanted. No bias until folded.
class ConvBlockImpl : public torch::nn::Module {
  public:
    struct Shape {
        int kernel = 3;
        int stride = 1;
        int dilation = 1;
        bool relu = true;
    };
    ConvBlockImpl(int in, int out, Shape shape);
    torch::Tensor forward(const torch::Tensor& input);
    /// Moves the batch norm's running statistics into the convolution; for inference only.
    void fold();

  private:
    torch::nn::Conv2d convolution_;
    torch::nn::BatchNorm2d norm_;
    std::int64_t padding_;
    bool relu_;
    torch::Tensor foldedWeight_, foldedBias_;
};
TORCH_MODULE(ConvBlock);

/// Receptive field block (Liu et al. 2018): three branches of growing dilation, scaled, beside a shortcut.
class RfbImpl : public torch::nn::Module {
  public:
    RfbImpl(int in, int out);
    torch::Tensor forward(const torch::Tensor& input);
    /// What near, middle and far make of the input, before they are joined.
    std::array<torch::Tensor, 3> branches(const torch::Tensor& input);

  private:
    torch::nn::Sequential near_, middle_, far_;
    ConvBlock linear_, shortcut_;
};
TORCH_MODULE(Rfb);

/// Convolutional block attention (Woo et al. 2018): which channels, then which places.
class CbamImpl : public torch::nn::Module {
  public:
    /// What the input is multiplied by, 0 … 1.
    struct Weights {
        torch::Tensor channels; ///< n × channels
        torch::Tensor places; ///< n × 1 × height × width
    };
    explicit CbamImpl(int channels);
    torch::Tensor forward(const torch::Tensor& input);
    Weights weights(const torch::Tensor& input);

  private:
    torch::Tensor mlp(const torch::Tensor& pooled);

    torch::nn::Linear squeeze_, expand_;
    torch::nn::Conv2d spatial_;
};
TORCH_MODULE(Cbam);

/// A convolution block and a 2×2 max pool. ReLU follows the pool: the same numbers at a quarter of the work.
class PooledConvImpl : public torch::nn::Module {
  public:
    PooledConvImpl(int in, int out);
    torch::Tensor forward(const torch::Tensor& input);

  private:
    ConvBlock block_;
};
TORCH_MODULE(PooledConv);

/// Global average pool and two linear layers; gives logits.
class HeadImpl : public torch::nn::Module {
  public:
    HeadImpl(int channels, int hidden, int classes);
    torch::Tensor forward(const torch::Tensor& input);
    /// The hidden layer's: n × hidden.
    torch::Tensor features(const torch::Tensor& input);

  private:
    torch::nn::Linear hidden_, output_;
};
TORCH_MODULE(Head);

class IicNetImpl : public torch::nn::Module {
  public:
    explicit IicNetImpl(const ModelSpec& spec);
    /// Logits of inputs n × channels × side × side.
    torch::Tensor forward(torch::Tensor input);
    /// What the head's hidden layer makes of them: n × hiddenFeatures.
    torch::Tensor features(torch::Tensor input);
    /// Evaluation mode with every batch norm folded into its convolution.
    void foldForInference();
    /// The stages in order, by the names of ModelSpec.h.
    torch::nn::Sequential stages;
};
TORCH_MODULE(IicNet);

/// Parameters and running statistics, which together are the network's state, by name.
std::vector<std::pair<std::string, torch::Tensor>> stateOf(const IicNet& net);

} // namespace iic
