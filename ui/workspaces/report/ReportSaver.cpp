#include "workspaces/report/ReportSaver.h"

#include "bridge/YieldingProgress.h"
#include "models/IssueModel.h"
#include "report/SaveReport.h"
#include "workspaces/report/RunReport.h"

namespace iic::ui {

namespace {

QString nameOf(const std::filesystem::path& path) {
    return QString::fromStdString((path.has_filename() ? path : path.parent_path()).filename().string());
}

} // namespace

ReportSaver::ReportSaver(ComputeThread& compute, IssueModel& issues, QObject* parent)
    : QObject(parent), compute_(compute), issues_(issues) {}

void ReportSaver::follow(Job* job, const QString& title) {
    connect(job, &Job::failed, this, [this](const Error& error) { issues_.add(error); });
    Q_EMIT jobStarted(job, title);
}

void ReportSaver::save(const ReportRequest& request, const std::filesystem::path& path, bool overwrite) {
    if (const auto fits = checkReportPath(path, overwrite); !fits)
        return issues_.add(fits.error());
    const auto title = tr("Testing for %1").arg(nameOf(path));
    follow(compute_.submit<ReportedRun>(
               Priority::Batch,
               [request, &compute = compute_](JobContext& context) {
                   YieldingProgress progress(context.progress(), compute);
                   return readReportedRun(request, progress, context.stop());
               },
               [guard = QPointer<ReportSaver>(this), path, overwrite](ReportedRun run) {
                   if (guard)
                       guard->write(std::move(run), path, overwrite);
               }),
           title);
}

void ReportSaver::write(ReportedRun run, const std::filesystem::path& path, bool overwrite) {
    using Paths = std::vector<std::filesystem::path>;
    const auto title = tr("Writing %1").arg(nameOf(path));
    follow(writing_.submit<Paths>(
               [run = std::move(run), path, overwrite](JobContext& context) -> JobResult<Paths> {
                   const auto report = runReport(run, context.progress(), context.stop());
                   if (!report)
                       return tl::unexpected(report.error());
                   if (context.stop().stop_requested())
                       return cancelled();
                   return asJobResult(saveReport(*report, path, overwrite));
               },
               [this](const Paths& files) { Q_EMIT saved(QString::fromStdString(files.front().string())); }),
           title);
}

} // namespace iic::ui
