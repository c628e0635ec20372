#include "nn/ClassifierParts.h"

#include "nn/Batches.h"
#include "nn/NetState.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace iic {

namespace {

constexpr std::size_t piecePerCore = 16; // what its layers make of them stays in a core's cache
constexpr std::size_t pieceOnCuda = 64;

} // namespace

/// `count` inputs as a tensor where the network is.
torch::Tensor Classifier::Parts::batch(std::span<const float> inputs, std::size_t count) const {
    const auto shape = inputShape(card.spec);
    const auto size = shape.size();
    const auto tensor =
        torch::empty({static_cast<std::int64_t>(count * size)}, torch::TensorOptions(at::kFloat).pinned_memory(device.cuda));
    onNetworkThreads(count, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            copyInput(inputs.subspan(i * size, size), shape, 0, {tensor.data_ptr<float>() + i * size, size});
    });
    return batchOf(tensor.to(device.cuda ? at::kCUDA : at::kCPU, /*non_blocking=*/true), shape);
}

std::size_t Classifier::Parts::pieceSize() const { return device.cuda ? pieceOnCuda : piecePerCore * networkThreads(); }

void Classifier::Parts::inPieces(std::span<const float> inputs, std::size_t count,
                                 const std::function<void(std::size_t, const torch::Tensor&)>& work) const {
    checkSize(inputs, count);
    const auto on = [&](std::size_t first, std::size_t last) {
        const c10::InferenceMode inference; // of each thread for itself
        work(first, batch(inputs.subspan(first * inputSize()), last - first));
    };
    for (std::size_t first = 0; first < count; first += pieceSize()) {
        const auto piece = std::min(pieceSize(), count - first);
        if (device.cuda)
            on(first, first + piece);
        else
            onNetworkThreads(piece, [&](std::size_t from, std::size_t to) { on(first + from, first + to); });
    }
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
std::size_t Classifier::pieceSize() const { return parts_->pieceSize(); }
std::size_t Classifier::featureCount() const { return parts_->net->featureCount(); }
const DeviceInUse& Classifier::device() const { return parts_->device; }
const std::optional<FileStamp>& Classifier::stamp() const { return parts_->stamp; }

Result<Classifier> Classifier::load(const std::filesystem::path& checkpoint, DeviceChoice device) {
    const auto stamp = stampOf(checkpoint); // before: what is written while it is read counts as newer
    auto contents = readCheckpoint(checkpoint);
    if (!contents)
        return tl::unexpected(contents.error());
    try {
        auto parts = std::make_unique<Parts>(Parts{contents->card, selectDevice(device), Network(contents->card.spec), stamp});
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

Classifier Classifier::untrained(const ModelCard& card, DeviceChoice device) {
    auto parts = std::make_unique<Parts>(Parts{card, selectDevice(device), Network(card.spec), std::nullopt});
    parts->net->to(parts->device.cuda ? at::kCUDA : at::kCPU);
    parts->net->foldForInference();
    return Classifier(std::move(parts));
}

std::vector<std::array<float, 3>> Classifier::classify(std::span<const float> inputs, std::size_t count) {
    std::vector<std::array<float, 3>> probabilities(count);
    parts_->inPieces(inputs, count, [&](std::size_t first, const torch::Tensor& piece) {
        const auto answer = torch::softmax(parts_->net->forward(piece), 1).to(at::kCPU).contiguous();
        std::copy_n(answer.data_ptr<float>(), answer.numel(), probabilities[first].data());
    });
    return probabilities;
}

std::vector<float> Classifier::features(std::span<const float> inputs, std::size_t count) {
    const auto width = featureCount();
    std::vector<float> features(count * width);
    parts_->inPieces(inputs, count, [&](std::size_t first, const torch::Tensor& piece) {
        const auto hidden = parts_->net->features(piece).to(at::kCPU).contiguous();
        std::copy_n(hidden.data_ptr<float>(), hidden.numel(), features.begin() + static_cast<std::ptrdiff_t>(first * width));
    });
    return features;
}

} // namespace iic
