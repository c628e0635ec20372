#include "shell/ReportActions.h"

#include "report/SaveReport.h"
#include "workspaces/RunStore.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/DatasetDocument.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace iic::ui {

namespace {

const QStringList fileEndings{QStringLiteral(".pdf"), QStringLiteral(".html")};

/// The ending that a filter of the dialog stands for; a slash of a folder.
QString endingOf(const QString& filter) {
    for (const QString& ending : fileEndings)
        if (filter.contains(ending))
            return ending;
    return QStringLiteral("/");
}

QString withoutEnding(const QString& file) {
    for (const QString& ending : fileEndings)
        if (file.endsWith(ending, Qt::CaseInsensitive))
            return file.chopped(ending.size());
    return file;
}

/// Where a report goes: an ending that was typed counts, else that of the filter.
std::filesystem::path reportPath(const QString& file, const QString& filter) {
    return (withoutEnding(file) == file ? file + endingOf(filter) : file).toStdString();
}

/// Its name in the dialog always has the ending of the chosen filter.
void followFilter(QFileDialog* dialog) {
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        const QFileInfo file(dialog->selectedFiles().value(0));
        if (!file.isDir() || file.absoluteFilePath() != dialog->directory().absolutePath()) // else no name is typed
            dialog->selectFile(withoutEnding(file.filePath()) + endingOf(filter).remove(QLatin1Char('/')));
    });
}

} // namespace

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
    auto* dialog = new QFileDialog(window_, tr("Save the report"), settings::lastFolder.read());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // it would ask of names without their ending
    dialog->setNameFilters({tr("PDF (*.pdf)"), tr("Page for a browser (*.html)"), tr("Folder with every plot and table (*)")});
    followFilter(dialog);
    dialog->selectFile(QStringLiteral("%1-report.pdf").arg(QString::fromStdString(request.run.filename().string())));
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, request](const QString& file) {
        settings::lastFolder.write(QFileInfo(file).absolutePath());
        saveAs(request, reportPath(file, dialog->selectedNameFilter()));
    });
    dialog->open();
}

void ReportActions::saveAs(const ReportRequest& request, const std::filesystem::path& path) {
    if (const auto fits = checkReportPath(path, false); !fits && fits.error().code == ErrorCode::FileExists)
        return askToReplace(request, path);
    saver_.save(request, path, false);
}

void ReportActions::askToReplace(const ReportRequest& request, const std::filesystem::path& path) {
    auto* box = new QMessageBox(QMessageBox::Question, tr("Save the report"),
                                tr("%1 is there already. Replace it?").arg(QString::fromStdString(path.string())),
                                QMessageBox::Cancel, window_);
    box->setObjectName(QStringLiteral("replaceReport"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QAbstractButton* replace = box->addButton(tr("Replace"), QMessageBox::AcceptRole);
    connect(box, &QMessageBox::buttonClicked, this, [this, replace, request, path](QAbstractButton* clicked) {
        if (clicked == replace)
            saver_.save(request, path, true);
    });
    box->open();
}

} // namespace iic::ui
