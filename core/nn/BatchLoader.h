#pragma once

#include "data/LabelledInputs.h"
#include "nn/ResidentInputs.h"

#include <future>
#include <optional>
#include <span>
#include <vector>

// Only files of core/nn include this header.
namespace iic {

struct Batch {
    torch::Tensor inputs, labels; ///< where the network is; inputs as batchOf lays them out
};

/// Puts batches together. Inputs that fit beside the network lie on its device and are put together there; else each batch goes there
/// from pinned memory.
class BatchLoader {
  public:
    /// The inputs outlive the loader. The seed turns those that are turned. `room`: bytes that inputs may take on the device.
    BatchLoader(const LabelledInputs& from, const InputShape& shape, torch::Device device, std::uint64_t room,
                std::uint64_t seed);
    /// Turned at random for the epoch, or not at all for epoch 0.
    Batch load(std::span<const std::uint32_t> order, int epochToTurnBy) const;
    bool isResident() const { return resident_.has_value(); }
    std::uint64_t bytesOnDevice() const { return resident_ ? bytesOf(from_) : 0; }

  private:
    static std::uint64_t bytesOf(const LabelledInputs& inputs) { return inputs.inputs.size() * sizeof(float); }
    torch::Tensor copied(std::span<const std::uint32_t> order, std::span<const int> orientations) const;

    const LabelledInputs& from_;
    InputShape shape_;
    torch::Device device_;
    std::uint64_t seed_;
    std::optional<ResidentInputs> resident_;
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
