#pragma once

#include "catalog/Table.h"
#include "workspaces/dataset/OpenDataset.h"

#include <QWidget>

#include <optional>

class QFormLayout;
class QLabel;
class QTableView;

namespace iic::ui {

class DatasetTableModel;
struct DatasetFact;

/// What a dataset holds: sizes by class and split (the paper's Table 1), and below them in words what it was made of.
/// A click on a number, or Return, picks its rows; Ctrl+C copies the selected cells, or the whole table, with tabs between.
class DatasetSummaryView : public QWidget {
    Q_OBJECT

  public:
    explicit DatasetSummaryView(QWidget* parent = nullptr);

    void setDataset(SharedDataset dataset);
    /// The sizes as they are shown, for export.
    Table table() const;

  Q_SIGNALS:
    /// Label (noLabel: those without a class) and split of the rows picked; nullopt: of any.
    void cellPicked(std::optional<std::uint8_t> label, std::optional<iic::DatasetSplit> split);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void pick(const QModelIndex& index);
    void copy() const;
    void fitTable();
    void showFacts();
    void addFact(const DatasetFact& fact);

    SharedDataset dataset_;
    DatasetTableModel* model_;
    QTableView* table_;
    QFormLayout* facts_;
    QLabel* empty_;
};

} // namespace iic::ui
