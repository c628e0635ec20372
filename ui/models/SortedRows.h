#pragma once

#include "models/SourceCells.h"

#include <Qt>

namespace iic::ui {

/// Puts rows in the order of a column, empty cells last either way, equal ones as they stood. Works on all cores.
void sortRows(std::vector<int>& rows, const SourceList& sources, SourceColumn column, Qt::SortOrder direction);

} // namespace iic::ui
