#include "data/LabelledInputs.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>

namespace iic {

std::string fingerprint(const LabelledInputs& samples) {
    constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const float value : samples.inputs)
        hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * prime;
    for (const auto label : samples.labels)
        hash = (hash ^ label) * prime;
    return fmt::format("{:016x}", hash);
}

std::vector<double> balancedWeights(std::span<const std::uint8_t> labels, std::size_t classes) {
    std::vector<double> weights;
    for (std::size_t label = 0; label < classes; ++label) {
        const auto count = std::ranges::count(labels, static_cast<std::uint8_t>(label));
        weights.push_back(static_cast<double>(labels.size()) /
                          (static_cast<double>(classes) * static_cast<double>(std::max<std::ptrdiff_t>(count, 1))));
    }
    return weights;
}

} // namespace iic
