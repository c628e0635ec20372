#pragma once

#include <torch/types.h>

// The steps of block attention (networks/IicNet.h) on the CPU over inputs with channels last, a multiple of 16 of them, each in one pass over
// memory and with its gradient; only files of core/nn include this header.
namespace iic {

/// Mean and maximum over the places: 2 × n × channels.
torch::Tensor poolPlaces(const torch::Tensor& input);

/// Mean and maximum over the channels of input · channels: n × 2 × height × width. `channels` is n × channels.
torch::Tensor poolChannels(const torch::Tensor& input, const torch::Tensor& channels);

/// input · channels · places; `places` is n × 1 × height × width.
torch::Tensor weigh(const torch::Tensor& input, const torch::Tensor& channels, const torch::Tensor& places);

} // namespace iic
