#pragma once

#include "models/ShownSources.h"

#include <QAbstractTableModel>

namespace iic::ui {

/// The shown sources as a table, a column for each SourceColumn.
class SourceTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    /// Of the class, label and truth columns: the SourceClass as int, −1 where there is none.
    static constexpr int ClassRole = Qt::UserRole + 1;

    explicit SourceTableModel(ShownSources& shown, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// Asks the shown sources for that order; it comes a little later.
    void sort(int column, Qt::SortOrder order) override;

  private:
    const SourceList& sources() const { return shown_.store().sources(); }
    QVariant sourceClass(int row, SourceColumn column) const;
    void tellOfCells(int firstRow, int lastRow, SourceColumn first, SourceColumn last);

    ShownSources& shown_;
};

} // namespace iic::ui
