#include "nn/ClassifierParts.h"

#include "nn/Batches.h"
#include "nn/NetState.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 16;

} // namespace

/// `count` inputs as a tensor where the network is.
torch::Tensor Classifier::Parts::batch(std::span<const float> inputs, std::size_t count) const {
    const auto& spec = card.spec;
    const auto size = inputSize();
    auto tensor =
        torch::empty({static_cast<std::int64_t>(count), spec.channels, spec.inputSide, spec.inputSide},
                     torch::TensorOptions(at::kFloat).pinned_memory(device.cuda).memory_format(at::MemoryFormat::ChannelsLast));
    onNetworkThreads(count, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            copyInput(inputs.subspan(i * size, size), spec, 0, {tensor.data_ptr<float>() + i * size, size});
    });
    return tensor.to(device.cuda ? at::kCUDA : at::kCPU, /*non_blocking=*/true);
}

void Classifier::Parts::checkSize(std::span<const float> inputs, std::size_t count) const {
    if (inputs.size() != count * inputSize())
        throw std::invalid_argument(fmt::format("{} inputs of {} numbers are not {}", count, inputSize(), inputs.size()));
}

Classifier::Classifier(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Classifier::Classifier(Classifier&&) noexcept = default;
Classifier& Classifier::operator=(Classifier&&) noexcept = default;
Classifier::~Classifier() = default;

const ModelCard& Classifier::card() const { return parts_->card; }
const DeviceInUse& Classifier::device() const { return parts_->device; }
const std::optional<FileStamp>& Classifier::stamp() const { return parts_->stamp; }

Result<Classifier> Classifier::load(const std::filesystem::path& checkpoint, DeviceChoice device) {
    const auto stamp = stampOf(checkpoint); // before: what is written while it is read counts as newer
    auto contents = readCheckpoint(checkpoint);
    if (!contents)
        return tl::unexpected(contents.error());
    try {
        auto parts = std::make_unique<Parts>(Parts{contents->card, selectDevice(device), IicNet(contents->card.spec), stamp});
        if (auto done = copyIn(contents->weights, stateOf(parts->net)); !done) {
            auto error = done.error();
            error.file = checkpoint.string();
            return tl::unexpected(std::move(error));
        }
        parts->net->to(parts->device.cuda ? at::kCUDA : at::kCPU);
        parts->net->foldForInference();
        return Classifier(std::move(parts));
    } catch (const c10::Error& error) {
        return fail(ErrorCode::Internal, checkpoint.string(), "LibTorch cannot make this network",
                    error.what_without_backtrace());
    }
}

std::vector<std::array<float, 3>> Classifier::classify(std::span<const float> inputs, std::size_t count) {
    const auto size = parts_->inputSize();
    parts_->checkSize(inputs, count);
    const c10::InferenceMode inference;
    std::vector<std::array<float, 3>> probabilities(count);
    for (std::size_t first = 0; first < count; first += pieceSize) {
        const auto piece = std::min(pieceSize, count - first);
        const auto logits = parts_->net->forward(parts_->batch(inputs.subspan(first * size, piece * size), piece));
        const auto answer = torch::softmax(logits, 1).to(at::kCPU).contiguous();
        std::copy_n(answer.data_ptr<float>(), piece * 3, probabilities[first].data());
    }
    return probabilities;
}

std::vector<float> Classifier::features(std::span<const float> inputs, std::size_t count) {
    parts_->checkSize(inputs, count);
    const c10::InferenceMode inference;
    std::vector<float> features(count * hiddenFeatures);
    for (std::size_t first = 0; first < count; first += pieceSize) {
        const auto piece = std::min(pieceSize, count - first);
        const auto hidden = parts_->net->features(parts_->batch(inputs.subspan(first * parts_->inputSize()), piece));
        const auto plain = hidden.to(at::kCPU).contiguous();
        std::copy_n(plain.data_ptr<float>(), piece * hiddenFeatures,
                    features.begin() + static_cast<std::ptrdiff_t>(first * hiddenFeatures));
    }
    return features;
}

} // namespace iic
