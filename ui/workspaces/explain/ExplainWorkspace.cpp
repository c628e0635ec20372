#include "workspaces/explain/ExplainWorkspace.h"

#include "models/IssueModel.h"
#include "widgets/FigurePanel.h"
#include "widgets/PanelHeader.h"
#include "workspaces/InspectorPanel.h"
#include "workspaces/Settings.h"
#include "workspaces/SkyWorkspace.h"
#include "workspaces/dataset/DatasetStart.h"
#include "workspaces/dataset/DatasetWorkspace.h"
#include "workspaces/explain/FeatureMapsFigure.h"
#include "workspaces/explain/MapColumns.h"
#include "workspaces/explain/MapGrid.h"
#include "workspaces/explain/StageModel.h"
#include "workspaces/explain/StagePanel.h"
#include "workspaces/explain/StageStrip.h"

#include <QAction>
#include <QApplication>
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace iic::ui {

ExplainWorkspace::ExplainWorkspace(SkyDocument& sky, DatasetDocument& dataset, SkyWorkspace& skyPage,
                                   DatasetWorkspace& datasetPage, ModelStore& models, IssueModel& issues, QWidget* parent)
    : SourceWorkspace(parent),
      skyPage_(skyPage),
      datasetPage_(datasetPage),
      models_(models),
      issues_(issues),
      current_(sky, dataset),
      explainer_(models),
      compared_(models),
      pages_(new QStackedWidget),
      noModel_(new DatasetStart(tr("No model is loaded"), tr("A decision is explained by the network that made it. Load one from "
                                                             "the menu Model first."))),
      noSource_(new DatasetStart(tr("No source is chosen"),
                                 tr("Choose a source, and see here what every stage of the network makes of it and where the "
                                    "decision comes from."))),
      fault_(panelNote()) {
    noSource_->setActions(
        {wayTo(QStringLiteral("chooseOnSky"), tr("Choose on the &sky"),
               tr("Open images and click a source on the sky or in its catalog."), &ExplainWorkspace::skyWanted),
         wayTo(QStringLiteral("chooseInDataset"), tr("Choose in the &dataset"),
               tr("Open a dataset and click one of its cutouts."), &ExplainWorkspace::datasetWanted)});
    fault_->setObjectName(QStringLiteral("explainFault"));
    for (QWidget* page : {static_cast<QWidget*>(noModel_), static_cast<QWidget*>(noSource_), static_cast<QWidget*>(fault_)})
        pages_->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(&models_, &ModelStore::changed, this, &ExplainWorkspace::takeModel);
    connect(&current_, &CurrentSource::changed, this, &ExplainWorkspace::explainCurrent);
    connect(&explainer_, &Explainer::explained, this, &ExplainWorkspace::show);
    connect(&explainer_, &Explainer::failed, this, &ExplainWorkspace::showFault);
    connect(&compared_, &ComparedSources::changed, this, &ExplainWorkspace::showPanel);
    connect(&compared_, &ComparedSources::failed, this, [this](const Error& error) { issues_.add(error); });
    for (const SourceWorkspace* page : {static_cast<SourceWorkspace*>(&skyPage_), static_cast<SourceWorkspace*>(&datasetPage_)})
        connect(page, &Workspace::stateChanged, this, &Workspace::stateChanged);
    clear();
}

SourceWorkspace& ExplainWorkspace::page() const {
    if (current_.list() == CurrentSource::List::Sky)
        return skyPage_;
    return datasetPage_;
}

QAction* ExplainWorkspace::wayTo(const QString& name, const QString& text, const QString& about,
                                 void (ExplainWorkspace::*signal)()) {
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setToolTip(about);
    connect(action, &QAction::triggered, this, signal);
    return action;
}

/// Not before it is needed: the program starts sooner without.
void ExplainWorkspace::makeContent() {
    if (content_)
        return;
    stages_ = new StageModel(this);
    strip_ = new StageStrip(*stages_, io_,
                            [this] { return shown_ ? throughNetworkFigure(shown_, *models_.card()) : FigurePointer(); });
    panel_ = new StagePanel(io_);
    auto* left = new QWidget;
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(strip_);
    layout->addWidget(panel_, 1);
    inspectors_ = new QStackedWidget;
    content_ = new QSplitter(Qt::Horizontal);
    content_->addWidget(left);
    content_->addWidget(inspectors_);
    content_->setStretchFactor(0, 1);
    content_->setStretchFactor(1, 0);
    content_->setSizes({1200, 400});
    content_->setChildrenCollapsible(false);
    pages_->addWidget(content_);
    content_->restoreState(settings::explainColumns.read());
    panel_->restoreState(settings::explainStage.read());
    connect(strip_, &StageStrip::stageChanged, panel_, &StagePanel::setStage);
    connect(strip_, &StageStrip::compareWanted, this, &ExplainWorkspace::keepShown);
    connect(&panel_->maps(), &MapColumns::removed, &compared_, &ComparedSources::remove);
    for (FigurePanel* panel : {&strip_->figurePanel(), &panel_->figurePanel()}) {
        connect(panel, &FigurePanel::saved, this, &ExplainWorkspace::figureSaved);
        connect(panel, &FigurePanel::failed, this, [this](const Error& error) { issues_.add(error); });
    }
    connect(&explainer_, &Explainer::costs, stages_, &StageModel::setCosts);
    if (models_.card()) {
        stages_->setCard(*models_.card());
        panel_->setCard(*models_.card());
    }
    Q_EMIT listViewMade(&strip_->view());
}

StageStrip& ExplainWorkspace::strip() {
    makeContent();
    return *strip_;
}

StagePanel& ExplainWorkspace::panel() {
    makeContent();
    return *panel_;
}

bool ExplainWorkspace::isBusy() const {
    return explainer_.isWorking() || compared_.isWorking() || (panel_ && panel_->maps().isWorking());
}

void ExplainWorkspace::showEvent(QShowEvent* event) {
    SourceWorkspace::showEvent(event);
    if (isOutdated_)
        explainCurrent();
}

/// The shapes may be others.
void ExplainWorkspace::takeModel() {
    clear();
    if (content_) {
        stages_->setCard(*models_.card());
        panel_->setCard(*models_.card());
    }
    hasCosts_ = false;
    explainCurrent();
}

/// What is shown stays until the new is there.
void ExplainWorkspace::explainCurrent() {
    Q_EMIT stateChanged();
    explainer_.cancel();
    isOutdated_ = !isVisible();
    if (isOutdated_)
        return;
    std::optional<SourceToExplain> source = current_.source();
    if (!source || !models_.card())
        return clear();
    asked_ = source;
    explainer_.explain(std::move(*source));
    makeContent(); // while the network works
    showInspector();
    if (!std::exchange(hasCosts_, true)) // behind the source, which is waited for
        explainer_.countCosts();
}

void ExplainWorkspace::show(const SharedExplanation& source, qint64 milliseconds) {
    shown_ = source;
    stages_->setSource(source);
    strip_->setSourceName(source->name);
    strip_->setNote(tr("feature maps %1 ms").arg(milliseconds));
    showPanel();
    showInspector();
    if (pages_->currentWidget() == content_)
        return;
    const bool hadKeyboard = isAncestorOf(QApplication::focusWidget());
    pages_->setCurrentWidget(content_);
    if (hadKeyboard)
        takeFocus();
}

void ExplainWorkspace::keepShown() {
    if (!shown_ || explainer_.isWorking()) // what was asked for is not what is shown
        return;
    compared_.add(*asked_, shown_);
    strip_->setNote(tr("now choose another source"));
}

/// The source among those it is compared with, last, once.
void ExplainWorkspace::showPanel() {
    if (!shown_)
        return;
    std::vector<SharedExplanation> sources = compared_.explained();
    const auto kept = std::erase_if(sources, [this](const SharedExplanation& other) {
        return other->name == shown_->name && other->picture == shown_->picture; // names alone may be those of two catalogs
    });
    strip_->setComparable(kept == 0 && !compared_.isFull());
    sources.push_back(shown_);
    panel_->setSources(std::move(sources));
}

void ExplainWorkspace::showInspector() {
    const bool isOfSky = current_.list() == CurrentSource::List::Sky;
    InspectorPanel*& inspector = isOfSky ? ofSky_ : ofDataset_;
    if (!inspector) {
        inspector = isOfSky ? skyPage_.makeInspector() : datasetPage_.makeInspector();
        inspectors_->addWidget(inspector);
    }
    inspectors_->setCurrentWidget(inspector);
}

void ExplainWorkspace::showFault(const Error& error) {
    clear();
    fault_->setText(tr("This source cannot be explained: %1.").arg(QString::fromStdString(error.reason)));
    pages_->setCurrentWidget(fault_);
}

void ExplainWorkspace::clear() {
    shown_ = nullptr;
    if (content_) {
        stages_->setSource(nullptr);
        panel_->setSources({});
    }
    pages_->setCurrentWidget(models_.card() ? noSource_ : noModel_);
}

QList<QWidget*> ExplainWorkspace::listViews() { return strip_ ? QList<QWidget*>{&strip_->view()} : QList<QWidget*>(); }

void ExplainWorkspace::zoomBy(double factor) {
    if (panel_)
        panel_->maps().setSide(static_cast<int>(std::lround(panel_->maps().side() * factor)));
}

void ExplainWorkspace::zoomToFit() {
    if (panel_)
        panel_->maps().setSide(MapGrid::usualSide);
}

void ExplainWorkspace::takeFocus() {
    if (pages_->currentWidget() == content_)
        strip_->view().setFocus();
    else
        pages_->currentWidget()->setFocus();
}

void ExplainWorkspace::saveState() const {
    if (!content_)
        return;
    settings::explainColumns.write(content_->saveState());
    settings::explainStage.write(panel_->saveState());
}

} // namespace iic::ui
