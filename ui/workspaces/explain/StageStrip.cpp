#include "workspaces/explain/StageStrip.h"

#include "widgets/FigurePanel.h"
#include "workspaces/explain/StageCard.h"
#include "workspaces/explain/StageModel.h"

#include <QLabel>
#include <QListView>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace iic::ui {

StageStrip::StageStrip(StageModel& model, IoPool& io, std::function<FigurePointer()> figure, QWidget* parent)
    : QWidget(parent),
      model_(model),
      view_(new QListView),
      note_(new QLabel),
      back_(button(QStringLiteral("stageBack"), tr("◀ Step"), tr("One stage back (←)"))),
      forward_(button(QStringLiteral("stageForward"), tr("Step ▶"), tr("One stage forward (→)"))),
      play_(button(QStringLiteral("stagePlay"), tr("Play"), tr("Go through the stages one after the other"))),
      compare_(button(QStringLiteral("addCompared"), tr("+ Add a source to compare"),
                      tr("Keep this source here, beside the next one that you choose"))) {
    view_->setObjectName(QStringLiteral("stages"));
    view_->setAccessibleName(tr("Stages of the network"));
    view_->setModel(&model_);
    view_->setItemDelegate(new StageCard(view_));
    view_->setFlow(QListView::LeftToRight);
    view_->setWrapping(false);
    view_->setUniformItemSizes(true);
    view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setMouseTracking(true);
    view_->setFixedHeight(StageCard::cardHeight(view_->font()) + view_->horizontalScrollBar()->sizeHint().height() + 4);
    note_->setObjectName(QStringLiteral("explainTime"));
    note_->setProperty("muted", true);
    play_->setCheckable(true);
    playTimer_.setInterval(playInterval);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    panel_ = new FigurePanel(io, tr("Through the network"), view_, std::move(figure), {note_, back_, forward_, play_, compare_});
    panel_->setSaveText(tr("Export figure…"),
                        tr("Save the input and its maps after conv1, RFB and CBAM as one figure: PNG, SVG, PDF or CSV"));
    layout->addWidget(panel_);
    connect(back_, &QToolButton::clicked, this, [this] { step(-1); });
    connect(forward_, &QToolButton::clicked, this, [this] { step(1); });
    connect(compare_, &QToolButton::clicked, this, &StageStrip::compareWanted);
    connect(play_, &QToolButton::toggled, this, &StageStrip::setPlaying);
    connect(&playTimer_, &QTimer::timeout, this, &StageStrip::playOn);
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (!index.isValid())
            return;
        lastStage_ = index.row();
        showState();
        Q_EMIT stageChanged(index.row());
    });
    connect(&model_, &QAbstractItemModel::modelReset, this, [this] { setStage(lastStage_); });
    showState();
}

QToolButton* StageStrip::button(const QString& name, const QString& text, const QString& about) {
    auto* made = new QToolButton(this);
    made->setObjectName(name);
    made->setText(text);
    made->setToolTip(about);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the stages
    return made;
}

int StageStrip::stage() const { return view_->currentIndex().row(); }

void StageStrip::setStage(int stage) {
    if (const int count = model_.rowCount(); count > 0)
        view_->setCurrentIndex(model_.index(std::clamp(stage, 0, count - 1)));
    showState();
}

void StageStrip::setSourceName(const QString& name) { panel_->setTitle(tr("Through the network · %1").arg(name), {name}); }

void StageStrip::setNote(const QString& text) { note_->setText(text); }

void StageStrip::setComparable(bool isComparable) { compare_->setEnabled(isComparable); }

void StageStrip::step(int by) { setStage(stage() + by); }

void StageStrip::setPlaying(bool plays) {
    if (!plays)
        return playTimer_.stop();
    if (stage() == model_.rowCount() - 1)
        setStage(0);
    playTimer_.start();
}

void StageStrip::playOn() {
    step(1);
    if (stage() == model_.rowCount() - 1)
        play_->setChecked(false);
}

void StageStrip::showState() {
    const int count = model_.rowCount();
    back_->setEnabled(stage() > 0);
    forward_->setEnabled(count > 0 && stage() < count - 1);
    play_->setEnabled(count > 0);
    panel_->setSavable(count > 0);
    if (count == 0)
        play_->setChecked(false);
}

} // namespace iic::ui
