#include "workspaces/explain/StagePanel.h"

#include "widgets/PanelHeader.h"
#include "workspaces/Settings.h"
#include "workspaces/explain/MapGrid.h"
#include "workspaces/explain/MapModel.h"
#include "workspaces/explain/StageNotes.h"
#include "workspaces/explain/StageText.h"

#include <QComboBox>
#include <QSplitter>
#include <QVBoxLayout>

namespace iic::ui {

StagePanel::StagePanel(QWidget* parent)
    : QWidget(parent),
      title_(panelTitle()),
      branch_(choiceBox(QStringLiteral("mapBranch"), tr("Branch of the receptive field block"),
                        {tr("All branches"), tr("Near"), tr("Middle"), tr("Far")})),
      order_(choiceBox(QStringLiteral("mapOrder"), tr("Order of the maps"), {tr("Strongest first"), tr("By channel")})),
      scale_(choiceBox(QStringLiteral("mapScale"), tr("Scale of the maps"), {tr("Scale per map"), tr("One scale")})),
      model_(new MapModel(this)),
      grid_(new MapGrid),
      notes_(new StageNotes),
      columns_(new QSplitter(Qt::Horizontal)) {
    order_->setCurrentIndex(settings::mapOrder.read());
    scale_->setCurrentIndex(settings::mapScale.read());
    for (QComboBox* box : {branch_, order_, scale_})
        connect(box, &QComboBox::currentIndexChanged, this, &StagePanel::takeChoice);
    grid_->setObjectName(QStringLiteral("maps"));
    grid_->setAccessibleName(tr("Maps of the stage"));
    grid_->setModel(model_);
    columns_->addWidget(grid_);
    columns_->addWidget(notes_);
    columns_->setStretchFactor(0, 1);
    columns_->setStretchFactor(1, 1);
    columns_->setSizes({470, 450});
    columns_->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(title_, {branch_, order_, scale_}));
    layout->addWidget(columns_, 1);
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

void StagePanel::setSource(SharedExplanation source) {
    source_ = std::move(source);
    show();
}

void StagePanel::setStage(int stage) {
    choice_.stage = static_cast<std::size_t>(stage);
    show();
}

void StagePanel::show() {
    job_.cancel();
    if (!source_)
        return model_->clear();
    const FeatureMaps& maps = chosenMaps(source_->explanation, choice_);
    branch_->setVisible(hasBranches(source_->explanation.stages[choice_.stage]));
    showTitle(maps);
    notes_->show(*source_, choice_, card_);
    using Pictures = std::vector<std::vector<MapPicture>>;
    job_.replace(io_.submit<Pictures>(
        [source = source_, choice = choice_](JobContext&) -> JobResult<Pictures> {
            const std::array one{&chosenMaps(source->explanation, choice)};
            return mapPictures(one, choice.order, choice.scale);
        },
        [this, source = source_, choice = choice_](Pictures pictures) {
            model_->show(chosenMaps(source->explanation, choice), std::move(pictures.front()), card_);
        }));
}

void StagePanel::showTitle(const FeatureMaps& maps) {
    const QString name = stageTitle(source_->explanation.stages[choice_.stage].part, card_);
    const QString count = tr("%1 maps").arg(maps.channels);
    title_->setTexts({tr("%1 · %2 of %3 × %4").arg(name, count).arg(maps.height).arg(maps.width), name});
}

QByteArray StagePanel::saveState() const {
    settings::mapOrder.write(order_->currentIndex());
    settings::mapScale.write(scale_->currentIndex());
    return columns_->saveState();
}

void StagePanel::restoreState(const QByteArray& state) { columns_->restoreState(state); }

} // namespace iic::ui
