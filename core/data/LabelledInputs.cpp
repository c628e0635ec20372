#include "data/LabelledInputs.h"

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

} // namespace iic
