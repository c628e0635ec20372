#include "models/ShownRows.h"

#include <utility>

namespace iic::ui {

ShownRows::ShownRows(std::vector<int> rows, int listSize)
    : listSize_(listSize), isAll_(false), rows_(std::move(rows)), places_(static_cast<std::size_t>(listSize), -1) {
    for (std::size_t place = 0; place < rows_.size(); ++place)
        places_[static_cast<std::size_t>(rows_[place])] = static_cast<int>(place);
}

ShownRows ShownRows::all(int listSize) {
    ShownRows every;
    every.listSize_ = listSize;
    return every;
}

ShownRows ShownRows::withAppended() const {
    if (isAll_)
        return all(listSize_ + 1);
    ShownRows more(*this);
    more.places_.push_back(count());
    more.rows_.push_back(listSize_);
    ++more.listSize_;
    return more;
}

ShownRows ShownRows::without(int sourceRow) const {
    if (isAll_)
        return all(listSize_ - 1);
    std::vector<int> rows = rows_;
    std::erase(rows, sourceRow);
    for (int& row : rows)
        row -= row > sourceRow;
    return ShownRows(std::move(rows), listSize_ - 1);
}

} // namespace iic::ui
