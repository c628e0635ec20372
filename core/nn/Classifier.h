#pragma once

#include "base/Error.h"
#include "base/FileStamp.h"
#include "nn/Device.h"
#include "nn/Explanation.h"
#include "nn/ModelSpec.h"

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace iic {

/// A trained network ready to answer: batch norm folded, evaluation mode. One thread at a time.
class Classifier {
  public:
    /// Reads a checkpoint of ours. BadCheckpoint with the reason when it is anything else.
    static Result<Classifier> load(const std::filesystem::path& checkpoint, DeviceChoice device = DeviceChoice::Automatic);
    /// One that has learned nothing, for measuring.
    static Classifier untrained(const ModelCard& card, DeviceChoice device);
    Classifier(Classifier&&) noexcept;
    Classifier& operator=(Classifier&&) noexcept;
    ~Classifier();

    const ModelCard& card() const;
    const DeviceInUse& device() const;
    /// The checkpoint it was read from, as it was then.
    const std::optional<FileStamp>& stamp() const;
    /// How many inputs to give at a time where a stop is to be noticed soon: on a CPU they take some 60 ms when nothing else works.
    std::size_t pieceSize() const;
    /// Softmax probabilities, classes in the card's order, of `count` inputs laid out as networkInput writes them.
    /// They are NaN for an input that holds one.
    std::vector<std::array<float, 3>> classify(std::span<const float> inputs, std::size_t count);
    /// How many numbers features gives for an input.
    std::size_t featureCount() const;
    /// What the head makes of each input (of IICnet its hidden layer, none below zero), from which the answer is a weighted sum away.
    /// They are NaN for an input that holds one.
    std::vector<float> features(std::span<const float> inputs, std::size_t count);
    /// How the network comes to its answer for one input. Of a network that reads images alone.
    Explanation explain(std::span<const float> input);

  private:
    struct Parts;
    explicit Classifier(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace iic
