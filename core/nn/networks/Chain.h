#pragma once

#include <torch/nn/modules/container/sequential.h>

// Only files of core/nn include this header.
namespace iic {

/// Layers one after the other, as one layer of others.
class ChainImpl : public torch::nn::SequentialImpl {
  public:
    using SequentialImpl::SequentialImpl;
    torch::Tensor forward(torch::Tensor input) { return SequentialImpl::forward(std::move(input)); }
};
TORCH_MODULE(Chain);

} // namespace iic
