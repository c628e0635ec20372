#include "workspaces/compare/CompareWorkspace.h"

#include "models/IssueModel.h"
#include "plots/ComparisonView.h"
#include "widgets/PanelHeader.h"
#include "workspaces/Settings.h"
#include "workspaces/compare/QueuePanel.h"
#include "workspaces/compare/StudyForm.h"
#include "workspaces/compare/StudyListModel.h"
#include "workspaces/compare/StudyListView.h"
#include "workspaces/compare/StudyPage.h"

#include <QAction>
#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

constexpr int typingPause = 300; // ms, before a folder that is typed is read

} // namespace

CompareWorkspace::CompareWorkspace(StudyController& studies, DatasetDocument& dataset, ProjectStore& project,
                                   ComputeThread& compute, IssueModel& issues, QWidget* parent)
    : Workspace(parent),
      studies_(studies),
      dataset_(dataset),
      project_(project),
      issues_(issues),
      document_(compute, issues),
      estimator_(compute) {
    makeActions();
    for (QAction* action : menuActions() + QList<QAction*>{report_, openRun_, showFolder_})
        action->setEnabled(false);
    folderTimer_.setSingleShot(true);
    folderTimer_.setInterval(typingPause);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
}

/// Not before it is needed: the program starts sooner without.
void CompareWorkspace::makeContent() {
    if (columns_)
        return;
    list_ = new StudyListModel(this);
    studiesView_ = new StudyListView(*list_);
    form_ = new StudyForm([this](const OpenDataset& dataset) { return whyNotStudied(dataset); });
    page_ = new StudyPage(document_);
    queue_ = new QueuePanel(studies_);
    columns_ = new QSplitter(Qt::Horizontal);
    columns_->addWidget(leftPanel());
    columns_->addWidget(page_);
    columns_->addWidget(queue_);
    columns_->setStretchFactor(1, 1);
    columns_->setSizes({330, 1000, 270});
    columns_->setChildrenCollapsible(false);
    queue_->setMinimumWidth(230);
    page_->setMinimumWidth(380);
    columns_->restoreState(settings::compareColumns.read());
    page_->restoreSplitter(settings::comparePage.read());
    layout()->addWidget(columns_);

    StudyOptions options;
    options.training = requestFromJson(settings::studyRecipe.read()).options;
    options.repeats = settings::studyRepeats.read();
    form_->setOptions(options);
    form_->setDatasetActions(datasetActions_);
    std::vector<std::string> chosen;
    for (const QString& name : settings::studiesChosen.read())
        chosen.push_back(name.toStdString());
    list_->setChosen(chosen);
    page_->addButton(report_);
    page_->addVariantActions({openRun_, showFolder_});
    for (QAction* action : {new_, open_})
        action->setEnabled(true);
    connectContent();
    const int row = std::max(0, list_->rowOf(settings::studyShown.read().toStdString()));
    studiesView_->setCurrentIndex(list_->index(row));
    if (form_->folder().empty())
        form_->setFolder(settings::studyFolder.read().toStdString());
    chooseDataset();
    takeOptions();
    showState();
}

void CompareWorkspace::showEvent(QShowEvent* event) {
    makeContent();
    Workspace::showEvent(event);
}

StudyForm& CompareWorkspace::form() {
    makeContent();
    return *form_;
}

StudyPage& CompareWorkspace::page() {
    makeContent();
    return *page_;
}

QueuePanel& CompareWorkspace::queue() {
    makeContent();
    return *queue_;
}

StudyListModel& CompareWorkspace::list() {
    makeContent();
    return *list_;
}

QWidget* CompareWorkspace::leftPanel() {
    auto* content = new QWidget;
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->addWidget(form_);
    contentLayout->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto headButton = [](QAction* action) {
        auto* button = new QToolButton;
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        return button;
    };
    auto* panel = new QWidget;
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(panelTitle(tr("Studies of the paper")), {headButton(new_), headButton(open_)}));
    layout->addWidget(studiesView_);
    layout->addWidget(panelHeader(panelTitle(tr("How they are made")), {}));
    layout->addWidget(scroll, 1);
    layout->addWidget(buttonRow());
    studiesView_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    panel->setMinimumWidth(310);
    return panel;
}

QWidget* CompareWorkspace::buttonRow() {
    auto* row = new QFrame;
    row->setProperty("panelFooter", true);
    estimate_ = CheckedFields::explanation({}, 1);
    estimate_->setObjectName(QStringLiteral("studyEstimate"));
    estimate_->setAccessibleName(tr("What it will take"));
    refusal_ = CheckedFields::explanation({}, 1);
    refusal_->setObjectName(QStringLiteral("studyRefusal"));
    refusal_->setProperty("problem", true);
    refusal_->hide();
    auto* column = new QVBoxLayout(row);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    auto* layout = new QHBoxLayout;
    layout->setSpacing(6);
    column->addWidget(estimate_);
    column->addWidget(refusal_);
    column->addLayout(layout);
    for (QAction* action : {start_, pause_, stop_}) {
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

void CompareWorkspace::connectContent() {
    connect(form_, &StudyForm::folderChosen, &folderTimer_, qOverload<>(&QTimer::start));
    connect(&folderTimer_, &QTimer::timeout, this, [this] { document_.open(form_->folder()); });
    connect(&document_, &StudyDocument::opened, this, &CompareWorkspace::takeFolder);
    connect(&document_, &StudyDocument::resultsChanged, this, &CompareWorkspace::showResults);
    connect(form_, &StudyForm::changed, this, &CompareWorkspace::takeOptions);
    connect(form_, &StudyForm::datasetChosen, this, &CompareWorkspace::chooseDataset);
    connect(list_, &StudyListModel::chosenChanged, form_, &StudyForm::recheck);
    connect(studiesView_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { page_->show(list_->result(index.row()).plan.name); });
    connect(&dataset_, &DatasetDocument::datasetChanged, this, &CompareWorkspace::chooseDataset);
    connect(&project_, &ProjectStore::opened, this, [this] { form_->suggestFolder(usualFolder()); });
    connect(&estimator_, &StudyEstimator::changed, this, &CompareWorkspace::showState);
    connect(&studies_, &StudyController::stateChanged, this, &CompareWorkspace::showState);
    connect(&studies_, &StudyController::runsChanged, this, &CompareWorkspace::takeRuns);
    connect(page_, &StudyPage::saved, this, &CompareWorkspace::fileSaved);
    connect(page_, &StudyPage::failed, this, [this](const Error& error) { issues_.add(error); });
    connect(page_, &StudyPage::variantChanged, this, &CompareWorkspace::showVariant);
    connect(queue_, &QueuePanel::activated, this, [this](const StudyTask& task) {
        for (const QueuedRun& run : document_.queue())
            if (run.task.folder == task.folder && run.outcome)
                openRunOf(*run.outcome, task.variant);
    });
}

StudyOptions CompareWorkspace::options() const {
    StudyOptions options = form_->options();
    options.studies = list_->chosen();
    return options;
}

std::filesystem::path CompareWorkspace::folder() const { return document_.folder(); }

/// Beside the project, by the name of the dataset.
std::filesystem::path CompareWorkspace::usualFolder() const {
    const SharedDataset& open = form_->dataset() ? form_->dataset() : dataset_.dataset();
    if (!open)
        return {};
    const std::filesystem::path file = open->dataset.path();
    const std::filesystem::path beside = project_.file().empty() ? file : project_.file();
    return beside.parent_path() / "studies" / file.stem();
}

/// The study's, the file that was chosen, else the dataset that is open.
void CompareWorkspace::chooseDataset() {
    datasetJob_.cancel();
    const SharedDataset& open = dataset_.dataset();
    form_->setOpenDataset(open ? QString::fromStdString(open->dataset.path().filename().string()) : QString());
    const std::filesystem::path file = form_->chosenDataset();
    std::error_code gone;
    if (file.empty() || (open && std::filesystem::equivalent(open->dataset.path(), file, gone)))
        return useDataset(open);
    useDataset(nullptr);
    Job* job = io_.submit<SharedDataset>([file](JobContext&) { return asJobResult(openDataset(file)); },
                                         [this](SharedDataset dataset) { useDataset(std::move(dataset)); });
    connect(job, &Job::failed, this,
            [this](const Error& error) { useDataset(nullptr, QString::fromStdString(error.oneLine())); });
    datasetJob_.replace(job);
}

void CompareWorkspace::useDataset(SharedDataset dataset, const QString& fault) {
    form_->setDataset(std::move(dataset), fault);
    if (form_->dataset())
        form_->suggestFolder(usualFolder());
}

/// Of the studies that are chosen, the first reason; what reads no image is told by positions.
QString CompareWorkspace::whyNotStudied(const OpenDataset& dataset) const {
    const std::vector<std::string> chosen = list_->chosen();
    for (const StudyPlan& plan : paperStudies({})) {
        if (std::ranges::find(chosen, plan.name) == chosen.end())
            continue;
        for (const StudyVariant& variant : plan.variants) {
            const Architecture architecture = variant.network.architecture;
            if (architecture == Architecture::SpectrumNet)
                continue;
            const QString name = QStringLiteral("%1, %2").arg(titleOf(plan), QString::fromStdString(variant.name));
            if (!readsImagesAlone(architecture) && dataset.dataset.card().kind != DatasetKind::Sky)
                return tr("%1: imported images have no catalog to tell colours by.").arg(name);
            if (architecture == Architecture::ColourNet)
                continue;
            if (const auto fits = dataset.dataset.checkInputs(variant.input); !fits)
                return tr("%1: %2").arg(name, QString::fromStdString(fits.error().reason));
        }
    }
    return {};
}

void CompareWorkspace::takeFocus() {
    makeContent();
    studiesView_->setFocus();
}

void CompareWorkspace::saveState() const {
    if (!columns_)
        return;
    settings::compareColumns.write(columns_->saveState());
    settings::comparePage.write(page_->splitterState());
    settings::studyShown.write(QString::fromStdString(page_->study()));
    QStringList chosen;
    for (const std::string& name : list_->chosen())
        chosen << QString::fromStdString(name);
    settings::studiesChosen.write(chosen);
    settings::studyRepeats.write(form_->options().repeats);
    TrainingRequest recipe;
    recipe.options = form_->options().training;
    settings::studyRecipe.write(toJson(recipe));
}

} // namespace iic::ui
