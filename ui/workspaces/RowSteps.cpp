#include "workspaces/RowSteps.h"

#include <algorithm>

namespace iic::ui {

RowSteps::RowSteps(const ShownSources& shown, Current current, QObject* parent)
    : QObject(parent), shown_(shown), current_(std::move(current)) {
    connect(&shown_, &ShownSources::aboutToChange, this, [this] { placeBefore_ = shown_.placeOf(current_()); });
    connect(&shown_, &ShownSources::changed, this, &RowSteps::keepPlace);
    connect(&shown_.store(), &SourceStore::aboutToReset, this, [this] { lostRow_ = -1; });
}

void RowSteps::keepPlace() {
    const int row = current_();
    if (row < 0 || shown_.isShown(row))
        lostRow_ = -1;
    else if (placeBefore_ >= 0) {
        lostRow_ = row;
        lostPlace_ = placeBefore_;
    }
}

int RowSteps::step(int by) const {
    const int count = shown_.count();
    if (count == 0)
        return -1;
    const int row = current_(), place = row < 0 ? -1 : shown_.placeOf(row);
    int before = place;
    if (place < 0 && row >= 0 && row == lostRow_)
        before = by > 0 ? lostPlace_ - 1 : lostPlace_;
    else if (place < 0)
        before = by > 0 ? -1 : 0;
    return shown_.sourceRow((((before + by) % count) + count) % count);
}

int RowSteps::nextUnlabelled() const {
    const int count = shown_.count();
    const int row = current_(), place = row < 0 ? -1 : shown_.placeOf(row);
    const int from = place < 0 && row >= 0 && row == lostRow_ ? lostPlace_ - 1 : place;
    for (int step = 1; step <= count; ++step)
        if (const int next = shown_.sourceRow((from + step) % count); shown_.store().sources().label(next) == UserLabel::None)
            return next;
    return -1;
}

} // namespace iic::ui
