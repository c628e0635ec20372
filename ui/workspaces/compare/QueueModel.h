#pragma once

#include "workspaces/compare/StudyDocument.h"

#include <QAbstractTableModel>

namespace iic::ui {

struct StudyRunUnderWay;

/// The runs that the chosen studies need, as they are trained one after the other.
class QueueModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Run, Seed, State, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setQueue(std::vector<QueuedRun> queue, int epochs);
    /// What each takes from the start, seconds; empty: not known.
    void setExpected(std::vector<double> seconds);
    /// nullptr: none is under way.
    void setUnderWay(const StudyRunUnderWay* run);
    const std::vector<QueuedRun>& queue() const { return queue_; }
    /// −1: none is.
    int rowUnderWay() const;
    std::size_t done() const;
    /// Of the runs behind the one under way; nullopt where it is not known.
    std::optional<double> secondsBehind() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  private:
    QString stateText(std::size_t row) const;

    std::vector<QueuedRun> queue_;
    std::vector<double> expected_;
    int epochs_ = 0; ///< of each run
    std::filesystem::path underWay_; ///< folder of the run
    std::size_t epochsUnderWay_ = 0;
};

} // namespace iic::ui
