#pragma once

#include "base/Error.h"
#include "catalog/Table.h"

#include <string>
#include <string_view>

namespace iic {

/// The readers behind readTable: the whole text of a file in, `file` names it in errors.
Result<Table> parseCsv(std::string_view text, const std::string& file);
Result<Table> parseIpac(std::string_view text, const std::string& file);

} // namespace iic
