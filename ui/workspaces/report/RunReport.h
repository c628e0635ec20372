#pragma once

#include "report/Report.h"
#include "workspaces/report/ReportedRun.h"

namespace iic::ui {

/// Settings, dataset, curves and result of a run as the paper prints them. Its intervals are 1,000 resamples, on all cores: some
/// seconds for 2,000 sources. Any thread.
JobResult<Report> runReport(const ReportedRun& run, ProgressSink& progress, std::stop_token stop);

} // namespace iic::ui
