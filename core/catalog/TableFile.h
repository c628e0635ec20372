#pragma once

#include "base/Error.h"
#include "catalog/Table.h"

#include <filesystem>

namespace iic {

/// Reads a table, its form told by its content: IPAC (a line that starts with '|' or '\'), else CSV or TSV
/// (RFC 4180 quoting, a `#Table1` first line and # comments passed over). UTF-8 with or without BOM, any
/// line end. Errors: FileNotFound, FileUnreadable, BadTable (with line and column).
Result<Table> readTable(const std::filesystem::path& path);

enum class TableFormat { Csv, Ipac };
/// By the ending: .tbl and .ipac are IPAC, else CSV.
TableFormat formatFor(const std::filesystem::path& path);

/// Writes the whole table or nothing. Reals keep every digit needed to read them back.
Result<void> writeTable(const std::filesystem::path& path, const Table& table, TableFormat format);

} // namespace iic
