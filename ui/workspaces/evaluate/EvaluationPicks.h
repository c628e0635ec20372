#pragma once

#include "data/DatasetColumns.h"
#include "models/SourceFilter.h"
#include "plots/ConfusionFigure.h"
#include "plots/ReliabilityFigure.h"
#include "plots/RocFigure.h"

namespace iic::ui {

/// What is picked in the views of an evaluation, kept as conditions of the filter: a chip for the cells of the matrix, one for
/// thresholds, one for ranges of confidence, one for cells of the changes between two runs. Taking the chip away picks nothing.
class EvaluationPicks : public QObject {
    Q_OBJECT

  public:
    using Cell = ConfusionFigure::Cell;
    using Held = RocFigure::Held;
    using Range = ReliabilityFigure::Range;

    explicit EvaluationPicks(SourceFilter& filter, QObject* parent = nullptr);

    const std::vector<Cell>& cells() const { return cells_; }
    const std::vector<Cell>& changes() const { return changes_; }
    const std::vector<Held>& thresholds() const { return thresholds_; } ///< one a class at most
    const std::vector<Range>& ranges() const { return ranges_; }

    /// In the place of what was picked, or beside it; what is picked already is let go.
    void pickCell(const Cell& cell, bool isAdded);
    void pickChange(const Cell& cell, bool isAdded);
    /// Every source whose class changed, or what was picked of them is let go.
    void pickAllChanges(bool isPicked);
    bool areAllChangesPicked() const;
    void pickRange(const Range& range, bool isAdded);
    /// In the place of those before, or of that of its class alone.
    void pickThreshold(const Held& threshold, bool isAdded);
    void clearCells();
    void clearChanges();
    void clearThresholds();
    void clearRanges();
    /// Every list shows that split alone.
    void showSplit(DatasetSplit split);
    void clearAll(); ///< the split as well

    /// One of these, which the matrix and the curves pass over so that there is something left to pick from.
    static bool isPick(const FilterChip& chip);

  Q_SIGNALS:
    void changed();

  private:
    void takeFilter();
    void showCells();
    void showChanges();
    void showRanges();

    SourceFilter& filter_;
    std::vector<Cell> cells_, changes_;
    std::vector<Held> thresholds_;
    std::vector<Range> ranges_;
};

} // namespace iic::ui
