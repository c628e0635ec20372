#include "models/SourceFilterModel.h"

#include <cmath>

namespace iic::ui {

SourceFilterModel::SourceFilterModel(SourceTableModel& model, QObject* parent) : QSortFilterProxyModel(parent), model_(model) {
    setSourceModel(&model);
}

void SourceFilterModel::setMinimumSignalToNoise3(double minimum) {
    minimumSignalToNoise3_ = minimum;
    invalidateFilter();
}

void SourceFilterModel::setOnlyUnlabelled(bool only) {
    onlyUnlabelled_ = only;
    invalidateFilter();
}

int SourceFilterModel::sourceRow(int shownRow) const {
    const QModelIndex source = mapToSource(index(shownRow, 0));
    return source.isValid() ? source.row() : -1;
}

int SourceFilterModel::shownRow(int sourceRow) const {
    if (sourceRow < 0)
        return -1;
    const QModelIndex shown = mapFromSource(model_.index(sourceRow, 0));
    return shown.isValid() ? shown.row() : -1;
}

bool SourceFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const int column = left.column();
    const auto emptyLast = [&](bool isLeftEmpty, bool isRightEmpty) {
        return sortOrder() == Qt::AscendingOrder ? !isLeftEmpty && isRightEmpty : isLeftEmpty && !isRightEmpty;
    };
    if (SourceTableModel::isText(column)) {
        const QString a = model_.text(left.row(), column), b = model_.text(right.row(), column);
        return a.isEmpty() || b.isEmpty() ? emptyLast(a.isEmpty(), b.isEmpty()) : a < b;
    }
    const double a = model_.number(left.row(), column), b = model_.number(right.row(), column);
    return std::isnan(a) || std::isnan(b) ? emptyLast(std::isnan(a), std::isnan(b)) : a < b;
}

bool SourceFilterModel::filterAcceptsRow(int row, const QModelIndex&) const {
    const SourceList& sources = model_.store().sources();
    const auto at = static_cast<std::size_t>(row);
    if (minimumSignalToNoise3_ > 0 && !(sources.signalToNoise[2][at] >= minimumSignalToNoise3_))
        return false;
    return !onlyUnlabelled_ || sources.label[at] == UserLabel::None;
}

} // namespace iic::ui
