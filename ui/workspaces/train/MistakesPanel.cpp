#include "workspaces/train/MistakesPanel.h"

#include "widgets/GalleryView.h"
#include "widgets/PanelHeader.h"
#include "workspaces/dataset/ThumbnailLoader.h"
#include "workspaces/dataset/ThumbnailModel.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace iic::ui {

namespace {

constexpr int pictureSide = 96; // pixels of the screen

} // namespace

MistakesPanel::MistakesPanel(QWidget* parent)
    : QWidget(parent),
      pictures_(new ThumbnailLoader(this)),
      model_(new MistakesModel(this)),
      view_(new GalleryView),
      title_(panelTitle(tr("Validation mistakes"))),
      count_(new QLabel),
      reason_(panelNote()),
      stack_(new QStackedWidget) {
    auto* shown = new ThumbnailModel(
        *pictures_, [this](int place) { return std::optional(model_->datasetRow(place)); }, this);
    shown->setSourceModel(model_);
    view_->setObjectName(QStringLiteral("mistakes"));
    view_->setAccessibleName(tr("Validation sources that the last epoch got wrong"));
    view_->setFrameShape(QFrame::NoFrame);
    view_->setModel(shown);
    view_->setPictureSide(pictureSide);
    shown->follow(*view_);
    count_->setProperty("muted", true);
    count_->setObjectName(QStringLiteral("mistakeCount"));
    stack_->addWidget(reason_);
    stack_->addWidget(view_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panelHeader(title_, {count_}));
    layout->addWidget(stack_, 1);
    connect(pictures_, &ThumbnailLoader::failed, this, &MistakesPanel::failed);
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            Q_EMIT picked(model_->datasetRow(index.row()));
    });
    connect(view_, &GalleryView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT opened(model_->datasetRow(index.row())); });
}

void MistakesPanel::setDataset(SharedDataset dataset, const InputOptions& input) {
    if (dataset == dataset_)
        return;
    dataset_ = std::move(dataset);
    model_->setMistakes(nullptr, {});
    if (dataset_)
        pictures_->setDataset(dataset_, input);
    else
        pictures_->setDataset(nullptr);
}

void MistakesPanel::show(const ValidationMistakes& mistakes, const QString& reason) {
    const bool areThere = dataset_ && mistakes.epoch > 0;
    if (areThere && (mistakes.epoch != model_->mistakes().epoch || mistakes.rows != model_->mistakes().rows))
        model_->setMistakes(dataset_, mistakes);
    title_->setText(areThere ? tr("Validation mistakes · epoch %1").arg(mistakes.epoch) : tr("Validation mistakes"));
    count_->setText(areThere ? tr("%L1 of %L2").arg(mistakes.rows.size()).arg(mistakes.inputs) : QString());
    reason_->setText(areThere ? tr("None: every validation source is right.") : reason);
    stack_->setCurrentWidget(areThere && !mistakes.rows.empty() ? static_cast<QWidget*>(view_) : reason_);
}

} // namespace iic::ui
