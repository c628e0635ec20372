#include "models/SourceTableModel.h"

namespace iic::ui {

SourceTableModel::SourceTableModel(ShownSources& shown, QObject* parent) : QAbstractTableModel(parent), shown_(shown) {
    connect(&shown_, &ShownSources::aboutToChange, this, &SourceTableModel::beginResetModel);
    connect(&shown_, &ShownSources::changed, this, &SourceTableModel::endResetModel);
    const SourceStore& store = shown_.store();
    connect(&store, &SourceStore::predictionsChanged, this,
            [this](int first, int last) { tellOfCells(first, last, SourceColumn::Class, SourceColumn::Confidence); });
    connect(&store, &SourceStore::labelChanged, this,
            [this](int row) { tellOfCells(row, row, SourceColumn::Label, SourceColumn::Label); });
}

/// Of many rows the whole column is told: they may stand anywhere.
void SourceTableModel::tellOfCells(int firstRow, int lastRow, SourceColumn first, SourceColumn last) {
    const int place = firstRow == lastRow ? shown_.placeOf(firstRow) : -1;
    const int from = place >= 0 ? place : 0, to = place >= 0 ? place : rowCount() - 1;
    if ((firstRow != lastRow || place >= 0) && to >= 0)
        Q_EMIT dataChanged(index(from, static_cast<int>(first)), index(to, static_cast<int>(last)));
}

int SourceTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : shown_.count(); }

int SourceTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : sourceColumnCount; }

QVariant SourceTableModel::sourceClass(int row, SourceColumn column) const {
    std::optional<SourceClass> shown;
    if (column == SourceColumn::Class)
        shown = sources().predictedClass(row);
    else if (column == SourceColumn::Label)
        shown = labelClass(sources().label(row));
    else if (column == SourceColumn::Truth)
        shown = sources().truth(row);
    else
        return {};
    return shown ? static_cast<int>(*shown) : -1;
}

QVariant SourceTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = shown_.sourceRow(index.row());
    const auto column = static_cast<SourceColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole: {
        const QString shown = cellText(sources(), row, column);
        return shown.isEmpty() ? QStringLiteral("—") : shown;
    }
    case Qt::TextAlignmentRole:
        return static_cast<int>((column == SourceColumn::Designation ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (column == SourceColumn::Class || column == SourceColumn::Confidence)
            return predictionNotes(sources(), row);
        return {};
    case ClassRole: return sourceClass(row, column);
    default: return {};
    }
}

QVariant SourceTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= sourceColumnCount)
        return {};
    const auto column = static_cast<SourceColumn>(section);
    switch (role) {
    case Qt::TextAlignmentRole:
        return static_cast<int>((column == SourceColumn::Designation ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ToolTipRole: return columnMeaning(column);
    case Qt::DisplayRole: return columnName(column);
    default: return {};
    }
}

void SourceTableModel::sort(int column, Qt::SortOrder order) {
    const bool isColumn = column >= 0 && column < sourceColumnCount;
    shown_.sortBy({isColumn ? std::optional(static_cast<SourceColumn>(column)) : std::nullopt, order});
}

} // namespace iic::ui
