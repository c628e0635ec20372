#include "models/SortedRows.h"

#include "base/Parallel.h"

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

/// A row beside what it is sorted by, so that comparing does not go through memory.
template <typename Key> struct Keyed {
    Key key;
    int row;
};

/// Both halves at once, then together.
template <typename Iterator, typename Before> void sortOnTwoThreads(Iterator first, Iterator last, Before before) {
    const auto count = static_cast<std::size_t>(last - first);
    const auto middle = first + static_cast<std::ptrdiff_t>(count / 2);
    parallelRanges(
        2,
        [&](std::size_t from, std::size_t to) {
            for (std::size_t half = from; half < to; ++half)
                half == 0 ? std::stable_sort(first, middle, before) : std::stable_sort(middle, last, before);
        },
        2);
    std::inplace_merge(first, middle, last, before);
}

template <typename Key, typename IsEmpty, typename KeyOf>
void sortByKey(std::vector<int>& rows, Qt::SortOrder direction, KeyOf keyOf, IsEmpty isEmpty) {
    std::vector<Keyed<Key>> keyed(rows.size());
    parallelRanges(rows.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            keyed[i] = {keyOf(rows[i]), rows[i]};
    });
    const auto empty = std::stable_partition(keyed.begin(), keyed.end(), [&](const auto& entry) { return !isEmpty(entry.key); });
    if (direction == Qt::AscendingOrder)
        sortOnTwoThreads(keyed.begin(), empty, [](const auto& a, const auto& b) { return a.key < b.key; });
    else
        sortOnTwoThreads(keyed.begin(), empty, [](const auto& a, const auto& b) { return b.key < a.key; });
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const auto& entry) { return entry.row; });
}

} // namespace

void sortRows(std::vector<int>& rows, const SourceList& sources, SourceColumn column, Qt::SortOrder direction) {
    if (isText(column))
        sortByKey<QString>(
            rows, direction, [&](int row) { return cellText(sources, row, column); },
            [](const QString& key) { return key.isEmpty(); });
    else
        sortByKey<double>(
            rows, direction, [&](int row) { return cellNumber(sources, row, column); },
            [](double key) { return std::isnan(key); });
}

} // namespace iic::ui
