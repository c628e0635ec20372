#pragma once

#include "data/LabelledInputs.h"
#include "nn/ModelSpec.h"

#include <torch/types.h>

#include <future>
#include <optional>
#include <span>
#include <vector>

// Only files of core/nn include this header.
namespace iic {

struct Batch {
    torch::Tensor inputs, labels; ///< where the network is, with channels last
};

/// Puts batches together. On CUDA all the inputs lie on the device where they fit; else each batch goes there from pinned memory.
class BatchLoader {
  public:
    /// The inputs outlive the loader. The seed turns those that are turned.
    BatchLoader(const LabelledInputs& from, const ModelSpec& spec, torch::Device device, std::uint64_t seed);
    Batch load(std::span<const std::uint32_t> order, int epochToTurnBy) const;

  private:
    void keepOnDevice();

    const LabelledInputs& from_;
    ModelSpec spec_;
    torch::Device device_;
    std::uint64_t seed_;
    torch::Tensor resident_; ///< all inputs on the device; undefined where they are not
};

/// The batches of one pass over the inputs: while one is worked with, the next is put together on another thread.
class BatchPass {
  public:
    /// The loader outlives the pass. Inputs are turned at random for the epoch, or not at all for epoch 0.
    BatchPass(const BatchLoader& loader, std::vector<std::uint32_t> order, int batchSize, int epochToTurnBy);
    /// None at the end.
    std::optional<Batch> next();

  private:
    void begin();

    const BatchLoader& loader_;
    std::vector<std::uint32_t> order_;
    std::size_t batchSize_, begun_ = 0;
    int epochToTurnBy_;
    std::future<Batch> coming_;
};

} // namespace iic
