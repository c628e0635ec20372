#pragma once

#include "nn/ModelSpec.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace iic {

nlohmann::json toJson(const ModelCard& card);
/// The reason when a value is missing, of the wrong type or out of range.
Result<ModelCard> cardFromJson(const nlohmann::json& json);

/// Why no network of this shape can be built; nothing when it can.
std::optional<std::string> whyImpossible(const ModelCard& card);

} // namespace iic
