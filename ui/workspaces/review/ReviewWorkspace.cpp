#include "workspaces/review/ReviewWorkspace.h"

#include "models/IssueModel.h"
#include "plots/ConfidenceView.h"
#include "widgets/GalleryView.h"
#include "workspaces/ModelStore.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/DatasetGallery.h"
#include "workspaces/dataset/DatasetInspector.h"
#include "workspaces/dataset/DatasetStart.h"
#include "workspaces/dataset/ThumbnailLoader.h"
#include "workspaces/evaluate/EvaluationDocument.h"
#include "workspaces/review/CasesPanel.h"
#include "workspaces/review/CorrectionsPanel.h"
#include "workspaces/review/CrossValidator.h"
#include "workspaces/review/FeatureFinder.h"
#include "workspaces/review/IsolationFinder.h"
#include "workspaces/review/MistakeFinder.h"
#include "workspaces/review/MistakeGroups.h"
#include "workspaces/review/OutlierPanel.h"
#include "workspaces/review/ReviewFigures.h"
#include "workspaces/review/ReviewMarker.h"
#include "workspaces/review/SuspectCards.h"

#include <QAction>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace iic::ui {

ReviewWorkspace::ReviewWorkspace(EvaluationDocument& evaluation, DatasetDocument& dataset, SourceFilter& filter,
                                 DatasetPredictions& predictions, ModelStore& models, ComputeThread& compute, IssueModel& issues,
                                 TrainingController& training, RunStore& runs, ProjectStore& project, CaseStore& cases,
                                 QWidget* parent)
    : DatasetPage(dataset, predictions, parent),
      evaluation_(evaluation),
      filter_(filter),
      models_(models),
      issues_(issues),
      features_(new FeatureFinder(evaluation, dataset, models, compute, this)),
      isolation_(new IsolationFinder(evaluation, models, compute, this)),
      finder_(new MistakeFinder(evaluation, dataset, models, compute, this)),
      retraining_(new Retraining(evaluation, dataset, training, runs, project, this)),
      validator_(new CrossValidator(dataset, models, compute, training, project, *retraining_, this)),
      cases_(cases),
      noDataset_(
          new DatasetStart(tr("No dataset is open"),
                           tr("Mistakes are reviewed on sources of a dataset whose classes are known. Open or make one first."))),
      notEvaluated_(new DatasetStart(
          tr("Nothing has been evaluated"),
          tr("What the network got wrong, and what it was unsure of, is known once it has classified sources of known class."))),
      evaluate_(new QAction(tr("&Evaluate"), this)),
      pages_(new QStackedWidget) {
    evaluate_->setObjectName(QStringLiteral("evaluateForReview"));
    evaluate_->setToolTip(tr("Have the network in use judge the test split, or choose another network and split there"));
    connect(evaluate_, &QAction::triggered, this, &ReviewWorkspace::evaluationWanted);
    notEvaluated_->setActions({evaluate_});
    pages_->addWidget(noDataset_);
    pages_->addWidget(notEvaluated_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(&document_, &DatasetDocument::datasetChanged, this, &ReviewWorkspace::showPage);
    connect(&evaluation_, &EvaluationDocument::sourcesChanged, this, &ReviewWorkspace::showPage);
    connect(&models_, &ModelStore::changed, this, &ReviewWorkspace::showModel);
    connect(finder_, &MistakeFinder::jobStarted, this, &ReviewWorkspace::jobStarted);
    connect(finder_, &MistakeFinder::failed, this, [this](const Error& error) { issues_.add(error); });
    connect(finder_, &MistakeFinder::warned, this, [this](const QString& text) { issues_.add(Severity::Warning, text); });
    connect(features_, &FeatureFinder::jobStarted, this, &ReviewWorkspace::jobStarted);
    connect(features_, &FeatureFinder::failed, this, [this](const Error& error) { issues_.add(error); });
    new ReviewMarker(*finder_, *validator_, *isolation_, dataset, this);
    connect(isolation_, &IsolationFinder::jobStarted, this, &ReviewWorkspace::jobStarted);
    connect(isolation_, &IsolationFinder::failed, this, [this](const Error& error) { issues_.add(error); });
    connect(validator_, &CrossValidator::jobStarted, this, &ReviewWorkspace::jobStarted);
    connect(validator_, &CrossValidator::failed, this, [this](const Error& error) { issues_.add(error); });
    showModel();
}

ReviewWorkspace::~ReviewWorkspace() = default;

void ReviewWorkspace::setStartActions(const QList<QAction*>& actions) { noDataset_->setActions(actions); }

/// Not before it is needed: the program starts sooner without.
void ReviewWorkspace::makeContent() {
    if (columns_)
        return;
    pictures_ = new ThumbnailLoader(this);
    inspector_ = new DatasetInspector(document_, filter_, predictions_, models_, *pictures_);
    columns_ = new QSplitter(Qt::Horizontal);
    columns_->addWidget(makeLeft());
    columns_->addWidget(makeMiddle());
    columns_->addWidget(inspector_);
    columns_->setStretchFactor(1, 1);
    columns_->setSizes({390, 810, 400});
    for (QSplitter* splitter : {columns_, middle_})
        splitter->setChildrenCollapsible(false);
    columns_->restoreState(settings::reviewColumns.read());
    middle_->restoreState(settings::reviewMiddle.read());
    pages_->addWidget(columns_);
    showModel();
    markOutliers();
    finder_->start();
    Q_EMIT listViewMade(&gallery_->view());
}

QWidget* ReviewWorkspace::makeLeft() {
    groups_ = new MistakeGroups(*finder_, filter_);
    connect(groups_, &MistakeGroups::failed, this, [this](const Error& error) { issues_.add(error); });
    suspects_ = new SuspectCards(*finder_, *validator_, filter_);
    connect(suspects_, &SuspectCards::failed, this, [this](const Error& error) { issues_.add(error); });
    connect(suspects_, &SuspectCards::picked, this, [this] {
        document_.shown().sortBy({SourceColumn::LabelMargin, Qt::AscendingOrder});
    });
    auto* corrections = new CorrectionsPanel(*retraining_);
    connect(corrections, &CorrectionsPanel::comparisonWanted, this, [this] { Q_EMIT comparisonWanted(*retraining_->done()); });
    casesPanel_ = new CasesPanel(cases_, document_, filter_);
    casesPanel_->addActionsTo(*this);
    connect(casesPanel_, &CasesPanel::failed, this, [this](const Error& error) { issues_.add(error); });
    connect(casesPanel_, &CasesPanel::refused, this, [this](const QString& reason) {
        issues_.add(Severity::Error, tr("the cases were not changed, the project can only be read: %1").arg(reason));
    });
    left_ = new QTabWidget;
    left_->setObjectName(QStringLiteral("reviewLists"));
    left_->setDocumentMode(true);
    left_->setAccessibleName(tr("What is reviewed"));
    left_->addTab(groups_, tr("Mistakes"));
    left_->addTab(casesPanel_, tr("Cases"));
    left_->addTab(suspects_, tr("Labels"));
    left_->setCurrentIndex(settings::reviewLists.read());
    connect(left_, &QTabWidget::currentChanged, this, [](int page) { settings::reviewLists.write(page); });
    auto* left = new QWidget;
    left->setMinimumWidth(300);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(left_, 1);
    column->addWidget(corrections);
    return left;
}

QWidget* ReviewWorkspace::makeMiddle() {
    figures_ = new ReviewFigures(evaluation_, document_, filter_, *features_, *isolation_, models_, io_);
    outliers_ = new OutlierPanel(evaluation_, filter_, io_);
    gallery_ = new DatasetGallery(document_, filter_, *pictures_, GalleryModel::Captions::Evaluation);
    middle_ = new QSplitter(Qt::Vertical);
    for (QWidget* panel : {static_cast<QWidget*>(figures_), static_cast<QWidget*>(outliers_), static_cast<QWidget*>(gallery_)})
        middle_->addWidget(panel);
    middle_->setSizes({400, 190, 330});
    const auto tell = [this](const Error& error) { issues_.add(error); };
    connect(figures_, &ReviewFigures::saved, this, &ReviewWorkspace::figureSaved);
    connect(figures_, &ReviewFigures::failed, this, tell);
    connect(figures_, &ReviewFigures::jobStarted, this, &ReviewWorkspace::jobStarted);
    connect(figures_, &ReviewFigures::pointPicked, &document_, &DatasetDocument::setCurrent);
    connect(outliers_, &OutlierPanel::saved, this, &ReviewWorkspace::figureSaved);
    connect(outliers_, &OutlierPanel::failed, this, tell);
    connect(outliers_, &OutlierPanel::thresholdChanged, this, &ReviewWorkspace::markOutliers);
    return middle_;
}

void ReviewWorkspace::markOutliers() {
    figures_->setMarked([threshold = outliers_->threshold()](const SourceList& sources, int row) {
        return OutlierPanel::isOutlier(sources, row, threshold);
    });
}

OutlierPanel& ReviewWorkspace::outliers() {
    makeContent();
    return *outliers_;
}

ReviewFigures& ReviewWorkspace::figures() {
    makeContent();
    return *figures_;
}

MistakeGroups& ReviewWorkspace::groups() {
    makeContent();
    return *groups_;
}

CasesPanel& ReviewWorkspace::cases() {
    makeContent();
    return *casesPanel_;
}

SuspectCards& ReviewWorkspace::suspects() {
    makeContent();
    return *suspects_;
}

void ReviewWorkspace::setLeftPage(LeftPage page) {
    makeContent();
    left_->setCurrentIndex(static_cast<int>(page));
}

DatasetGallery& ReviewWorkspace::gallery() {
    makeContent();
    return *gallery_;
}

bool ReviewWorkspace::isBusy() const { return columns_ && (finder_->isBusy() || outliers_->isBusy() || figures_->isBusy()); }

void ReviewWorkspace::showEvent(QShowEvent* event) {
    DatasetPage::showEvent(event);
    showPage();
}

void ReviewWorkspace::showPage() {
    const bool isEvaluated = document_.dataset() && evaluation_.sources();
    if (isEvaluated && isVisible())
        makeContent();
    if (isEvaluated && !columns_)
        return;
    pages_->setCurrentWidget(!document_.dataset() ? static_cast<QWidget*>(noDataset_)
                             : !isEvaluated       ? static_cast<QWidget*>(notEvaluated_)
                                                  : static_cast<QWidget*>(columns_));
    showModel();
}

/// Another model may see another picture of each cutout.
void ReviewWorkspace::showModel() {
    evaluate_->setEnabled(models_.card().has_value());
    evaluate_->setToolTip(
        models_.card() ? tr("Have %1 classify the sources of the test split").arg(QString::fromStdString(models_.card()->runId))
                       : tr("Choose a model first: Model, Open weights"));
    if (!pictures_)
        return;
    if (const SharedDataset& dataset = document_.dataset())
        pictures_->setDataset(dataset, shownInput(dataset->dataset, models_.card()));
    else
        pictures_->setDataset(nullptr);
    inspector_->showCurrent();
}

void ReviewWorkspace::takeFocus() {
    if (columns_ && pages_->currentWidget() == columns_)
        outliers_->view().setFocus();
    else
        pages_->currentWidget()->setFocus();
}

GalleryView* ReviewWorkspace::galleryView() const { return gallery_ ? &gallery_->view() : nullptr; }

void ReviewWorkspace::saveState() const {
    if (!columns_)
        return;
    settings::reviewColumns.write(columns_->saveState());
    settings::reviewMiddle.write(middle_->saveState());
}

} // namespace iic::ui
