#pragma once

#include "analysis/ClassifyTile.h"
#include "data/Dataset.h"

namespace iic {

/// Refuses what the model cannot see right (the errors of Dataset::checkInputs, ModelMismatch) and returns the warnings to show.
Result<std::vector<std::string>> checkModelFits(const Dataset& dataset, const ModelCard& card);

/// Classifies rows of a dataset in pieces, in order; `onPiece(first, predictions)` tells of each, `first` counted in `rows`.
/// Cutouts that hold pixels without a value are not classified; an empty centre is classified and flagged, as on a tile.
/// Stops within one piece. FileUnreadable. Runs on the compute thread; cutouts are read and resized on all cores.
JobResult<std::vector<Prediction>> classifyRows(const Dataset& dataset, const DatasetColumns& columns,
                                                std::span<const std::size_t> rows, Classifier& classifier,
                                                const std::function<void(std::size_t, std::span<const Prediction>)>& onPiece,
                                                ProgressSink& progress, std::stop_token stop);

} // namespace iic
