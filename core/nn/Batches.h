#pragma once

#include "data/LabelledInputs.h"
#include "nn/ModelSpec.h"

#include <span>

namespace iic {

/// The order of one epoch, shuffled; the same for the same seed and epoch.
std::vector<std::uint32_t> epochOrder(std::size_t count, std::uint64_t seed, int epoch);

/// One of the eight ways a square can be turned and flipped, chosen by seed, epoch and input.
int orientationOf(std::uint32_t input, std::uint64_t seed, int epoch);

/// Copies one input, its image channel-major to channel-last, turned as `orientation` (0 … 7; 0: as it is; of squares alone) says,
/// and the numbers after it as they are.
void copyInput(std::span<const float> input, const InputShape& shape, int orientation, std::span<float> output);

} // namespace iic
