#include "shell/ReportActions.h"

#include "shell/AskReportPath.h"
#include "workspaces/RunStore.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/DatasetDocument.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>

namespace iic::ui {

ReportActions::ReportActions(ComputeThread& compute, const RunStore& runs, const DatasetDocument& dataset, IssueModel& issues,
                             QWidget* window)
    : QObject(window),
      runs_(runs),
      dataset_(dataset),
      window_(window),
      save_(new QAction(tr("&Save the report of a run…"), this)),
      saver_(compute, issues) {
    connect(save_, &QAction::triggered, this, &ReportActions::chooseRun);
}

void ReportActions::addTo(QMenu& menu) { menu.addAction(save_); }

void ReportActions::chooseRun() {
    QStringList names;
    std::vector<std::filesystem::path> folders; // the list may change while the user looks at it
    for (const KnownRun& run : runs_.runs()) {
        names << tr("%1 — %2").arg(run.name, QString::fromStdString(run.folder.string()));
        folders.push_back(run.folder);
    }
    names << tr("The run of another folder…");
    bool isAnswered = false;
    const QString answer = QInputDialog::getItem(window_, tr("Report of a run"), tr("Run:"), names, 0, false, &isAnswered);
    if (!isAnswered)
        return;
    const auto chosen = static_cast<std::size_t>(names.indexOf(answer));
    if (chosen == folders.size())
        return chooseFolder();
    saveReport({folders[chosen], {}, std::nullopt});
}

void ReportActions::chooseFolder() {
    const QString folder = QFileDialog::getExistingDirectory(window_, tr("The folder of a run"), settings::lastFolder.read());
    if (!folder.isEmpty())
        saveReport({folder.toStdString(), {}, std::nullopt});
}

void ReportActions::saveReport(ReportRequest request) {
    if (const KnownRun* known = runs_.find(request.run); known && request.name.isEmpty())
        request.name = known->name;
    if (dataset_.dataset())
        request.sameDataset = dataset_.dataset()->dataset.path();
    askReportPath(window_, QStringLiteral("%1-report.pdf").arg(QString::fromStdString(request.run.filename().string())),
                  [this, request](const std::filesystem::path& path, bool overwrite) { saver_.save(request, path, overwrite); });
}

} // namespace iic::ui
