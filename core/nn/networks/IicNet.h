#pragma once

#include "nn/Layers.h"

#include <array>

// What IICnet is made of; only files of core/nn include this header. `alongRow`: of one dimension, on inputs one row high.
namespace iic {

/// Receptive field block (Liu et al. 2018): three branches of growing dilation, scaled, beside a shortcut.
class RfbImpl : public torch::nn::Module {
  public:
    RfbImpl(int in, int out, bool alongRow);
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
    CbamImpl(int channels, bool alongRow);
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
    PooledConvImpl(int in, int out, bool alongRow);
    torch::Tensor forward(const torch::Tensor& input);

  private:
    ConvBlock block_;
    std::vector<std::int64_t> pool_;
};
TORCH_MODULE(PooledConv);

/// All of IICnet but its head; ends with `iicNetMaps` channels.
inline constexpr int iicNetMaps = 512;
torch::nn::Sequential iicNetStages(int channels, int stemKernel, bool alongRow);

} // namespace iic
