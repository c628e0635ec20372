#pragma once

#include "nn/ModelSpec.h"
#include "workspaces/explain/ExplainedSource.h"

#include <QAbstractListModel>

namespace iic::ui {

/// The stages of the network in their order, the input first: for each its name, shape and cost, and some of its maps.
class StageModel : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role { DetailRole = Qt::UserRole };

    using QAbstractListModel::QAbstractListModel;

    void setCard(const ModelCard& card);
    void setCosts(std::vector<StageSummary> costs);
    void setSource(SharedExplanation source);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

  private:
    const StageSummary* costOf(std::size_t stage) const;
    QString detailOf(std::size_t stage) const;
    QString toolTipOf(std::size_t stage) const;

    ModelCard card_;
    std::vector<StageSummary> costs_;
    SharedExplanation source_;
};

} // namespace iic::ui
