#include "workspaces/evaluate/EvaluateWorkspace.h"

#include "models/IssueModel.h"
#include "plots/ConfusionView.h"
#include "widgets/FigurePanel.h"
#include "widgets/GalleryView.h"
#include "workspaces/ModelStore.h"
#include "workspaces/RunStore.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/DatasetGallery.h"
#include "workspaces/dataset/DatasetInspector.h"
#include "workspaces/dataset/DatasetStart.h"
#include "workspaces/dataset/ThumbnailLoader.h"
#include "workspaces/evaluate/ContentTable.h"
#include "workspaces/evaluate/EvaluationBar.h"
#include "workspaces/evaluate/EvaluationFigures.h"
#include "workspaces/evaluate/EvaluationPicks.h"
#include "workspaces/evaluate/EvaluationWorker.h"
#include "workspaces/evaluate/MatrixPanel.h"
#include "workspaces/evaluate/RunJudge.h"
#include "workspaces/evaluate/ScorePanel.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace iic::ui {

EvaluateWorkspace::EvaluateWorkspace(DatasetDocument& dataset, SourceFilter& filter, DatasetPredictions& predictions,
                                     ModelStore& models, const RunStore& runs, ComputeThread& compute, IssueModel& issues,
                                     QWidget* parent)
    : DatasetPage(dataset, predictions, parent),
      filter_(filter),
      models_(models),
      runs_(runs),
      issues_(issues),
      picks_(new EvaluationPicks(filter, this)),
      judge_(new RunJudge(evaluation_, dataset, models, compute, issues, this)),
      worker_(new EvaluationWorker(evaluation_, dataset, filter, this)),
      start_(new DatasetStart(
          tr("No dataset is open"),
          tr("A network is evaluated on sources of a dataset whose classes are known. Open or make one first."))),
      pages_(new QStackedWidget) {
    pages_->addWidget(start_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(&document_, &DatasetDocument::datasetChanged, this, &EvaluateWorkspace::showDataset);
    connect(&predictions_, &DatasetPredictions::classified, worker_, &EvaluationWorker::putPredictions);
    connect(worker_, &EvaluationWorker::failed, this, [this](const Error& error) { issues_.add(error); });
    connect(judge_, &RunJudge::jobStarted, this, &EvaluateWorkspace::jobStarted);
    connect(&evaluation_, &EvaluationDocument::judgementChanged, this, &EvaluateWorkspace::showJudged);
}

EvaluateWorkspace::~EvaluateWorkspace() = default;

/// Not before it is needed: the program starts sooner without.
void EvaluateWorkspace::makeContent() {
    if (content_)
        return;
    pictures_ = new ThumbnailLoader(this);
    bar_ = new EvaluationBar(evaluation_, document_, *judge_);
    gallery_ = new DatasetGallery(document_, filter_, *pictures_, GalleryModel::Captions::Evaluation);
    inspector_ = new DatasetInspector(document_, filter_, predictions_, models_, *pictures_);
    columns_ = new QSplitter(Qt::Horizontal);
    columns_->addWidget(makeLeft());
    columns_->addWidget(gallery_);
    columns_->addWidget(inspector_);
    columns_->setStretchFactor(0, 2);
    columns_->setStretchFactor(1, 3);
    columns_->setStretchFactor(2, 0);
    columns_->setSizes({460, 420, 400});
    for (QSplitter* splitter : {columns_, left_})
        splitter->setChildrenCollapsible(false);
    columns_->restoreState(settings::evaluateColumns.read());
    left_->restoreState(settings::evaluateLeft.read());
    content_ = new QWidget;
    auto* layout = new QVBoxLayout(content_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar_);
    layout->addWidget(columns_, 1);
    pages_->addWidget(content_);
    connect(bar_, &EvaluationBar::reportWanted, this, &EvaluateWorkspace::askReport);
    connect(judge_, &RunJudge::changed, this, &EvaluateWorkspace::showNetworks);
    connect(&models_, &ModelStore::changed, this, &EvaluateWorkspace::showModel);
    connect(&runs_, &RunStore::changed, this, &EvaluateWorkspace::showNetworks);
    showModel();
    Q_EMIT listViewMade(&gallery_->view());
}

QWidget* EvaluateWorkspace::makeLeft() {
    left_ = new QSplitter(Qt::Vertical);
    matrix_ = new MatrixPanel(evaluation_, *picks_, io_);
    figures_ = new EvaluationFigures(evaluation_, *picks_, document_, io_);
    scores_ = new ScorePanel(evaluation_, *picks_, io_);
    for (QWidget* panel : {static_cast<QWidget*>(matrix_), static_cast<QWidget*>(figures_), static_cast<QWidget*>(scores_)})
        left_->addWidget(panel);
    left_->setSizes({310, 320, 230});
    const auto tell = [this](const Error& error) { issues_.add(error); };
    for (FigurePanel* panel : {&matrix_->panel(), &scores_->table().panel()}) {
        connect(panel, &FigurePanel::saved, this, &EvaluateWorkspace::figureSaved);
        connect(panel, &FigurePanel::failed, this, tell);
    }
    connect(figures_, &EvaluationFigures::saved, this, &EvaluateWorkspace::figureSaved);
    connect(figures_, &EvaluationFigures::failed, this, tell);
    auto* scroll = new QScrollArea; // where the height is not enough for all three
    scroll->setObjectName(QStringLiteral("evaluationColumn"));
    scroll->setWidget(left_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(460 + scroll->verticalScrollBar()->sizeHint().width());
    return scroll;
}

void EvaluateWorkspace::setStartActions(const QList<QAction*>& actions) { start_->setActions(actions); }

EvaluationBar& EvaluateWorkspace::bar() {
    makeContent();
    return *bar_;
}

void EvaluateWorkspace::compareRuns(const std::filesystem::path& model, const std::filesystem::path& other) {
    bar().judge(model, other);
    figures_->setPage(EvaluationFigures::Page::Comparison);
}

DatasetGallery& EvaluateWorkspace::gallery() {
    makeContent();
    return *gallery_;
}

EvaluationFigures& EvaluateWorkspace::figures() {
    makeContent();
    return *figures_;
}

bool EvaluateWorkspace::isBusy() const { return judge_->isJudging() || worker_->isBusy(); }

void EvaluateWorkspace::showEvent(QShowEvent* event) {
    DatasetPage::showEvent(event);
    if (!content_)
        showDataset();
}

void EvaluateWorkspace::showDataset() {
    if (document_.dataset() && isVisible())
        makeContent();
    if (!content_)
        return;
    showModel();
    pages_->setCurrentWidget(document_.dataset() ? content_ : static_cast<QWidget*>(start_));
}

/// Another model may see another picture of each cutout.
void EvaluateWorkspace::showModel() {
    const SharedDataset& dataset = document_.dataset();
    if (dataset)
        pictures_->setDataset(dataset, shownInput(dataset->dataset, models_.card()));
    else
        pictures_->setDataset(nullptr);
    inspector_->showCurrent();
    showNetworks();
}

/// The one in use first, while its weights are those of its file, then the runs of the project.
void EvaluateWorkspace::showNetworks() {
    std::vector<KnownNetwork> networks;
    if (models_.card())
        networks.push_back({(models_.isOutdated() ? tr("Newer weights of %1") : tr("In use: %1"))
                                .arg(QString::fromStdString(models_.card()->runId)),
                            models_.file()});
    for (const KnownRun& run : runs_.runs())
        if (const auto best = run.folder / "best.h5"; run.isThere && run.record && best != models_.file())
            networks.push_back({tr("Run: %1").arg(run.name), best});
    bar_->setNetworks(networks);
}

/// The lists show the split that was judged.
void EvaluateWorkspace::showJudged() {
    if (!evaluation_.judgement())
        return picks_->clearAll();
    picks_->showSplit(evaluation_.judgement()->split);
    if (!document_.shown().order().column) // the worst mistakes first, where the user wants no order of his own
        document_.shown().sortBy({SourceColumn::TrueProbability, Qt::AscendingOrder});
}

void EvaluateWorkspace::takeFocus() {
    if (content_ && document_.dataset())
        matrix_->view().setFocus();
    else
        start_->setFocus();
}

void EvaluateWorkspace::askReport() {
    const SharedJudgement& judged = evaluation_.judgement();
    if (!judged || !judged->run)
        return;
    std::optional<ClassProbabilities> priors;
    if (evaluation_.priors())
        priors = inOrderOf(judged->dataset->dataset, *evaluation_.priors());
    Q_EMIT reportWanted(*judged->run, priors);
}

GalleryView* EvaluateWorkspace::galleryView() const { return gallery_ ? &gallery_->view() : nullptr; }

void EvaluateWorkspace::saveState() const {
    if (!content_)
        return;
    settings::evaluateColumns.write(columns_->saveState());
    settings::evaluateLeft.write(left_->saveState());
}

} // namespace iic::ui
