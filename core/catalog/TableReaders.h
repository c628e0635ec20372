#pragma once

#include "base/Error.h"
#include "catalog/ByteSource.h"
#include "catalog/Table.h"

#include <stop_token>
#include <string>
#include <string_view>

namespace iic {

/// The readers behind readTable: the whole text of a file in, `file` names it in errors.
JobResult<Table> parseCsv(std::string_view text, const std::string& file, std::stop_token stop);
JobResult<Table> parseIpac(std::string_view text, const std::string& file, std::stop_token stop);

/// The same for files that are read in pieces, from their start.
JobResult<Table> readFitsTable(ByteSource& source, std::stop_token stop);
JobResult<Table> readVoTable(ByteSource& source, std::stop_token stop);

/// Whether a FITS file holds a table, of whatever kind, and no image before it.
bool holdsFitsTable(ByteSource& source);

} // namespace iic
