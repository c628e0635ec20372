#pragma once

#include "data/Dataset.h"
#include "nn/Classifier.h"
#include "statistics/FeatureTable.h"

#include <span>
#include <stop_token>

namespace iic {

/// The numbers that the head's hidden layer makes of rows whose cutouts are whole, "h1" … "h256". In pieces, on the thread that owns
/// the classifier. Errors: those of Dataset::checkInputs and readInputs.
JobResult<FeatureTable> networkFeatures(const Dataset& dataset, std::span<const std::size_t> rows, Classifier& classifier,
                                        ProgressSink& progress, std::stop_token stop);

} // namespace iic
