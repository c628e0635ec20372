#pragma once

#include "workspaces/report/ReportedRun.h"

namespace iic::ui {

/// The report of a run, as saveReport writes it. Errors: those of readReportedRun and saveReport; where something is in the way it
/// is told before the network is asked. On the thread on which networks run; a minute for the paper's test split on a CPU.
JobResult<std::vector<std::filesystem::path>> saveRunReport(const ReportRequest& request, const std::filesystem::path& path,
                                                            bool overwrite, ProgressSink& progress, std::stop_token stop);

} // namespace iic::ui
