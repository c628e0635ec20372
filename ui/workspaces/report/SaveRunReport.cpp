#include "workspaces/report/SaveRunReport.h"

#include "base/OutputFile.h"
#include "report/SaveReport.h"
#include "workspaces/report/RunReport.h"

namespace iic::ui {

JobResult<std::vector<std::filesystem::path>> saveRunReport(const ReportRequest& request, const std::filesystem::path& path,
                                                            bool overwrite, ProgressSink& progress, std::stop_token stop) {
    if (const auto fits = checkReportPath(path, overwrite); !fits)
        return tl::unexpected<Stop>(fits.error());
    const auto run = readReportedRun(request, progress, stop);
    if (!run)
        return tl::unexpected(run.error());
    const auto report = runReport(*run, progress, stop);
    if (!report)
        return tl::unexpected(report.error());
    if (stop.stop_requested())
        return cancelled();
    auto files = saveReport(*report, path, overwrite);
    if (!files)
        return tl::unexpected<Stop>(files.error());
    return std::move(*files);
}

} // namespace iic::ui
