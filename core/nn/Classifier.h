#pragma once

#include "base/Error.h"
#include "nn/Device.h"
#include "nn/ModelSpec.h"

#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace iic {

/// A trained network ready to answer: batch norm folded, evaluation mode. One thread at a time.
class Classifier {
  public:
    /// Reads a checkpoint of ours. BadCheckpoint with the reason when it is anything else.
    static Result<Classifier> load(const std::filesystem::path& checkpoint, DeviceChoice device = DeviceChoice::Automatic);
    Classifier(Classifier&&) noexcept;
    Classifier& operator=(Classifier&&) noexcept;
    ~Classifier();

    const ModelCard& card() const;
    const DeviceInUse& device() const;
    /// Softmax probabilities, classes in the card's order, of `count` inputs laid out as networkInput writes them.
    std::vector<std::array<float, 3>> classify(std::span<const float> inputs, std::size_t count);

  private:
    struct Parts;
    explicit Classifier(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace iic
