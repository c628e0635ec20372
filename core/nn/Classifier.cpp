#include "nn/Classifier.h"

#include "nn/Batches.h"
#include "nn/NetState.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 32;

} // namespace

struct Classifier::Parts {
    ModelCard card;
    DeviceInUse device;
    IicNet net;
};

Classifier::Classifier(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Classifier::Classifier(Classifier&&) noexcept = default;
Classifier& Classifier::operator=(Classifier&&) noexcept = default;
Classifier::~Classifier() = default;

const ModelCard& Classifier::card() const { return parts_->card; }
const DeviceInUse& Classifier::device() const { return parts_->device; }

Result<Classifier> Classifier::load(const std::filesystem::path& checkpoint, DeviceChoice device) {
    auto contents = readCheckpoint(checkpoint);
    if (!contents)
        return tl::unexpected(contents.error());
    try {
        auto parts = std::make_unique<Parts>(Parts{contents->card, selectDevice(device), IicNet(contents->card.spec)});
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
    const auto& spec = parts_->card.spec;
    const auto size = static_cast<std::size_t>(spec.channels) * static_cast<std::size_t>(spec.inputSide) *
                      static_cast<std::size_t>(spec.inputSide);
    if (inputs.size() != count * size)
        throw std::invalid_argument(fmt::format("{} inputs of {} numbers are not {}", count, size, inputs.size()));
    const c10::InferenceMode inference;
    std::vector<std::array<float, 3>> probabilities(count);
    for (std::size_t first = 0; first < count; first += pieceSize) {
        const auto piece = std::min(pieceSize, count - first);
        auto batch = torch::empty({static_cast<std::int64_t>(piece), spec.channels, spec.inputSide, spec.inputSide},
                                  torch::TensorOptions(at::kFloat).memory_format(at::MemoryFormat::ChannelsLast));
        for (std::size_t i = 0; i < piece; ++i)
            copyInput(inputs.subspan((first + i) * size, size), spec, 0, {batch.data_ptr<float>() + i * size, size});
        const auto logits = parts_->net->forward(batch.to(parts_->device.cuda ? at::kCUDA : at::kCPU));
        const auto answer = torch::softmax(logits, 1).to(at::kCPU).contiguous();
        std::copy_n(answer.data_ptr<float>(), piece * 3, probabilities[first].data());
    }
    return probabilities;
}

} // namespace iic
