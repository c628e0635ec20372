#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace iic {

/// Inputs as networkInput writes them, one after the other, and their classes 0, 1, 2.
struct LabelledInputs {
    std::vector<float> inputs;
    std::vector<std::uint8_t> labels;
    std::size_t count() const { return labels.size(); }
};

} // namespace iic
