#pragma once

#include "data/DatasetColumns.h"

namespace iic {

/// How a column lies in the file: `count` numbers a row.
enum class ColumnType { Real64, Real32, Byte, Word, Integer };

static_assert(sizeof(SkyCoord) == 16 && sizeof(PixelCoord) == 16 && sizeof(SkySquare) == 64 && sizeof(BandValues) == 16);

/// Calls visit(name, type, shape of a row, column) for every column but the names, whose length differs from file to file.
template <typename Columns, typename Visit> void visitColumns(Columns& columns, Visit&& visit) {
    using Shape = std::vector<std::uint64_t>;
    visit("position", ColumnType::Real64, Shape{2}, columns.position);
    visit("offset", ColumnType::Real64, Shape{2}, columns.offset);
    visit("corners", ColumnType::Real64, Shape{4, 2}, columns.corners);
    visit("magnitude", ColumnType::Real32, Shape{bandCount}, columns.magnitude);
    visit("magnitude_error", ColumnType::Real32, Shape{bandCount}, columns.magnitudeError);
    visit("signal_to_noise", ColumnType::Real32, Shape{bandCount}, columns.signalToNoise);
    visit("upper_limit", ColumnType::Byte, Shape{bandCount}, columns.upperLimit);
    visit("label", ColumnType::Byte, Shape{}, columns.label);
    visit("split", ColumnType::Byte, Shape{}, columns.split);
    visit("flags", ColumnType::Word, Shape{}, columns.flags);
    visit("tile", ColumnType::Integer, Shape{}, columns.tile);
}

} // namespace iic
