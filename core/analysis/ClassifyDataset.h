#pragma once

#include "analysis/ClassifyTile.h"
#include "data/Dataset.h"

#include <optional>

namespace iic {

/// Refuses what the model cannot see right (the errors of Dataset::checkInputs, ModelMismatch) and returns the warnings to show.
Result<std::vector<std::string>> checkModelFits(const Dataset& dataset, const ModelCard& card);

struct RowPredictions {
    std::vector<Prediction> predictions;
    std::optional<Error> unread; ///< why the first row that could not be read was not
};

/// Classifies rows of a dataset in pieces, in order; `onPiece(first, predictions)` tells of each, `first` counted in `rows`.
/// Cutouts that hold pixels without a value are not classified; an empty centre is classified and flagged, as on a tile.
/// A row of which a network that reads magnitudes alone knows no colour is not classified, one that cannot be read is Incomplete, and the others go on. Stops within one piece. Runs on the compute thread; cutouts are read and resized on all cores.
JobResult<RowPredictions> classifyRows(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows,
                                       Classifier& classifier, const OnPredictions& onPiece, ProgressSink& progress,
                                       std::stop_token stop);

} // namespace iic
