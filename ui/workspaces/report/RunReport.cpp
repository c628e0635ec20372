#include "workspaces/report/RunReport.h"

#include "workspaces/report/ReportSections.h"

#include <QCoreApplication>
#include <QDate>

namespace iic::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::RunReport)
};

} // namespace

JobResult<Report> runReport(const ReportedRun& run, ProgressSink& progress, std::stop_token stop) {
    const std::string& dataset = run.record.options.card.origin;
    Report report{run.name,
                  Text::tr("IICnet trained on %1; reported by IICnet Studio %2 on %3")
                      .arg(QString::fromStdString(printable(dataset)), QStringLiteral(IIC_VERSION),
                           QDate::currentDate().toString(Qt::ISODate)),
                  {}};
    if (run.judged) {
        auto results = resultSections(run, progress, stop);
        if (!results)
            return tl::unexpected(results.error());
        report.sections = std::move(*results);
    } else
        report.sections.push_back(
            {Text::tr("Test"), {Text::tr("Not tested: %1").arg(QString::fromStdString(printable(run.whyNotJudged)))}});
    report.sections.push_back(learningSection(run));
    report.sections.push_back(settingsSection(run));
    if (run.judged)
        report.sections.push_back(datasetSection(*run.judged, run.record));
    return report;
}

} // namespace iic::ui
