#pragma once

#include "models/SourceList.h"

namespace iic::ui {

/// The table to export: the catalog's columns, the added sources, predictions and, as `label`, the user's word.
Table exportTable(const SourceList& list);

/// All sources as a catalog, those measured by hand included.
Result<Catalog> exportCatalog(const SourceList& list);

/// The predictions row by row; OffTile where a source was not yet classified.
std::vector<Prediction> exportPredictions(const SourceList& list);

/// The sources measured by hand in the columns of the catalog, nothing where it has what was not measured.
Table measuredTable(const SourceList& list);

/// The columns of the list's table with no row in them: their names and types.
Table tableWithoutRows(const SourceList& list);

} // namespace iic::ui
