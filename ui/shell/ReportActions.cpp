#include "shell/ReportActions.h"

#include "workspaces/RunStore.h"
#include "workspaces/Settings.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMenu>

namespace iic::ui {

namespace {

/// The ending that a filter of the dialog stands for; empty of a folder.
QString endingOf(const QString& filter) { return filter.section(QLatin1Char('*'), 1, 1).section(QLatin1Char(')'), 0, 0); }

} // namespace

ReportActions::ReportActions(ComputeThread& compute, const RunStore& runs, IssueModel& issues, QWidget* window)
    : QObject(window),
      runs_(runs),
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
    QString filter;
    const QString run = QString::fromStdString(request.run.filename().string());
    const QString place = QStringLiteral("%1/%2-report.pdf").arg(settings::lastFolder.read(), run);
    QString file = QFileDialog::getSaveFileName(
        window_, tr("Save the report"), place,
        tr("PDF (*.pdf);;Page for a browser (*.html);;Folder with every plot and table (*)"), &filter);
    if (file.isEmpty())
        return;
    settings::lastFolder.write(QFileInfo(file).absolutePath());
    if (QFileInfo(file).suffix().isEmpty())
        file += endingOf(filter);
    if (const KnownRun* known = runs_.find(request.run); known && request.name.isEmpty())
        request.name = known->name;
    saver_.save(request, file.toStdString());
}

} // namespace iic::ui
