#include "workspaces/explain/MapColumn.h"

#include "workspaces/explain/MapGrid.h"
#include "workspaces/explain/MapModel.h"
#include "workspaces/explain/SourceHead.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace iic::ui {

MapColumn::MapColumn(QWidget* parent)
    : QWidget(parent),
      headRow_(new QWidget),
      head_(new SourceHead),
      remove_(new QToolButton),
      model_(new MapModel(this)),
      grid_(new MapGrid) {
    remove_->setText(QStringLiteral("✕"));
    remove_->setAutoRaise(true);
    remove_->setObjectName(QStringLiteral("removeCompared"));
    remove_->setToolTip(tr("Compare with it no longer"));
    connect(remove_, &QToolButton::clicked, this, &MapColumn::removed);
    grid_->setObjectName(QStringLiteral("maps"));
    grid_->setModel(model_);
    connect(model_, &QAbstractItemModel::modelReset, grid_, &QAbstractItemView::scrollToTop);
    auto* row = new QHBoxLayout(headRow_);
    row->setContentsMargins(2, 0, 4, 0);
    row->setSpacing(0);
    row->addWidget(head_, 1);
    row->addWidget(remove_, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(headRow_);
    layout->addWidget(grid_, 1);
    setHead(false, false);
}

void MapColumn::setSource(SharedExplanation source) {
    source_ = std::move(source);
    head_->setSource(source_);
    if (!source_)
        return model_->clear();
    grid_->setAccessibleName(tr("Maps of %1").arg(source_->name));
    remove_->setAccessibleName(tr("Compare with %1 no longer").arg(source_->name));
}

void MapColumn::setHead(bool isShown, bool isRemovable) {
    headRow_->setVisible(isShown);
    remove_->setVisible(isRemovable);
}

} // namespace iic::ui
