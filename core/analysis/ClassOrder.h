#pragma once

#include "base/Error.h"
#include "nn/ModelSpec.h"

#include <array>

namespace iic {

/// The place in Prediction::probabilities of each class of the model. ModelMismatch where the model's are not star, galaxy
/// and quasar.
Result<std::array<std::size_t, 3>> classOrder(const ModelCard& card);

} // namespace iic
