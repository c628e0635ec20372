#pragma once

#include "plots/ConfusionFigure.h"
#include "plots/TableFigure.h"
#include "workspaces/evaluate/EvaluationWork.h"

namespace iic::ui {

// The tables of an evaluation, in words and in numbers.

struct ScoreOptions {
    bool hasIntervals = true, hasPaper = false;
};

/// The paper's Table 2 with the area under the ROC: a line a class, their mean, and all together; in percent.
TableFigure::Content scoreTable(const EvaluationResult& result, const std::vector<iic::Figure>& intervals,
                                const ScoreOptions& options);

/// The cells of the confusion matrix behind a score of that table, nullopt where there are none: those predicted of the class for
/// its precision, the true ones for its recall.
std::optional<ConfusionFigure::Cell> cellBehind(int line, int column);

/// The paper's Table 4: what the network says of chosen sources.
TableFigure::Content sampleTable(const SourceList& sources, const std::vector<int>& rows);

} // namespace iic::ui
