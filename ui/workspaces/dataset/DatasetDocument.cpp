#include "workspaces/dataset/DatasetDocument.h"

#include <algorithm>

namespace iic::ui {

DatasetDocument::DatasetDocument(LabelStore& labels, SourceFilter& filter, QObject* parent)
    : QObject(parent), shown_(store_, filter), sourceLabels_(store_, labels) {
    connect(&sourceLabels_, &SourceLabels::stepped, this, &DatasetDocument::setCurrent);
}

void DatasetDocument::setDataset(SharedDataset dataset) {
    const bool wasSelected = dataset && dataset_ && dataset->dataset.path() == dataset_->dataset.path() && current_ >= 0;
    const QString name = wasSelected ? sources().name(current_) : QString();
    const SkyCoord place = wasSelected ? sources().position(current_) : SkyCoord{};
    setCurrent(-1);
    setChosen({});
    dataset_ = std::move(dataset);
    SourceList sources = dataset_ ? SourceList(dataset_->sources) : SourceList();
    sourceLabels_.putOn(sources);
    store_.reset(std::move(sources));
    Q_EMIT datasetChanged();
    if (wasSelected)
        setCurrent(LabelStore::rowOf(store_.sources(), name, place));
}

void DatasetDocument::setCurrent(int row) {
    if (row < -1 || row >= store_.size() || row == current_)
        return;
    current_ = row;
    Q_EMIT currentChanged(row);
    if (row < 0)
        setChosen({});
    else if (std::ranges::find(chosen_, row) == chosen_.end())
        setChosen({row});
}

void DatasetDocument::setChosen(std::vector<int> rows) {
    rows.resize(std::min(rows.size(), mostChosen));
    if (current_ >= 0 && std::ranges::find(rows, current_) == rows.end()) {
        rows.resize(std::min(rows.size(), mostChosen - 1));
        rows.push_back(current_);
    }
    if (rows == chosen_)
        return;
    chosen_ = std::move(rows);
    Q_EMIT chosenChanged();
}

} // namespace iic::ui
