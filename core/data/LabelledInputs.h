#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace iic {

/// Inputs as networkInput writes them, one after the other, and their classes 0, 1, 2.
struct LabelledInputs {
    std::vector<float> inputs;
    std::vector<std::uint8_t> labels;
    std::size_t count() const { return labels.size(); }
};

/// Weights that make each of so many classes count as much as the others: inputs / (classes · inputs of the class).
std::vector<double> balancedWeights(std::span<const std::uint8_t> labels, std::size_t classes);

/// Sixteen hexadecimal digits that change with any value, label or their order (FNV-1a over 32-bit words).
std::string fingerprint(const LabelledInputs& samples);

} // namespace iic
