#include "workspaces/compare/CompareWorkspace.h"

#include "models/IssueModel.h"
#include "workspaces/Settings.h"
#include "workspaces/compare/StudyForm.h"
#include "workspaces/compare/StudyListModel.h"
#include "workspaces/compare/StudyListView.h"
#include "workspaces/compare/StudyPage.h"
#include "workspaces/compare/StudyReport.h"
#include "workspaces/dataset/PathField.h"

#include <QAction>
#include <QDesktopServices>
#include <QFileDialog>
#include <QUrl>

#include <algorithm>

// What the user does with studies in the Compare workspace.
namespace iic::ui {

QAction* CompareWorkspace::makeAction(const QString& name, const QString& text, const QKeySequence& key, const QString& what,
                                      void (CompareWorkspace::*method)()) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setToolTip(key.isEmpty() ? what : QStringLiteral("%1 (%2)").arg(what, key.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, method);
    return action;
}

void CompareWorkspace::makeActions() {
    start_ = makeAction(QStringLiteral("startStudy"), tr("&Start"), QKeySequence(QStringLiteral("Ctrl+Alt+R")),
                        tr("Train what the checked studies need and is not done yet"), &CompareWorkspace::start);
    pause_ = makeAction(QStringLiteral("pauseStudy"), tr("&Pause"), QKeySequence(QStringLiteral("Ctrl+Alt+P")),
                        tr("Wait after the step under way, or go on"), &CompareWorkspace::pauseOrResume);
    stop_ = makeAction(QStringLiteral("stopStudy"), tr("S&top and keep"), QKeySequence(QStringLiteral("Ctrl+Alt+S")),
                       tr("End after the step under way. What is done is kept, and the study can be gone on with"),
                       &CompareWorkspace::stopStudy);
    new_ = makeAction(QStringLiteral("newStudy"), tr("&New"), {}, tr("Begin another study in a folder of its own"),
                      &CompareWorkspace::newStudy);
    open_ = makeAction(QStringLiteral("openStudy"), tr("&Open…"), {}, tr("Show the study of a folder, and go on with it"),
                       &CompareWorkspace::chooseFolder);
    report_ = new QAction(tr("Report…"), this);
    report_->setObjectName(QStringLiteral("reportStudy"));
    report_->setToolTip(tr("Save every study of the folder, with figures and tables, as PDF, as a page or as a folder"));
    connect(report_, &QAction::triggered, this, &CompareWorkspace::reportWanted);
    openRun_ = makeAction(QStringLiteral("openStudyRun"), tr("Open run in &Evaluate"), Qt::Key_E, {}, &CompareWorkspace::openRun);
    showFolder_ =
        makeAction(QStringLiteral("showStudyRunFolder"), tr("Show its &folder"), {}, {}, &CompareWorkspace::showRunFolder);
    for (QAction* action : {openRun_, showFolder_})
        action->setShortcutContext(Qt::WidgetShortcut);
}

void CompareWorkspace::start() {
    form_->recheck();
    if (!start_->isEnabled())
        return;
    saveState();
    settings::studyFolder.write(toText(form_->folder())); // where it is found again, however the program ends
    studies_.start(options());
}

void CompareWorkspace::pauseOrResume() {
    if (studies_.state() == StudyController::State::Running)
        studies_.pause();
    else
        studies_.resume();
}

/// The usual folder, or the first like it that is not there.
void CompareWorkspace::newStudy() {
    makeContent();
    form_->setBegun(std::nullopt, {});
    std::filesystem::path folder = usualFolder();
    if (folder.empty()) {
        form_->setFolder({});
        return form_->setFocus();
    }
    const std::string stem = folder.filename().string();
    std::error_code problem;
    for (int number = 2; std::filesystem::exists(folder, problem) && number < 1000; ++number)
        folder.replace_filename(stem + " " + std::to_string(number));
    form_->setFolder(folder);
}

void CompareWorkspace::chooseFolder() {
    makeContent();
    const QString start = document_.folder().empty() ? settings::lastFolder.read() : toText(document_.folder().parent_path());
    auto* dialog = new QFileDialog(this, tr("The folder of a study"), start);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { openStudy(toPath(folder)); });
    dialog->open();
}

void CompareWorkspace::openStudy(const std::filesystem::path& folder, const std::string& study) {
    makeContent();
    form_->setFolder(folder);
    if (const int row = list_->rowOf(study); row >= 0)
        studiesView_->setCurrentIndex(list_->index(row));
}

Report CompareWorkspace::report() const { return studyReport(*document_.results(), form_->options(), document_); }

/// The run of a variant whose validation was best.
void CompareWorkspace::openRun() {
    const VariantResult* variant = page_->variant();
    if (!variant || variant->runs.empty())
        return;
    openRunOf(*std::ranges::max_element(variant->runs, {}, &RunOutcome::validationAccuracy), variant->variant);
}

void CompareWorkspace::openRunOf(const RunOutcome& run, const StudyVariant& variant) {
    if (variant.network.architecture == Architecture::SpectrumNet)
        return issues_.add(Severity::Note, tr("Evaluate judges by the images of a dataset, and this network reads spectra."),
                           toText(run.folder));
    Q_EMIT evaluationWanted(form_->options().dataset, run.folder / "best.h5");
}

void CompareWorkspace::showRunFolder() {
    if (const VariantResult* variant = page_->variant(); variant && !variant->runs.empty())
        QDesktopServices::openUrl(QUrl::fromLocalFile(toText(variant->runs.front().folder.parent_path())));
}

void CompareWorkspace::showVariant() {
    const VariantResult* variant = page_->variant();
    const bool isDone = variant && !variant->runs.empty();
    const bool isOfSpectra = variant && variant->variant.network.architecture == Architecture::SpectrumNet;
    openRun_->setEnabled(isDone && !isOfSpectra);
    openRun_->setToolTip(isOfSpectra ? tr("Evaluate judges by the images of a dataset, and this network reads spectra.")
                         : isDone    ? tr("Judge the run that was best by validation on the test split")
                                     : tr("None of its runs is done yet"));
    showFolder_->setEnabled(isDone);
}

} // namespace iic::ui
