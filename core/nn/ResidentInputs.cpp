#include "nn/ResidentInputs.h"

#include "nn/Batches.h"
#include "nn/Network.h"

#include <algorithm>
#include <numeric>

namespace iic {

namespace {

constexpr int orientationCount = 8;
constexpr std::int64_t inputsPerCopy = 1024; // what is under way needs room beside what has arrived

/// Turns an image of the numbers of its own pixels; what is no square is not turned.
torch::Tensor turnsOf(const InputShape& shape) {
    const auto size = shape.pixels(), turns = shape.height == shape.width ? std::size_t{orientationCount} : 1;
    std::vector<float> numbers(size), turned(turns * size);
    std::iota(numbers.begin(), numbers.end(), 0.0F);
    for (std::size_t orientation = 0; orientation < turns; ++orientation)
        copyInput(numbers, {.channels = 1, .height = shape.height, .width = shape.width}, static_cast<int>(orientation),
                  std::span(turned).subspan(orientation * size, size));
    return torch::tensor(turned).to(at::kLong).view({static_cast<std::int64_t>(turns), static_cast<std::int64_t>(size)});
}

} // namespace

ResidentInputs::ResidentInputs(const LabelledInputs& from, const InputShape& shape, torch::Device device)
    : shape_(shape), turns_(turnsOf(shape).to(device)) {
    const auto count = static_cast<std::int64_t>(from.count()), pixels = static_cast<std::int64_t>(shape.pixels());
    const auto all = torch::from_blob(const_cast<float*>(from.inputs.data()), {count, static_cast<std::int64_t>(shape.size())});
    const auto images = all.narrow(1, 0, static_cast<std::int64_t>(shape.imageSize())).unflatten(1, {shape.channels, pixels});
    pixels_ = torch::empty({count, pixels, shape.channels}, torch::TensorOptions(at::kFloat).device(device));
    for (std::int64_t first = 0; first < count; first += inputsPerCopy) {
        const auto piece = std::min(inputsPerCopy, count - first);
        pixels_.narrow(0, first, piece).copy_(images.narrow(0, first, piece).to(device).transpose(1, 2));
    }
    pixels_ = pixels_.view({count * pixels, shape.channels});
    numbers_ = numbersOf(all, shape).to(device);
}

torch::Tensor ResidentInputs::gather(std::span<const std::uint32_t> inputs, std::span<const int> orientations) const {
    const auto device = turns_.device();
    const auto count = static_cast<std::int64_t>(inputs.size()), pixels = static_cast<std::int64_t>(shape_.pixels());
    auto which = torch::empty({2, count}, torch::TensorOptions(at::kLong).pinned_memory(device.is_cuda()));
    std::ranges::copy(orientations, std::ranges::copy(inputs, which.data_ptr<std::int64_t>()).out);
    const auto wanted = which.to(device, /*non_blocking=*/true);
    const auto places = turns_.index_select(0, wanted[1]) + wanted[0].unsqueeze(1) * pixels;
    const auto images = pixels_.index_select(0, places.flatten()).view({count, pixels * shape_.channels});
    if (shape_.numbers == 0)
        return batchOf(images, shape_);
    return torch::cat({images, numbers_.index_select(0, wanted[0])}, 1);
}

} // namespace iic
