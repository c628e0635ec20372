#pragma once

#include "catalog/Table.h"
#include "workspaces/dataset/OpenDataset.h"

#include <QAbstractTableModel>

#include <optional>

namespace iic::ui {

/// Rows of a dataset by class and split: the paper's Table 1, with what is left out, what has no class, and sums.
class DatasetTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { ClassColumn, Training, Validation, Test, LeftOut, Total, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setSummary(const DatasetSummary& summary);

    /// The label (or noLabel) of a row; nullopt: all of them. The split of a column; nullopt: all of them.
    std::optional<std::uint8_t> label(int row) const;
    std::optional<DatasetSplit> split(int column) const;
    std::size_t number(int row, int column) const;
    /// Class, training, validation, test, left out, total; a row a class, then those without one, then the sums.
    Table table() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    struct Line {
        QString name;
        std::optional<std::uint8_t> label;
        std::array<std::size_t, 4> rows{};
    };
    QString tip(int row, int column) const;

    std::vector<Line> lines_;
};

} // namespace iic::ui
