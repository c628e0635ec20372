#pragma once

#include "workspaces/dataset/OpenDataset.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace iic::ui {

class DatasetTableModel;

/// How many sources of each class are in each split of what is learned from, and what to beware of there.
class SplitTable : public QWidget {
    Q_OBJECT

  public:
    explicit SplitTable(QWidget* parent = nullptr);

    void setDataset(const SharedDataset& dataset);

  private:
    DatasetTableModel* model_;
    QTableView* table_;
    QLabel* verdict_;
};

} // namespace iic::ui
