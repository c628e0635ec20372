#pragma once

#include "catalog/Catalog.h"
#include "data/DatasetCard.h"

namespace iic {

/// What a dataset says of its cutouts as a table with a row for each: designation, ra, dec, w1mpro … w4mpro, w1sigmpro …,
/// w1snr …, dataset_class, split, quality_flags (names with blanks between them, empty when there are none) and tile.
Table datasetTable(const DatasetCard& card, const DatasetColumns& columns);

/// The same as a catalog; images that lie nowhere on the sky have no positions.
Catalog datasetCatalog(const DatasetCard& card, const DatasetColumns& columns);

} // namespace iic
