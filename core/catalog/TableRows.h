#pragma once

#include "catalog/Table.h"

#include <cstddef>
#include <limits>
#include <span>

namespace iic {

/// Stands for a row that is not there: its cells are null.
inline constexpr auto noRow = std::numeric_limits<std::size_t>::max();

/// The cells of `rows`, each below the column's size or noRow, in their order.
Column takeRows(const Column& column, std::span<const std::size_t> rows);
/// Every column so, with the table's comments.
Table takeRows(const Table& table, std::span<const std::size_t> rows);

} // namespace iic
