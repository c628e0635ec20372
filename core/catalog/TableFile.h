#pragma once

#include "base/Error.h"
#include "catalog/Table.h"

#include <filesystem>
#include <stop_token>
#include <string_view>

namespace iic {

enum class TableFormat { Csv, Ipac, Fits, VoTable };
/// "CSV", "IPAC table", "FITS", "VOTable".
std::string_view formatName(TableFormat format);

/// Reads a table, plain or gzipped, its form told by its content:
/// - FITS (starts with SIMPLE): the first binary table with rows, else the first. TSCAL, TZERO and TNULL are applied;
///   logicals are 1 and 0; cells of up to 64 values become columns name_1, name_2 …; others are left out with a warning.
/// - VOTable (XML): the first TABLE with rows, else the first, as TABLEDATA, BINARY or BINARY2; cells as above. Nothing
///   outside the file is opened, entities are refused.
/// - IPAC (a line that starts with '|' or '\').
/// - else CSV or TSV (RFC 4180 quoting, a `#Table1` first line and # comments passed over).
/// Text is UTF-8 with or without BOM, any line end. Blanks around a text are not part of it; an empty text is null.
/// Errors: FileNotFound, FileUnreadable, TruncatedData, BadHeader, OutOfMemory, BadTable (with line and column or HDU; a
/// FITS image among them). Safe from any thread.
Result<Table> readTable(const std::filesystem::path& path);
/// The same, until it is told to stop.
JobResult<Table> readTable(const std::filesystem::path& path, std::stop_token stop);

/// The form readTable would read the file as, told by its first bytes. FileNotFound, FileUnreadable, BadTable.
Result<TableFormat> formatOf(const std::filesystem::path& path);

/// Whether a file is for readTable rather than for readFitsImage, told by its headers: text, XML, or FITS with a table and no
/// image before it.
bool holdsTable(const std::filesystem::path& path);

/// By the ending: .tbl and .ipac are IPAC, .fits and .fit FITS, .vot, .votable and .xml VOTable, else CSV.
TableFormat formatFor(const std::filesystem::path& path);

/// Writes the whole table or nothing. Reals keep every digit needed to read them back. FITS holds names and units in ASCII only
/// and cut to a card, 999 columns at most. BadOption (too many columns, a name that ends in .gz), FileUnwritable.
Result<void> writeTable(const std::filesystem::path& path, const Table& table, TableFormat format);

} // namespace iic
