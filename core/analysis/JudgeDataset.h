#pragma once

#include "analysis/SourcePhotometry.h"
#include "data/Dataset.h"
#include "metrics/Evaluation.h"
#include "nn/Classifier.h"

namespace iic {

/// Rows of a dataset whose class is known, and what a network says of them; classes in the order of the dataset's card.
struct JudgedRows {
    std::vector<std::size_t> rows;
    JudgedSources sources;
    std::size_t incomplete = 0; ///< rows asked for whose cutouts hold pixels without a value; not judged
    std::size_t unlabelled = 0;
};

/// Rows of the splits, in the order of the file.
std::vector<std::size_t> rowsOf(const DatasetColumns& columns, std::span<const DatasetSplit> splits);

/// Asks a network about labelled rows, in pieces. Errors: those of Dataset::checkInputs and readInputs; ModelMismatch where its
/// classes are not the dataset's. On the thread that owns the classifier; stops within a piece.
JobResult<JudgedRows> judgeRows(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows,
                                Classifier& classifier, ProgressSink& progress, std::stop_token stop);

/// Magnitudes of rows as their catalog had them, and how compact the cutouts are in their first band: what an SVM sees. Errors
/// of readCutouts; BadOption of images.
Result<std::vector<SourcePhotometry>> photometryOf(const Dataset& dataset, const DatasetColumns& columns,
                                                   std::span<const std::size_t> rows);

/// predictions.csv: name, position, split, class, predicted class and the probabilities of each judged row. FileUnwritable.
Result<void> writePredictions(const std::filesystem::path& file, const Dataset& dataset, const DatasetColumns& columns,
                              const JudgedRows& judged);

} // namespace iic
