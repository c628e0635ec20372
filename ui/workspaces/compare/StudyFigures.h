#pragma once

#include "plots/ComparisonFigure.h"
#include "plots/TableFigure.h"
#include "workspaces/compare/StudyDocument.h"

namespace iic::ui {

/// A study as the paper's figure has it: curves by epoch, or accuracy against a number.
Comparison comparisonOf(const StudyResult& result, std::set<std::size_t> hidden = {});

/// What each variant came to, beside the paper. In the order of the variants.
TableFigure::Content resultTable(const StudyResult& result);

/// The networks of the paper's Table 3 as they are counted there: IICnet at 80 × 80, the others at 224 × 224.
std::vector<StudyVariant> countedVariants(const StudyPlan& plan);
/// The paper's Table 3 beside the program's counts, "…" where they are not known yet.
TableFigure::Content countTable(const StudyPlan& plan, const StudyDocument& document);
/// Why counts differ, a line each.
QStringList countNotes();

/// "95.21 ± 0.12", in per cent; "–" of none.
QString accuracyText(const MeanAndSpread& accuracy);

} // namespace iic::ui
