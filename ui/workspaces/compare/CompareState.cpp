#include "workspaces/compare/CompareWorkspace.h"

#include "plots/ComparisonView.h"
#include "workspaces/Settings.h"
#include "workspaces/compare/QueuePanel.h"
#include "workspaces/compare/StudyForm.h"
#include "workspaces/compare/StudyListModel.h"
#include "workspaces/compare/StudyPage.h"
#include "workspaces/train/ProgressView.h"

#include <QAction>
#include <QLabel>
#include <QLocale>

// What the Compare workspace shows of folder, options, runs and estimate.
namespace iic::ui {

void CompareWorkspace::takeFolder() {
    const auto& begun = document_.begun();
    form_->setBegun(begun, document_.fault());
    if (begun && !studies_.isActive()) {
        auto chosen = begun->studies;
        if (chosen.empty())
            for (const StudyPlan& plan : paperStudies({}))
                chosen.push_back(plan.name);
        list_->setChosen(chosen);
    }
    if (begun)
        settings::studyFolder.write(QString::fromStdString(document_.folder().string()));
    page_->setFolder(QString::fromStdString(document_.folder().string()));
    takeOptions();
}

void CompareWorkspace::takeOptions() {
    const StudyOptions wanted = options();
    document_.setOptions(wanted);
    QStringList parts{QString::fromStdString(wanted.folder.string()),
                      QString::fromStdString(wanted.dataset.string()),
                      QString::number(wanted.repeats),
                      QString::number(wanted.training.epochs),
                      QString::number(wanted.training.batch),
                      QString::number(wanted.training.seed),
                      QString::number(wanted.input.side),
                      QString::number(int(wanted.input.preset)),
                      QString::number(wanted.input.channels.size())};
    for (const std::string& study : wanted.studies)
        parts << QString::fromStdString(study);
    const bool canBe = form_->isComplete() && form_->dataset() && !wanted.studies.empty() && !studies_.isActive();
    const QString key = canBe ? parts.join(QLatin1Char('\n')) : QString();
    if (std::exchange(estimated_, key) != key)
        estimator_.setOptions(canBe ? std::optional(wanted) : std::nullopt);
    showState();
}

void CompareWorkspace::takeRuns() {
    const StudyRunUnderWay* run = studies_.isActive() ? studies_.run() : nullptr;
    list_->setUnderWay(run ? runNameOf(run->task.variant) : std::string());
    document_.reread();
}

void CompareWorkspace::showResults() {
    list_->setResults(document_.results());
    queue_->setQueue(document_.queue(), form_->options().training.epochs);
    std::size_t done = 0;
    for (const StudyResult& result : *document_.results())
        done += result.runsDone;
    report_->setEnabled(done > 0);
    showVariant();
    showState();
}

void CompareWorkspace::showState() {
    if (!columns_)
        return;
    using State = StudyController::State;
    const State state = studies_.state();
    const bool isActive = studies_.isActive(), isPaused = state == State::Paused || state == State::Pausing;
    const QWidget* focused = window()->focusWidget();
    const bool isFocusedHere = focused && focused->parentWidget() == refusal_->parentWidget();
    const bool wasActive = std::exchange(wasActive_, isActive);
    form_->setLocked(isActive);
    list_->setLocked(isActive);
    start_->setVisible(!isActive);
    start_->setText(document_.begun() ? tr("&Go on") : tr("&Start"));
    const QString refusal = isActive ? QString() : whyNoStudy();
    refusal_->setText(refusal);
    refusal_->setVisible(!refusal.isEmpty());
    const auto& estimate = estimator_.estimate();
    const bool isAllDone = estimate && estimate->runsDone == estimate->runs;
    start_->setEnabled(!isActive && !isAllDone && form_->isComplete() && form_->dataset() && !list_->chosen().empty() &&
                       refusal.isEmpty() && !folderTimer_.isActive() && document_.fault().isEmpty());
    pause_->setVisible(isActive);
    pause_->setEnabled(isPaused || state == State::Running);
    pause_->setText(isPaused ? tr("&Go on") : tr("&Pause"));
    stop_->setVisible(isActive);
    stop_->setEnabled(isActive && state != State::Stopping);
    for (QAction* action : {new_, open_})
        action->setEnabled(!isActive);
    if (isFocusedHere && !(focused->isVisible() && focused->isEnabled())) // Qt would go on to whatever comes next
        page_->view().setFocus();
    showEstimate();
    if (wasActive && !isActive) {
        list_->setUnderWay({});
        document_.open(document_.folder()); // which holds a study now
    }
    Q_EMIT stateChanged();
}

QString CompareWorkspace::whyNoStudy() const {
    if (const QString busy = studies_.whyNot(); !busy.isEmpty())
        return busy;
    if (document_.begun() && !form_->datasetFault().isEmpty())
        return tr("The dataset of the study cannot be read: %1").arg(form_->datasetFault());
    return {};
}

void CompareWorkspace::showEstimate() {
    const auto& estimate = estimator_.estimate();
    const QLocale locale;
    QString text;
    if (studies_.isActive())
        text = {};
    else if (list_->chosen().empty())
        text = tr("Check the studies to be run.");
    else if (!form_->isComplete() || !form_->dataset())
        text = {};
    else if (estimate && estimate->runsDone == estimate->runs)
        text = tr("All runs of these studies are done: %1.").arg(estimate->runs);
    else if (estimate)
        text = tr("%1 of %2 runs to train: about %3 on this machine, %4 on the disk.")
                   .arg(estimate->runs - estimate->runsDone)
                   .arg(estimate->runs)
                   .arg(durationText(estimate->seconds),
                        locale.formattedDataSize(static_cast<qint64>(estimate->bytes), 0, QLocale::DataSizeSIFormat));
    else if (!estimator_.fault().isEmpty())
        text = estimator_.fault();
    else if (!studies_.whyNot().isEmpty())
        text = tr("What it will take is measured once the networks are free.");
    else
        text = tr("Measuring what it will take…");
    estimate_->setText(text);
    estimate_->setVisible(!text.isEmpty());
    if (estimate)
        queue_->setExpected(estimate->secondsOf);
    else if (!studies_.isActive())
        queue_->setExpected({});
}

} // namespace iic::ui
