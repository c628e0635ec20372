#pragma once

#include "models/SourceTableModel.h"

#include <QSortFilterProxyModel>

#include <functional>

namespace iic::ui {

/// Sorts the source table by value (empty cells last in either order) and hides what the chips filter out.
class SourceFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    explicit SourceFilterModel(SourceTableModel& model, QObject* parent = nullptr);

    /// Only sources with at least this signal to noise in W3 (0: all).
    void setMinimumSignalToNoise3(double minimum);
    void setOnlyUnlabelled(bool only);

    int sourceRow(int shownRow) const;
    /// −1 when the source is filtered out.
    int shownRow(int sourceRow) const;

  protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    SourceTableModel& model_;
    double minimumSignalToNoise3_ = 0;
    bool onlyUnlabelled_ = false;
};

} // namespace iic::ui
