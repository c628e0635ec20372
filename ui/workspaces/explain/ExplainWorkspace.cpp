#include "workspaces/explain/ExplainWorkspace.h"

#include "widgets/PanelHeader.h"
#include "workspaces/Settings.h"
#include "workspaces/dataset/DatasetStart.h"
#include "workspaces/explain/MapGrid.h"
#include "workspaces/explain/StageModel.h"
#include "workspaces/explain/StagePanel.h"
#include "workspaces/explain/StageStrip.h"

#include <QAction>
#include <QApplication>
#include <QListView>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace iic::ui {

ExplainWorkspace::ExplainWorkspace(SkyDocument& sky, DatasetDocument& dataset, SourceWorkspace& skyPage,
                                   SourceWorkspace& datasetPage, ModelStore& models, QWidget* parent)
    : SourceWorkspace(parent),
      skyPage_(skyPage),
      datasetPage_(datasetPage),
      models_(models),
      current_(sky, dataset),
      explainer_(models),
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
    for (const SourceWorkspace* page : {&skyPage_, &datasetPage_})
        connect(page, &Workspace::stateChanged, this, &Workspace::stateChanged);
    clear();
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
    strip_ = new StageStrip(*stages_);
    panel_ = new StagePanel;
    content_ = new QWidget;
    auto* layout = new QVBoxLayout(content_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(strip_);
    layout->addWidget(panel_, 1);
    pages_->addWidget(content_);
    panel_->restoreState(settings::explainColumns.read());
    connect(strip_, &StageStrip::stageChanged, panel_, &StagePanel::setStage);
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

bool ExplainWorkspace::isBusy() const { return explainer_.isWorking() || (panel_ && panel_->isWorking()); }

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
    makeContent();
    explainer_.explain(std::move(*source));
    if (!std::exchange(hasCosts_, true)) // behind the source, which is waited for
        explainer_.countCosts();
}

void ExplainWorkspace::show(const SharedExplanation& source, qint64 milliseconds) {
    shown_ = source;
    stages_->setSource(source);
    strip_->setSourceName(source->name);
    strip_->setNote(tr("feature maps %1 ms").arg(milliseconds));
    panel_->setSource(source);
    if (pages_->currentWidget() == content_)
        return;
    const bool hadKeyboard = isAncestorOf(QApplication::focusWidget());
    pages_->setCurrentWidget(content_);
    if (hadKeyboard)
        takeFocus();
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
        panel_->setSource(nullptr);
    }
    pages_->setCurrentWidget(models_.card() ? noSource_ : noModel_);
}

QList<QWidget*> ExplainWorkspace::listViews() { return strip_ ? QList<QWidget*>{&strip_->view()} : QList<QWidget*>(); }

void ExplainWorkspace::zoomBy(double factor) {
    if (panel_)
        panel_->grid().setSide(static_cast<int>(std::lround(panel_->grid().side() * factor)));
}

void ExplainWorkspace::zoomToFit() {
    if (panel_)
        panel_->grid().setSide(MapGrid::usualSide);
}

void ExplainWorkspace::takeFocus() {
    if (pages_->currentWidget() == content_)
        strip_->view().setFocus();
    else
        pages_->currentWidget()->setFocus();
}

void ExplainWorkspace::saveState() const {
    if (panel_)
        settings::explainColumns.write(panel_->saveState());
}

} // namespace iic::ui
