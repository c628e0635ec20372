#pragma once

#include "models/ShownRows.h"
#include "models/SourceCells.h"
#include "models/SourceConditions.h"
#include "models/SourceFilter.h"
#include "models/SourceStore.h"

#include <memory>

namespace iic::ui {

/// Which sources of a list pass the filter, and in which order they stand. Worked out on another thread; until that is
/// done, what was shown before stays.
class ShownSources : public QObject {
    Q_OBJECT

  public:
    struct Order {
        std::optional<SourceColumn> column; ///< nullopt: as in the list
        Qt::SortOrder direction = Qt::AscendingOrder;
    };

    ShownSources(SourceStore& store, SourceFilter& filter, QObject* parent = nullptr);
    ~ShownSources() override { job_.cancel(); }

    const SourceStore& store() const { return store_; }
    /// What is shown now, for work on another thread.
    const std::shared_ptr<const ShownRows>& rows() const { return rows_; }
    int count() const { return rows_->count(); }
    /// −1 beyond the end.
    int sourceRow(int place) const { return rows_->sourceRow(place); }
    /// −1 when the source is filtered out.
    int placeOf(int sourceRow) const { return rows_->placeOf(sourceRow); }
    bool isShown(int sourceRow) const { return rows_->isShown(sourceRow); }

    const Order& order() const { return order_; }
    /// Empty cells come last in either direction.
    void sortBy(const Order& order);

    /// Why a chip of the filter cannot be asked of this list, which then passes over it; nullopt when it can.
    const std::optional<ExpressionError>& fault(int chip) const { return checks_.at(static_cast<std::size_t>(chip)).error; }
    /// What a condition would meet here.
    ConditionCheck check(const Expression& condition) const { return checkCondition(condition, store_.sources(), columns_); }
    /// What could be written at a place of a condition.
    Completions completions(const QString& text, int position) const;

    bool isWorking() const { return job_.isRunning(); }

  Q_SIGNALS:
    void aboutToChange();
    void changed();

  private:
    static JobResult<ShownRows> workOut(const SourceList& sources, const std::vector<Expression>& conditions, const Order& order,
                                        std::stop_token stop);

    void takeList();
    void takeAppended();
    void takeRemoved(int row);
    void takeFilter();
    void checkChips();
    bool isPlain() const;
    void update();
    void updateAfterRunning();
    void show(ShownRows rows);

    SourceStore& store_;
    SourceFilter& filter_;
    Table columns_; ///< of the list, without rows
    std::vector<ConditionCheck> checks_; ///< one a chip
    Order order_;
    std::shared_ptr<const ShownRows> rows_ = std::make_shared<const ShownRows>();
    LatestJob job_;
    bool isOutdated_ = false; ///< by what changed while the job was running
};

} // namespace iic::ui
