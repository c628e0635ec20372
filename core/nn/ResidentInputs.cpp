#include "nn/ResidentInputs.h"

#include "nn/Batches.h"

#include <algorithm>
#include <numeric>

namespace iic {

namespace {

constexpr int orientationCount = 8;
constexpr std::int64_t inputsPerCopy = 1024; // what is under way needs room beside what has arrived

std::int64_t pixelsOf(const ModelSpec& spec) { return std::int64_t{spec.inputSide} * spec.inputSide; }

/// Turns an image of the numbers of its own pixels.
torch::Tensor turnsOf(const ModelSpec& spec) {
    const auto size = static_cast<std::size_t>(pixelsOf(spec));
    std::vector<float> numbers(size), turned(orientationCount * size);
    std::iota(numbers.begin(), numbers.end(), 0.0F);
    for (int orientation = 0; orientation < orientationCount; ++orientation)
        copyInput(numbers, {.channels = 1, .inputSide = spec.inputSide}, orientation,
                  std::span(turned).subspan(static_cast<std::size_t>(orientation) * size, size));
    return torch::tensor(turned).to(at::kLong).view({orientationCount, pixelsOf(spec)});
}

} // namespace

ResidentInputs::ResidentInputs(const LabelledInputs& from, const ModelSpec& spec, torch::Device device)
    : spec_(spec), turns_(turnsOf(spec).to(device)) {
    const auto count = static_cast<std::int64_t>(from.count()), pixels = pixelsOf(spec);
    const auto all = torch::from_blob(const_cast<float*>(from.inputs.data()), {count, spec.channels, pixels});
    pixels_ = torch::empty({count, pixels, spec.channels}, torch::TensorOptions(at::kFloat).device(device));
    for (std::int64_t first = 0; first < count; first += inputsPerCopy) {
        const auto piece = std::min(inputsPerCopy, count - first);
        pixels_.narrow(0, first, piece).copy_(all.narrow(0, first, piece).to(device).transpose(1, 2));
    }
    pixels_ = pixels_.view({count * pixels, spec.channels});
}

torch::Tensor ResidentInputs::gather(std::span<const std::uint32_t> inputs, std::span<const int> orientations) const {
    const auto device = pixels_.device();
    const auto count = static_cast<std::int64_t>(inputs.size()), pixels = pixelsOf(spec_), side = std::int64_t{spec_.inputSide};
    auto which = torch::empty({2, count}, torch::TensorOptions(at::kLong).pinned_memory(device.is_cuda()));
    auto* value = which.data_ptr<std::int64_t>();
    value = std::ranges::transform(inputs, value, [&](auto input) { return input * pixels; }).out;
    std::ranges::copy(orientations, value);
    const auto wanted = which.to(device, /*non_blocking=*/true);
    const auto places = turns_.index_select(0, wanted[1]) + wanted[0].unsqueeze(1);
    return pixels_.index_select(0, places.flatten()).view({count, side, side, spec_.channels}).permute({0, 3, 1, 2});
}

} // namespace iic
