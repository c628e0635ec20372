#pragma once

#include "Session.h"
#include "analysis/LabelCorrections.h"

#include <string>

namespace iic::cli {

/// A table of labels, as `iicnet project labels` writes it, against the labels of a dataset.
struct FoundCorrections {
    LabelCorrections corrections; ///< of rows that networks learn from, in their order
    std::size_t labels = 0; ///< in the table
    std::size_t confirmed = 0; ///< rows whose class in the dataset is the label's
    std::size_t ofTest = 0; ///< rows of the test split, from which nothing is learned
    std::size_t nowhere = 0; ///< labels of no source of the dataset
    std::size_t contradicting = 0; ///< labels of a source that has another one, which counts in their place
};

/// A label belongs to every row within `sameSource` of its position; one without a position to the rows of its name. Of
/// several the nearest counts, of those as near or without a position the last. Unsure and artefact
/// leave a row out. Errors: those of readTable and Dataset; BadTable where a column is not there; BadOption for an unknown label,
/// or a class that the dataset lacks.
JobResult<FoundCorrections> correctionsFrom(const std::string& labels, const std::string& dataset, Session& session);

} // namespace iic::cli
