#pragma once

#include "nn/Classifier.h"
#include "nn/Network.h"

#include <functional>

// What a classifier is made of; only files of core/nn include this header.
namespace iic {

struct Classifier::Parts {
    ModelCard card;
    DeviceInUse device;
    Network net;
    std::optional<FileStamp> stamp;

    std::size_t inputSize() const { return inputShape(card.spec).size(); }
    /// Throws std::invalid_argument where these are not so many inputs.
    void checkSize(std::span<const float> inputs, std::size_t count) const;
    std::size_t pieceSize() const;
    /// Gives `work` all inputs in pieces, with the number of the piece's first input. On a CPU each core has a piece of its own, from
    /// the input to the answer: cores that share the layers of one piece would wait for each other at every layer.
    void inPieces(std::span<const float> inputs, std::size_t count,
                  const std::function<void(std::size_t first, const torch::Tensor& piece)>& work) const;
    /// `count` inputs, the first of `inputs`, as a tensor where the network is.
    torch::Tensor batch(std::span<const float> inputs, std::size_t count) const;
};

} // namespace iic
