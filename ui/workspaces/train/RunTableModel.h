#pragma once

#include "workspaces/RunStore.h"
#include "workspaces/train/LiveRun.h"

#include <QAbstractTableModel>

#include <set>

namespace iic::ui {

/// The runs of the project: what each is, how far it came and how good it got. The box beside a name lays its curve over the
/// others; a dot marks the run under way.
class RunTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Name, Network, Epochs, Accuracy, ColumnCount };

    explicit RunTableModel(RunStore& runs, QObject* parent = nullptr);

    /// The run under way; nullptr: none.
    void setLive(const LiveRun* live);
    const KnownRun* run(int row) const;
    int rowOf(std::int64_t id) const; ///< −1 where it is not there
    bool isLive(const KnownRun& run) const;
    bool isOverlaid(std::int64_t id) const { return overlaid_.contains(id); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

  Q_SIGNALS:
    void overlaysChanged();

  private:
    void takeRuns();
    void tellNews(); ///< of the same runs
    QString text(const KnownRun& run, int column) const;
    QString toolTip(const KnownRun& run) const;

    RunStore& runs_;
    std::vector<std::int64_t> shown_; ///< numbers of the runs, as they are listed
    std::set<std::int64_t> overlaid_;
    const LiveRun* live_ = nullptr;
};

/// Epochs were asked for that are not done, and it was not patience that ended it.
bool isUnfinished(const KnownRun& run);
/// "IICnet 5×5", "IICnet 3×3 · W1–W4".
QString networkText(const ModelCard& card);

} // namespace iic::ui
