#include "nn/BatchLoader.h"

#include "nn/Batches.h"

#include <algorithm>

namespace iic {

BatchLoader::BatchLoader(const LabelledInputs& from, const ModelSpec& spec, torch::Device device, std::uint64_t seed)
    : from_(from), spec_(spec), device_(device), seed_(seed) {
    if (device.is_cuda())
        keepOnDevice();
}

void BatchLoader::keepOnDevice() {
    const auto side = std::int64_t{spec_.inputSide};
    try {
        const auto all = torch::from_blob(const_cast<float*>(from_.inputs.data()),
                                          {static_cast<std::int64_t>(from_.count()), spec_.channels, side, side});
        resident_ = all.to(device_).contiguous(at::MemoryFormat::ChannelsLast);
    } catch (const c10::Error&) { // they do not fit
        resident_.reset();
    }
}

Batch BatchLoader::load(std::span<const std::uint32_t> order, int epochToTurnBy) const {
    const auto count = static_cast<std::int64_t>(order.size());
    const auto options = torch::TensorOptions().pinned_memory(device_.is_cuda());
    auto labels = torch::empty({count}, options.dtype(at::kLong));
    std::ranges::transform(order, labels.data_ptr<std::int64_t>(), [&](auto index) { return from_.labels[index]; });
    if (resident_.defined() && epochToTurnBy == 0) {
        auto rows = torch::empty({count}, options.dtype(at::kLong));
        std::ranges::copy(order, rows.data_ptr<std::int64_t>());
        const auto inputs = resident_.index_select(0, rows.to(device_, true));
        return {inputs.contiguous(at::MemoryFormat::ChannelsLast), labels.to(device_, true)};
    }
    auto inputs = torch::empty({count, spec_.channels, spec_.inputSide, spec_.inputSide},
                               options.dtype(at::kFloat).memory_format(at::MemoryFormat::ChannelsLast));
    const auto size = static_cast<std::size_t>(inputs.numel() / count);
    auto* input = inputs.data_ptr<float>();
    for (const auto index : order) {
        const int orientation = epochToTurnBy > 0 ? orientationOf(index, seed_, epochToTurnBy) : 0;
        copyInput(std::span(from_.inputs).subspan(index * size, size), spec_, orientation, {input, size});
        input += size;
    }
    return {inputs.to(device_, true), labels.to(device_, true)};
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
