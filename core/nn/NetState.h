#pragma once

#include "nn/Checkpoint.h"
#include "nn/Network.h"

#include <span>

namespace iic {

using NamedState = std::vector<std::pair<std::string, torch::Tensor>>;

std::vector<NamedTensor> copyOut(const NamedState& state);
/// Fills `state` from `tensors`; BadCheckpoint when one is missing, too many or of another shape.
Result<void> copyIn(std::span<const NamedTensor> tensors, const NamedState& state);

} // namespace iic
