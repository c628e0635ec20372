#pragma once

#include "report/Report.h"
#include "workspaces/report/ReportedRun.h"

namespace iic::ui {

/// What was asked for, what it ran on and with which programs.
ReportSection settingsSection(const ReportedRun& run);
/// Card, fingerprint and sizes of the dataset.
ReportSection datasetSection(const JudgedSplit& judged, const RunRecord& record);
ReportSection learningSection(const ReportedRun& run);
/// Scores beside the paper's, matrix, curves, reliability, results by magnitude and, where there are priors, at them.
JobResult<std::vector<ReportSection>> resultSections(const ReportedRun& run, ProgressSink& progress, std::stop_token stop);

/// "95.4" of a share of 1; "–" where it is not defined.
QString percentText(double share);

} // namespace iic::ui
