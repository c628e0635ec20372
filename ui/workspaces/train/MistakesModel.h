#pragma once

#include "workspaces/dataset/OpenDataset.h"
#include "workspaces/train/LiveRun.h"

#include <QAbstractListModel>

namespace iic::ui {

/// The validation sources that an epoch got wrong, for a gallery.
class MistakesModel : public QAbstractListModel {
    Q_OBJECT

  public:
    using QAbstractListModel::QAbstractListModel;

    /// `dataset` is that of the rows.
    void setMistakes(SharedDataset dataset, ValidationMistakes mistakes);
    const ValidationMistakes& mistakes() const { return mistakes_; }
    std::size_t datasetRow(int place) const { return mistakes_.rows.at(static_cast<std::size_t>(place)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

  private:
    QString className(std::uint8_t label) const;

    SharedDataset dataset_;
    ValidationMistakes mistakes_;
};

} // namespace iic::ui
