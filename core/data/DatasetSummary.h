#pragma once

#include "data/Dataset.h"

namespace iic {

/// Rows of one class: in training, validation, test, and left out.
struct ClassSummary {
    std::string name;
    std::array<std::size_t, 4> rows{};
};

/// What a dataset holds, counted.
struct DatasetSummary {
    std::vector<ClassSummary> classes; ///< in the order of the card
    std::size_t unlabelled = 0;
    std::vector<std::pair<QualityFlag, std::size_t>> flags; ///< rows that have each
    std::array<std::size_t, 4> total() const; ///< of the labelled rows
};

/// Errors: those of Dataset::columns.
Result<DatasetSummary> summarise(const Dataset& dataset);
/// What a user of the splits should know: a split, or a class in one, that has no row though others have.
std::vector<std::string> splitWarnings(const DatasetSummary& summary);
/// The same of what was read already.
DatasetSummary summarise(const DatasetCard& card, const DatasetColumns& columns);

} // namespace iic
