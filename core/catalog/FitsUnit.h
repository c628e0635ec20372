#pragma once

#include "astro/FitsHeader.h"
#include "catalog/ByteSource.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace iic {

/// One header of a FITS file and the size of the data that follow it.
struct FitsUnit {
    enum class Kind { Empty, Image, BinaryTable, TextTable, PackedTable };
    int number = 1; ///< as FITS counts: the first is 1
    Kind kind = Kind::Empty;
    FitsHeader header;
    std::uint64_t dataBytes = 0; ///< without the padding to a block
    std::uint64_t rows = 0; ///< of a table
    std::uint64_t rowBytes = 0;

    std::uint64_t paddedBytes() const;
};

/// Reads the next header; the source then stands at its data. Nullopt where no further one begins.
/// BadHeader (no END, sizes that are missing or beyond any file), TruncatedData (the file ends inside the header).
Result<std::optional<FitsUnit>> readFitsUnit(ByteSource& source, int number);

/// Whether a file that starts so is a FITS file.
bool startsAsFits(std::string_view start);

/// A column as its cards describe it.
struct FitsField {
    std::string name, unit, form;
    char code = 'A'; ///< letter of the TFORM
    std::uint64_t repeat = 1;
    bool isTextArray = false; ///< several texts a cell
    std::size_t offset = 0; ///< of its first byte in a row
    double scale = 1;
    double zero = 0;
    std::optional<std::int64_t> null; ///< before scaling
};

/// Bytes of one value of a TFORM letter; nullopt when it is none. A bit counts as none of its own.
std::optional<std::size_t> fitsValueBytes(char code);

/// The columns of a binary table. BadTable when a TFORM cannot be read or the columns do not fill the rows exactly.
Result<std::vector<FitsField>> fitsFields(const FitsUnit& unit, const std::string& file);

} // namespace iic
