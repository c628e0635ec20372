#pragma once

#include "analysis/ClassifyTile.h"

namespace iic {

/// Writes the input of a source and says how it stands; the network is asked about those that come out classified. Several threads.
using ReadSource = std::function<Prediction(std::size_t source, std::span<float> input)>;

/// Classifies sources in the classifier's pieces, in order; `onPiece(first, predictions)` tells of each. Stops within one piece.
/// ModelMismatch where the model's classes are not ours. On the compute thread.
JobResult<std::vector<Prediction>> classifyPieces(std::size_t count, const ReadSource& read, Classifier& classifier,
                                                  const OnPredictions& onPiece, ProgressSink& progress, std::stop_token stop);

} // namespace iic
