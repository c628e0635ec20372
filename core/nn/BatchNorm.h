#pragma once

#include <torch/nn/modules/batchnorm.h>

// Only files of core/nn include this header.
namespace iic {

/// Batch norm and, where wanted, ReLU of a batch in training: torch::nn::BatchNorm2d followed by ReLU, on the CPU in half the
/// passes over memory. Updates the running statistics.
torch::Tensor normaliseBatch(const torch::Tensor& input, torch::nn::BatchNorm2dImpl& norm, bool relu);

} // namespace iic
