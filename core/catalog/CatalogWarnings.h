#pragma once

#include "catalog/Catalog.h"

#include <string>
#include <vector>

namespace iic {

/// What a user should know of a catalog before trusting it, each with how many rows and where: what the reader forgave,
/// rows without position, upper limits among the magnitudes, SDSS labels left out for their zWarning, colours that the
/// labels cannot have.
std::vector<std::string> warningsOf(const Catalog& catalog);

} // namespace iic
