#pragma once

#include <vector>

namespace iic::ui {

/// Rows of a list in the order in which they are shown. Never changes once it is made, so any thread may read it.
class ShownRows {
  public:
    ShownRows() = default;
    /// Of a list of this size.
    ShownRows(std::vector<int> rows, int listSize);
    /// Every row, in the order of the list.
    static ShownRows all(int listSize);

    int listSize() const { return listSize_; }
    int count() const { return isAll_ ? listSize_ : static_cast<int>(rows_.size()); }
    bool isAll() const { return isAll_; }

    /// −1 beyond the end.
    int sourceRow(int place) const {
        if (place < 0 || place >= count())
            return -1;
        return isAll_ ? place : rows_[static_cast<std::size_t>(place)];
    }
    /// −1 when the row is not shown.
    int placeOf(int sourceRow) const {
        if (sourceRow < 0 || sourceRow >= listSize_)
            return -1;
        return isAll_ ? sourceRow : places_[static_cast<std::size_t>(sourceRow)];
    }
    bool isShown(int sourceRow) const { return placeOf(sourceRow) >= 0; }

    /// The same and one more row at the end of both, list and order.
    ShownRows withAppended() const;
    /// Those that are left when the list has lost a row and the rows after it have moved up.
    ShownRows without(int sourceRow) const;

  private:
    int listSize_ = 0;
    bool isAll_ = true;
    std::vector<int> rows_;
    std::vector<int> places_; ///< of each row of the list
};

} // namespace iic::ui
