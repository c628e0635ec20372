#pragma once

#include "astro/Band.h"

#include <optional>
#include <span>
#include <string>

namespace iic {

/// The band called "W1" … "W4", as bandName writes it; nothing for any other text.
std::optional<Band> parseBand(std::string_view name);

/// The names, a space between them: "W1 W2 W3".
std::string bandNames(std::span<const Band> bands);

} // namespace iic
