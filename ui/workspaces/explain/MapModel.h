#pragma once

#include "nn/ModelSpec.h"
#include "workspaces/explain/ExplainedSource.h"
#include "workspaces/explain/MapChoice.h"

#include <QAbstractListModel>

namespace iic::ui {

/// Maps of one stage, each with its picture and what its channel is called.
class MapModel : public QAbstractListModel {
    Q_OBJECT

  public:
    using QAbstractListModel::QAbstractListModel;

    void show(const FeatureMaps& maps, std::vector<MapPicture> pictures, const ModelCard& card);
    void clear();
    /// The channel at a place; −1 where there is none.
    int channelAt(int place) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

  private:
    std::vector<MapPicture> pictures_;
    QStringList names_; ///< of the channels, place by place
};

} // namespace iic::ui
