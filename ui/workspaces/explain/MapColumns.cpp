#include "workspaces/explain/MapColumns.h"

#include "workspaces/explain/MapColumn.h"
#include "workspaces/explain/MapGrid.h"
#include "workspaces/explain/MapModel.h"

#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace iic::ui {

MapColumns::MapColumns(QWidget* parent) : QWidget(parent), side_(MapGrid::usualSide) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    addColumn();
}

MapGrid& MapColumns::grid() const { return columns_.back()->grid(); }

MapModel& MapColumns::model() const { return columns_.back()->model(); }

void MapColumns::addColumn() {
    auto* column = new MapColumn;
    connect(column, &MapColumn::removed, this, [this, column] { Q_EMIT removed(column->source()); });
    connect(column->grid().verticalScrollBar(), &QScrollBar::valueChanged, this, &MapColumns::scrollAll);
    connect(column->grid().selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { pickInAll(index.row()); });
    layout()->addWidget(column);
    columns_.push_back(column);
}

void MapColumns::setCount(std::size_t count) {
    while (columns_.size() < count)
        addColumn();
    for (; columns_.size() > count; columns_.pop_back())
        columns_.back()->deleteLater(); // its own button may be at work
    for (MapColumn* column : columns_)
        column->setHead(count > 1, column != columns_.back());
    resizeMaps();
}

void MapColumns::show(const std::vector<SharedExplanation>& sources, const MapChoice& choice, const ModelCard& card) {
    using Pictures = std::vector<std::vector<MapPicture>>;
    job_.replace(io_.submit<Pictures>(
        [sources, choice](JobContext&) -> JobResult<Pictures> {
            std::vector<const FeatureMaps*> maps;
            for (const SharedExplanation& source : sources)
                maps.push_back(&chosenMaps(source->explanation, choice));
            return mapPictures(maps, choice.order, choice.scale);
        },
        [this, sources, choice, card](Pictures pictures) {
            setCount(sources.size());
            for (std::size_t i = 0; i < sources.size(); ++i) {
                columns_[i]->setSource(sources[i]);
                columns_[i]->model().show(chosenMaps(sources[i]->explanation, choice), std::move(pictures[i]), card);
            }
        }));
}

void MapColumns::clear() {
    job_.cancel();
    setCount(1);
    columns_.front()->setSource(nullptr);
}

void MapColumns::setSide(int side) {
    side_ = std::clamp(side, MapGrid::smallestSide, MapGrid::largestSide);
    resizeMaps();
}

void MapColumns::resizeMaps() {
    for (MapColumn* column : columns_)
        column->grid().setSide(columns_.size() == 1 ? side_ : side_ * 3 / 4);
}

void MapColumns::scrollAll(int value) {
    for (MapColumn* column : columns_)
        column->grid().verticalScrollBar()->setValue(value);
}

void MapColumns::pickInAll(int place) {
    if (isLinking_)
        return;
    const QScopedValueRollback linking(isLinking_, true);
    for (MapColumn* column : columns_)
        if (const QModelIndex index = column->model().index(place); index.row() != column->grid().currentIndex().row())
            column->grid().setCurrentIndex(index);
}

} // namespace iic::ui
