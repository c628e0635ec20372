#include "workspaces/explain/StagePanel.h"

#include "widgets/FigurePanel.h"
#include "workspaces/Settings.h"
#include "workspaces/explain/FeatureMapsFigure.h"
#include "workspaces/explain/MapColumns.h"
#include "workspaces/explain/MapGrid.h"
#include "workspaces/explain/StageNotes.h"
#include "workspaces/explain/StageText.h"

#include <QComboBox>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

namespace iic::ui {

StagePanel::StagePanel(IoPool& io, QWidget* parent)
    : QWidget(parent),
      branch_(choiceBox(QStringLiteral("mapBranch"), tr("Branch of the receptive field block"),
                        {tr("All branches"), tr("Near"), tr("Middle"), tr("Far")})),
      order_(choiceBox(QStringLiteral("mapOrder"), tr("Order of the maps"), {tr("Strongest first"), tr("By channel")})),
      scale_(choiceBox(QStringLiteral("mapScale"), tr("Scale of the maps"), {tr("Scale per map"), tr("One scale")})),
      maps_(new MapColumns),
      notes_(new StageNotes),
      columns_(new QSplitter(Qt::Horizontal)) {
    order_->setCurrentIndex(settings::mapOrder.read());
    scale_->setCurrentIndex(settings::mapScale.read());
    for (QComboBox* box : {branch_, order_, scale_})
        connect(box, &QComboBox::currentIndexChanged, this, &StagePanel::takeChoice);
    auto* scroll = new QScrollArea; // more sources than there is room for
    scroll->setWidget(maps_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMinimumWidth(2 * MapGrid::usualSide);
    columns_->addWidget(scroll);
    columns_->addWidget(notes_);
    columns_->setStretchFactor(0, 1);
    columns_->setStretchFactor(1, 1);
    columns_->setSizes({470, 450});
    columns_->setChildrenCollapsible(false);
    panel_ = new FigurePanel(io, tr("Maps of the stage"), columns_,
                             [this] { return sources_.empty() ? FigurePointer() : stageFigure(sources_, choice_, card_); },
                             {branch_, order_, scale_});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(panel_);
    takeChoice();
}

QComboBox* StagePanel::choiceBox(const QString& name, const QString& about, const QStringList& entries) {
    auto* box = new QComboBox(this);
    box->setObjectName(name);
    box->setAccessibleName(about);
    box->setToolTip(about);
    box->addItems(entries);
    return box;
}

void StagePanel::takeChoice() {
    choice_.branch = static_cast<RfbBranch>(branch_->currentIndex());
    choice_.order = static_cast<MapOrder>(order_->currentIndex());
    choice_.scale = static_cast<MapScale>(scale_->currentIndex());
    show();
}

void StagePanel::setSources(std::vector<SharedExplanation> sources) {
    sources_ = std::move(sources);
    show();
}

void StagePanel::setStage(int stage) {
    choice_.stage = static_cast<std::size_t>(stage);
    show();
}

void StagePanel::show() {
    panel_->setSavable(!sources_.empty());
    if (sources_.empty())
        return maps_->clear();
    const ExplainedSource& chosen = *sources_.back();
    branch_->setVisible(hasBranches(chosen.explanation.stages[choice_.stage]));
    showTitle(chosenMaps(chosen.explanation, choice_));
    notes_->show(chosen, choice_, card_);
    maps_->show(sources_, choice_, card_);
}

void StagePanel::showTitle(const FeatureMaps& maps) {
    const QString name = stageTitle(sources_.back()->explanation.stages[choice_.stage].part, card_);
    if (maps.height * maps.width == 1)
        return panel_->setTitle(tr("%1 · a number for each class").arg(name), {name});
    panel_->setTitle(tr("%1 · %2 maps of %3 × %4").arg(name).arg(maps.channels).arg(maps.height).arg(maps.width), {name});
}

QByteArray StagePanel::saveState() const {
    settings::mapOrder.write(order_->currentIndex());
    settings::mapScale.write(scale_->currentIndex());
    return columns_->saveState();
}

void StagePanel::restoreState(const QByteArray& state) { columns_->restoreState(state); }

} // namespace iic::ui
