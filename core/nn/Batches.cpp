#include "nn/Batches.h"

#include "base/Random.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace iic {

namespace {

std::uint64_t mix(std::uint64_t a, std::uint64_t b) { // splitmix64
    std::uint64_t z = a + 0x9e3779b97f4a7c15u * (b + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

} // namespace

std::vector<std::uint32_t> epochOrder(std::size_t count, std::uint64_t seed, int epoch) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0u);
    Random random(mix(seed, static_cast<std::uint64_t>(epoch)));
    for (std::size_t left = count; left > 1; --left)
        std::swap(order[left - 1], order[random.below(left)]);
    return order;
}

int orientationOf(std::uint32_t input, std::uint64_t seed, int epoch) {
    return static_cast<int>(mix(mix(seed, static_cast<std::uint64_t>(epoch)), input) % 8);
}

void copyInput(std::span<const float> input, const InputShape& shape, int orientation, std::span<float> output) {
    const std::ptrdiff_t height = shape.height, width = shape.width, plane = height * width;
    const auto* first = input.data();
    std::ptrdiff_t alongRow = 1, alongColumn = width;
    if (orientation & 4)
        std::swap(alongRow, alongColumn);
    if (orientation & 1) {
        first += (width - 1) * alongRow;
        alongRow = -alongRow;
    }
    if (orientation & 2) {
        first += (height - 1) * alongColumn;
        alongColumn = -alongColumn;
    }
    auto* target = output.data();
    for (std::ptrdiff_t y = 0; y < height; ++y)
        for (std::ptrdiff_t x = 0; x < width; ++x)
            for (std::ptrdiff_t channel = 0; channel < shape.channels; ++channel)
                *target++ = first[y * alongColumn + x * alongRow + channel * plane];
    std::ranges::copy(input.subspan(shape.imageSize()), target);
}

} // namespace iic
