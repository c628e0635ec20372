#pragma once

#include "catalog/Catalog.h"
#include "data/DatasetCard.h"

namespace iic {

/// Appends what a catalog says of a source, in all columns but offset, corners, tile and split, which stay empty.
void appendSource(DatasetColumns& columns, const Catalog& catalog, std::size_t row, const SkyCoord& position);

/// Why a row of a catalog gives no cutout, in words for the card; nullopt when it may.
std::optional<std::string_view> whyPassedOver(const Catalog& catalog, std::size_t row, const SelectionOptions& selection);

/// Of the candidates (places in `labels`) those that the selection draws by its seed, in order: at most so many of a class,
/// or as many as the rarest has. Candidates without a label are all kept.
std::vector<std::size_t> drawClasses(std::vector<std::size_t> candidates, std::span<const std::uint8_t> labels,
                                     const SelectionOptions& selection);

} // namespace iic
