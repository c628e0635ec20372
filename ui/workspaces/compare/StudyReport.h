#pragma once

#include "report/Report.h"
#include "workspaces/compare/StudyDocument.h"

namespace iic::ui {

/// The studies of which two variants or more are done, each with its figure, its table and what it says beside the paper.
Report studyReport(const std::vector<StudyResult>& results, const StudyOptions& options, const StudyDocument& document);

} // namespace iic::ui
