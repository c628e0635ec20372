#include "shell/AskReportPath.h"

#include "report/SaveReport.h"
#include "workspaces/Settings.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace iic::ui {

namespace {

using Save = std::function<void(const std::filesystem::path& path, bool overwrite)>;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(iic::ui::AskReportPath)
};

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

void askToReplace(QWidget* window, const std::filesystem::path& path, const Save& save) {
    auto* box = new QMessageBox(QMessageBox::Question, Text::tr("Save the report"),
                                Text::tr("%1 is there already. Replace it?").arg(QString::fromStdString(path.string())),
                                QMessageBox::Cancel, window);
    box->setObjectName(QStringLiteral("replaceReport"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QAbstractButton* replace = box->addButton(Text::tr("Replace"), QMessageBox::AcceptRole);
    QObject::connect(box, &QMessageBox::buttonClicked, box, [replace, path, save](QAbstractButton* clicked) {
        if (clicked == replace)
            save(path, true);
    });
    box->open();
}

} // namespace

void askReportPath(QWidget* window, const QString& suggestedName, const Save& save) {
    auto* dialog = new QFileDialog(window, Text::tr("Save the report"), settings::lastFolder.read());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // it would ask of names without their ending
    dialog->setNameFilters(
        {Text::tr("PDF (*.pdf)"), Text::tr("Page for a browser (*.html)"), Text::tr("Folder with every plot and table (*)")});
    followFilter(dialog);
    dialog->selectFile(suggestedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [window, dialog, save](const QString& file) {
        settings::lastFolder.write(QFileInfo(file).absolutePath());
        const auto path = reportPath(file, dialog->selectedNameFilter());
        if (const auto fits = checkReportPath(path, false); !fits && fits.error().code == ErrorCode::FileExists)
            return askToReplace(window, path, save);
        save(path, false);
    });
    dialog->open();
}

} // namespace iic::ui
