#include "workspaces/train/TrainWorkspace.h"

#include "models/IssueModel.h"
#include "plots/LearningCurvesView.h"
#include "widgets/GalleryView.h"
#include "widgets/PanelHeader.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/CheckedFields.h"
#include "workspaces/train/CurvesPanel.h"
#include "workspaces/train/MistakesPanel.h"
#include "workspaces/train/ProgressView.h"
#include "workspaces/train/RunOptionsForm.h"
#include "workspaces/train/RunRequests.h"
#include "workspaces/train/RunsPanel.h"
#include "workspaces/train/SplitTable.h"

#include <QAction>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace iic::ui {

TrainWorkspace::TrainWorkspace(TrainingController& training, RunStore& runs, DatasetDocument& document, ProjectStore& project,
                               ComputeThread& compute, IssueModel& issues, QWidget* parent)
    : Workspace(parent),
      training_(training),
      runs_(runs),
      document_(document),
      project_(project),
      issues_(issues),
      compute_(compute) {
    makeActions();
    for (QAction* action : menuActions())
        action->setEnabled(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
}

/// Not before it is needed: the program starts sooner without.
void TrainWorkspace::makeContent() {
    if (columns_)
        return;
    form_ = new RunOptionsForm(compute_, [this](const QString& name) {
        const QString reason = whyNoRunName(name, runs_.runs(), folder());
        return reason.isEmpty() ? FieldState{} : FieldState::wrong(reason);
    });
    split_ = new SplitTable;
    curves_ = new CurvesPanel;
    progress_ = new ProgressView;
    runsPanel_ = new RunsPanel(runs_);
    mistakes_ = new MistakesPanel;
    middle_ = new QSplitter(Qt::Vertical);
    middle_->addWidget(curves_);
    middle_->addWidget(progress_);
    middle_->setStretchFactor(0, 1);
    middle_->setSizes({640, 230});
    right_ = new QSplitter(Qt::Vertical);
    right_->addWidget(runsPanel_);
    right_->addWidget(mistakes_);
    right_->setSizes({300, 560});
    columns_ = new QSplitter(Qt::Horizontal);
    columns_->addWidget(optionsPanel());
    columns_->addWidget(middle_);
    columns_->addWidget(right_);
    columns_->setStretchFactor(1, 1);
    columns_->setSizes({345, 835, 420});
    for (QSplitter* splitter : {columns_, middle_, right_})
        splitter->setChildrenCollapsible(false);
    columns_->restoreState(settings::trainColumns.read());
    middle_->restoreState(settings::trainMiddle.read());
    right_->restoreState(settings::trainRight.read());
    layout()->addWidget(columns_);
    form_->setOptions(requestFromJson(settings::trainOptions.read()));
    form_->setDatasetActions(datasetActions_);
    defaults_->setEnabled(true);
    connectContent();
    chooseDataset();
    showRuns();
    showState();
    showMistakes();
}

void TrainWorkspace::showEvent(QShowEvent* event) {
    makeContent();
    Workspace::showEvent(event);
}

RunOptionsForm& TrainWorkspace::form() {
    makeContent();
    return *form_;
}

CurvesPanel& TrainWorkspace::curves() {
    makeContent();
    return *curves_;
}

RunsPanel& TrainWorkspace::runsPanel() {
    makeContent();
    return *runsPanel_;
}

MistakesPanel& TrainWorkspace::mistakes() {
    makeContent();
    return *mistakes_;
}

QWidget* TrainWorkspace::optionsPanel() {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(form_);
    column->addWidget(split_);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* defaults = new QToolButton;
    defaults->setDefaultAction(defaults_);
    defaults->setAutoRaise(true);
    auto* panel = new QWidget;
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(panelTitle(tr("Run options")), {defaults}));
    layout->addWidget(scroll, 1);
    layout->addWidget(buttonRow());
    panel->setMinimumWidth(310);
    return panel;
}

QWidget* TrainWorkspace::buttonRow() {
    auto* row = new QFrame;
    row->setProperty("panelFooter", true);
    refusal_ = CheckedFields::explanation({}, 1);
    refusal_->setObjectName(QStringLiteral("trainingRefusal"));
    refusal_->setProperty("problem", true);
    refusal_->hide();
    auto* column = new QVBoxLayout(row);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    auto* layout = new QHBoxLayout;
    layout->setSpacing(6);
    column->addWidget(refusal_);
    column->addLayout(layout);
    for (QAction* action : {start_, pause_, stop_, saveWeights_}) {
        auto* button = new QToolButton(row);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        button->setProperty("primary", action == start_);
        button->setVisible(action->isVisible());
        connect(action, &QAction::changed, button, [button, action] { button->setVisible(action->isVisible()); });
        layout->addWidget(button);
    }
    return row;
}

void TrainWorkspace::connectContent() {
    connect(form_, &RunOptionsForm::datasetChosen, this, &TrainWorkspace::chooseDataset);
    connect(form_, &RunOptionsForm::changed, this, &TrainWorkspace::showState);
    connect(&document_, &DatasetDocument::datasetChanged, this, &TrainWorkspace::chooseDataset);
    connect(&runs_, &RunStore::changed, this, &TrainWorkspace::showRuns);
    connect(&project_, &ProjectStore::opened, this, &TrainWorkspace::showState);
    connect(&training_, &TrainingController::stateChanged, this, [this] {
        showState();
        showCurves();
        showMistakes();
    });
    connect(&training_, &TrainingController::progressed, this, [this] {
        progress_->show(training_.run(), training_.state(), training_.fault());
        if (isVisible() && shownLive())
            showCurves();
    });
    connect(&training_, &TrainingController::epochDone, this, [this] {
        showState();
        showMistakes();
    });
    connect(curves_, &CurvesPanel::saved, this, &TrainWorkspace::fileSaved);
    connect(curves_, &CurvesPanel::failed, this, [this](const Error& error) { issues_.add(error); });
    connect(runsPanel_, &RunsPanel::currentChanged, this, &TrainWorkspace::showCurves);
    connect(&runsPanel_->model(), &RunTableModel::overlaysChanged, this, &TrainWorkspace::showCurves);
    connect(runsPanel_, &RunsPanel::continued, this, &TrainWorkspace::continueRun);
    connect(runsPanel_, &RunsPanel::reproduced, this, &TrainWorkspace::reproduceRun);
    connect(runsPanel_, &RunsPanel::startedFrom, form_, &RunOptionsForm::setStartFrom);
    connect(runsPanel_, &RunsPanel::usedForClassifying, this, &TrainWorkspace::usedForClassifying);
    connect(runsPanel_, &RunsPanel::reportWanted, this, &TrainWorkspace::reportWanted);
    connect(mistakes_, &MistakesPanel::failed, this, [this](const Error& error) { issues_.addOnce(error); });
    const auto tellPicked = [this](std::size_t row, bool isOpened) {
        Q_EMIT sourcePicked(training_.run()->request.dataset, static_cast<int>(row), isOpened);
    };
    connect(mistakes_, &MistakesPanel::picked, this, [tellPicked](std::size_t row) { tellPicked(row, false); });
    connect(mistakes_, &MistakesPanel::opened, this, [tellPicked](std::size_t row) { tellPicked(row, true); });
}

std::filesystem::path TrainWorkspace::folder() const { return runsFolder(project_.file()); }

/// The file that was chosen, else the dataset that is open.
void TrainWorkspace::chooseDataset() {
    datasetJob_.cancel();
    const SharedDataset& open = document_.dataset();
    form_->setOpenDataset(open ? QString::fromStdString(open->dataset.path().filename().string()) : QString());
    const std::filesystem::path file = form_->chosenDataset();
    if (file.empty() || (open && open->dataset.path() == file))
        return useDataset(open);
    useDataset(nullptr);
    Job* job = io_.submit<SharedDataset>([file](JobContext&) { return asJobResult(openDataset(file)); },
                                         [this](SharedDataset dataset) { useDataset(std::move(dataset)); });
    connect(job, &Job::failed, this, [this](const Error& error) { useDataset(nullptr, QString::fromStdString(error.reason)); });
    datasetJob_.replace(job);
}

void TrainWorkspace::useDataset(SharedDataset dataset, const QString& fault) {
    split_->setDataset(dataset);
    form_->setDataset(std::move(dataset), fault);
}

const LiveRun* TrainWorkspace::shownLive() const {
    const LiveRun* live = training_.run();
    if (!live || followsLive_)
        return live;
    return runsPanel_->current() == runs_.find(live->request.options.runFolder) ? live : nullptr;
}

void TrainWorkspace::showRuns() {
    const LiveRun* live = training_.run();
    const KnownRun* known = live ? runs_.find(live->request.options.runFolder) : nullptr;
    if (followsLive_ && known) {
        followsLive_ = false;
        runsPanel_->select(known->id);
    }
    showCurves();
    form_->suggestName(freeRunName(runs_.runs(), folder()));
    form_->recheck();
}

void TrainWorkspace::showState() {
    const TrainingState state = training_.state();
    const LiveRun* run = training_.run();
    const QWidget* focused = window()->focusWidget();
    const bool isFocusedHere = focused && focused->parentWidget() == refusal_->parentWidget();
    const bool isActive = training_.isActive(), isPaused = state == TrainingState::Paused || state == TrainingState::Pausing;
    start_->setVisible(!isActive);
    const QString refusal = whyNoRun();
    refusal_->setText(refusal);
    refusal_->setVisible(!refusal.isEmpty());
    start_->setEnabled(!isActive && form_->isComplete() && !project_.file().empty() && refusal.isEmpty());
    pause_->setVisible(isActive);
    pause_->setEnabled(isPaused || state == TrainingState::Running);
    pause_->setText(isPaused ? tr("&Go on") : tr("&Pause"));
    stop_->setVisible(isActive);
    stop_->setEnabled(isActive && state != TrainingState::Stopping);
    saveWeights_->setEnabled(run && run->bestEpoch > 0);
    if (isFocusedHere && !(focused->isVisible() && focused->isEnabled())) // Qt would go on to whatever comes next
        curves_->loss().setFocus();
    progress_->show(run, state, training_.fault());
    runsPanel_->setLive(isActive ? run : nullptr);
    Q_EMIT stateChanged();
}

QString TrainWorkspace::whyNoRun() const {
    if (!training_.otherWork().isEmpty())
        return training_.otherWork();
    const QString& reason = project_.readOnlyReason();
    return reason.isEmpty() ? QString() : tr("No run can be started or continued, the project can only be read: %1").arg(reason);
}

void TrainWorkspace::showCurves() {
    const KnownRun* current = runsPanel_->current();
    const LiveRun* live = shownLive();
    CurvesPanel::Shown shown;
    const TrainingOptions* options = nullptr;
    if (live) {
        shown.runs.push_back(
            {live->request.name, live->epochs, live->bestEpoch, live->losses.points(), live->accuracies.points()});
        options = &live->request.options;
    } else if (current && current->record) {
        shown.runs.push_back({current->name, current->epochs, current->record->bestEpoch, {}, {}});
        options = &current->record->options;
    }
    if (options) {
        shown.epochsAsked = options->epochs;
        shown.halvesAfter = options->schedule == RateSchedule::HalveOnce ? options->halveAfterEpoch : 0;
        for (const KnownRun& run : runs_.runs())
            if (runsPanel_->model().isOverlaid(run.id) && &run != current && run.record)
                shown.runs.push_back({run.name, run.epochs, run.record->bestEpoch, {}, {}});
    }
    curves_->setFolder(QString::fromStdString(folder().string()));
    curves_->show(std::move(shown), current
                                        ? tr("This run cannot be read: %1").arg(current->fault)
                                        : tr("Start a run to see it learn: loss and accuracy of training and validation, epoch "
                                             "by epoch."));
}

void TrainWorkspace::showMistakes() {
    const LiveRun* run = training_.run();
    mistakes_->setDataset(run ? run->dataset : nullptr, run ? run->request.options.card.input : InputOptions{});
    mistakes_->show(run ? run->mistakes : ValidationMistakes{},
                    training_.isActive()
                        ? tr("They are shown when the first epoch is over.")
                        : tr("While a run is under way, the validation sources that its last epoch got wrong are "
                             "shown here. A click selects one in the dataset and on the sky."));
}

void TrainWorkspace::zoomBy(double factor) { curves().zoomBy(factor); }

void TrainWorkspace::zoomToFit() { curves().zoomToFit(); }

void TrainWorkspace::takeFocus() {
    makeContent();
    const QString name = (training_.isActive() ? pause_ : start_)->objectName() + QStringLiteral("Button");
    auto* button = findChild<QToolButton*>(name);
    (button->isEnabled() ? static_cast<QWidget*>(button) : form_)->setFocus();
}

void TrainWorkspace::saveState() const {
    if (!columns_)
        return;
    settings::trainColumns.write(columns_->saveState());
    settings::trainMiddle.write(middle_->saveState());
    settings::trainRight.write(right_->saveState());
    settings::trainOptions.write(toJson(form_->request()));
}

} // namespace iic::ui
