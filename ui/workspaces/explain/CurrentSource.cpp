#include "workspaces/explain/CurrentSource.h"

#include "project/CurrentLabels.h"

namespace iic::ui {

CurrentSource::CurrentSource(SkyDocument& sky, DatasetDocument& dataset, QObject* parent)
    : QObject(parent), sky_(sky), dataset_(dataset) {
    connect(&sky_, &SkyDocument::currentChanged, this, [this] { follow(List::Sky); });
    connect(&dataset_, &DatasetDocument::currentChanged, this, [this] { follow(List::Dataset); });
}

int CurrentSource::rowIn(List list) const { return list == List::Sky ? sky_.current() : dataset_.current(); }

SkyCoord CurrentSource::placeIn(List list) const {
    const SourceList& sources = list == List::Sky ? sky_.sources() : dataset_.sources();
    return sources.position(rowIn(list));
}

void CurrentSource::follow(List told) {
    const List other = told == List::Sky ? List::Dataset : List::Sky;
    const bool isChosen = rowIn(told) >= 0, isOtherChosen = rowIn(other) >= 0;
    if (list_ == other && isOtherChosen && (!isChosen || separationArcsec(placeIn(told), placeIn(other)) <= sameSource))
        return;
    list_ = isChosen || !isOtherChosen ? told : other;
    Q_EMIT changed();
}

std::optional<SourceToExplain> CurrentSource::source() const {
    const int row = rowIn(list_);
    if (row < 0)
        return std::nullopt;
    if (list_ == List::Sky)
        return sourceOnTile(sky_.tile(), sky_.sources().name(row), sky_.sources().position(row));
    return sourceOfDataset(dataset_.dataset(), dataset_.sources().name(row), static_cast<std::size_t>(row));
}

} // namespace iic::ui
