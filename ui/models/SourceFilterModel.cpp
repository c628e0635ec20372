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
    const QModelIndex shown = mapFromSource(model_.index(sourceRow, 0));
    return shown.isValid() ? shown.row() : -1;
}

bool SourceFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const int column = left.column();
    const double a = model_.number(left.row(), column);
    const double b = model_.number(right.row(), column);
    if (!std::isnan(a) && !std::isnan(b))
        return a < b;
    const bool leftEmpty = std::isnan(a) && model_.text(left.row(), column).isEmpty();
    const bool rightEmpty = std::isnan(b) && model_.text(right.row(), column).isEmpty();
    if (leftEmpty || rightEmpty)
        return sortOrder() == Qt::AscendingOrder ? !leftEmpty && rightEmpty : leftEmpty && !rightEmpty;
    return model_.text(left.row(), column) < model_.text(right.row(), column);
}

bool SourceFilterModel::filterAcceptsRow(int row, const QModelIndex&) const {
    const SourceList& sources = model_.store().sources();
    const auto at = static_cast<std::size_t>(row);
    if (minimumSignalToNoise3_ > 0 && !(sources.signalToNoise[2][at] >= minimumSignalToNoise3_))
        return false;
    return !onlyUnlabelled_ || sources.label[at] == UserLabel::None;
}

} // namespace iic::ui
