#pragma once

#include "base/Error.h"
#include "catalog/Table.h"

#include <iosfwd>
#include <string>

namespace iic {

/// The table as the text of a file.
std::string csvText(const Table& table);
std::string ipacText(const Table& table);

/// The table as a binary table in HDU 2, 64-bit numbers, texts in UTF-8, nulls as TNULL, NaN and empty text. Names and units
/// are cut to what a card holds and to ASCII. BadOption when there are more columns than FITS counts, 999.
Result<void> writeFitsTable(std::ostream& stream, const Table& table, const std::string& file);
/// The table as VOTable 1.4 with TABLEDATA, an empty cell where there is no value.
void writeVoTable(std::ostream& stream, const Table& table);

} // namespace iic
