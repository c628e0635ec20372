#include "workspaces/dataset/SelectionLink.h"

#include "project/CurrentLabels.h"
#include "workspaces/SkyDocument.h"
#include "workspaces/dataset/DatasetDocument.h"

#include <QScopedValueRollback>

#include <cmath>

namespace iic::ui {

namespace {

/// The row of the same source in another list, −1 where it is not there.
int sameIn(const SourceList& other, const SourceList& sources, int row) {
    const SkyCoord place = sources.position(row);
    return std::isfinite(place.rightAscension) ? other.find(sources.name(row), place, sameSource) : -1;
}

} // namespace

SelectionLink::SelectionLink(SkyDocument& sky, DatasetDocument& dataset, QObject* parent)
    : QObject(parent), sky_(sky), dataset_(dataset) {
    connect(&sky_, &SkyDocument::currentChanged, this, &SelectionLink::toDataset);
    connect(&dataset_, &DatasetDocument::currentChanged, this, &SelectionLink::toSky);
    connect(&dataset_, &DatasetDocument::datasetChanged, this, &SelectionLink::toDataset);
    connect(&sky_.store(), &SourceStore::wasReset, this, &SelectionLink::toSky);
}

void SelectionLink::toDataset() {
    if (isLinking_ || sky_.current() < 0)
        return;
    const QScopedValueRollback linking(isLinking_, true);
    if (const int row = sameIn(dataset_.sources(), sky_.sources(), sky_.current()); row >= 0)
        dataset_.setCurrent(row);
}

void SelectionLink::toSky() {
    if (isLinking_ || dataset_.current() < 0)
        return;
    const QScopedValueRollback linking(isLinking_, true);
    if (const int row = sameIn(sky_.sources(), dataset_.sources(), dataset_.current()); row >= 0)
        sky_.setCurrent(row);
}

} // namespace iic::ui
