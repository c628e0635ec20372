#pragma once

#include "base/Error.h"
#include "catalog/ByteSource.h"
#include "catalog/Table.h"

#include <string>
#include <string_view>

namespace iic {

/// The readers behind readTable: the whole text of a file in, `file` names it in errors.
Result<Table> parseCsv(std::string_view text, const std::string& file);
Result<Table> parseIpac(std::string_view text, const std::string& file);

/// The same for files that are read in pieces, from their start.
Result<Table> readFitsTable(ByteSource& source);
Result<Table> readVoTable(ByteSource& source);

/// Whether a FITS file holds a table, of whatever kind, and no image before it.
bool holdsFitsTable(ByteSource& source);

} // namespace iic
