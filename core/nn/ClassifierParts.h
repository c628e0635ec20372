#pragma once

#include "nn/Classifier.h"
#include "nn/IicNet.h"

// What a classifier is made of; only files of core/nn include this header.
namespace iic {

struct Classifier::Parts {
    ModelCard card;
    DeviceInUse device;
    IicNet net;
    std::optional<FileStamp> stamp;

    std::size_t inputSize() const {
        const auto side = static_cast<std::size_t>(card.spec.inputSide);
        return static_cast<std::size_t>(card.spec.channels) * side * side;
    }
    /// Throws std::invalid_argument where these are not so many inputs.
    void checkSize(std::span<const float> inputs, std::size_t count) const;
    /// `count` inputs, the first of `inputs`, as a tensor where the network is.
    torch::Tensor batch(std::span<const float> inputs, std::size_t count) const;
};

} // namespace iic
