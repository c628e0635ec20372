#include "nn/BatchLoader.h"

#include "nn/Batches.h"
#include "nn/Network.h"

#include <algorithm>

namespace iic {

BatchLoader::BatchLoader(const LabelledInputs& from, const InputShape& shape, torch::Device device, std::uint64_t room,
                         std::uint64_t seed)
    : from_(from), shape_(shape), device_(device), seed_(seed) {
    if (bytesOf(from) > room)
        return;
    try {
        resident_.emplace(from, shape, device);
    } catch (const c10::OutOfMemoryError&) { // someone else was faster
        resident_.reset();
    }
}

Batch BatchLoader::load(std::span<const std::uint32_t> order, int epochToTurnBy) const {
    auto labels =
        torch::empty({static_cast<std::int64_t>(order.size())}, torch::TensorOptions(at::kLong).pinned_memory(device_.is_cuda()));
    std::ranges::transform(order, labels.data_ptr<std::int64_t>(), [&](auto index) { return from_.labels[index]; });
    std::vector<int> orientations(order.size());
    if (epochToTurnBy > 0)
        std::ranges::transform(order, orientations.begin(),
                               [&](auto index) { return orientationOf(index, seed_, epochToTurnBy); });
    return {resident_ ? resident_->gather(order, orientations) : copied(order, orientations),
            labels.to(device_, /*non_blocking=*/true)};
}

torch::Tensor BatchLoader::copied(std::span<const std::uint32_t> order, std::span<const int> orientations) const {
    const auto size = shape_.size();
    const auto inputs = torch::empty({static_cast<std::int64_t>(order.size() * size)},
                                     torch::TensorOptions(at::kFloat).pinned_memory(device_.is_cuda()));
    auto* input = inputs.data_ptr<float>();
    for (std::size_t i = 0; i < order.size(); ++i)
        copyInput(std::span(from_.inputs).subspan(order[i] * size, size), shape_, orientations[i], {input + i * size, size});
    return batchOf(inputs.to(device_, /*non_blocking=*/true), shape_);
}

BatchPass::BatchPass(const BatchLoader& loader, std::vector<std::uint32_t> order, int batchSize, int epochToTurnBy)
    : loader_(loader), order_(std::move(order)), batchSize_(static_cast<std::size_t>(batchSize)), epochToTurnBy_(epochToTurnBy) {
    begin();
}

void BatchPass::begin() {
    if (begun_ == order_.size())
        return;
    const auto part = std::span(order_).subspan(begun_, std::min(batchSize_, order_.size() - begun_));
    begun_ += part.size();
    coming_ = std::async(std::launch::async, [this, part] { return loader_.load(part, epochToTurnBy_); });
}

std::optional<Batch> BatchPass::next() {
    if (!coming_.valid())
        return std::nullopt;
    auto batch = coming_.get();
    begin();
    return batch;
}

} // namespace iic
