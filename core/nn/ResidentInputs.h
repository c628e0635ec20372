#pragma once

#include "data/LabelledInputs.h"
#include "nn/ModelSpec.h"

#include <torch/types.h>

#include <span>

// Only files of core/nn include this header.
namespace iic {

/// Inputs that lie where the network computes: batches of them are put together and turned there.
class ResidentInputs {
  public:
    ResidentInputs(const LabelledInputs& from, const InputShape& shape, torch::Device device);
    /// As batchOf lays them out, each turned as its orientation says: the values that copyInput writes.
    torch::Tensor gather(std::span<const std::uint32_t> inputs, std::span<const int> orientations) const;

  private:
    InputShape shape_;
    torch::Tensor pixels_; ///< of one input after the other, row by row, their channels side by side
    torch::Tensor turns_; ///< for each orientation the pixel of an input that comes to stand in each place
    torch::Tensor numbers_; ///< of each input beside its image
};

} // namespace iic
