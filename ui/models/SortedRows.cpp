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

template <typename Key, typename IsEmpty>
void sortKeyed(std::vector<int>& rows, std::vector<Keyed<Key>> keyed, Qt::SortOrder direction, IsEmpty isEmpty) {
    const auto empty = std::stable_partition(keyed.begin(), keyed.end(), [&](const auto& entry) { return !isEmpty(entry.key); });
    if (direction == Qt::AscendingOrder)
        sortOnTwoThreads(keyed.begin(), empty, [](const auto& a, const auto& b) { return a.key < b.key; });
    else
        sortOnTwoThreads(keyed.begin(), empty, [](const auto& a, const auto& b) { return b.key < a.key; });
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const auto& entry) { return entry.row; });
}

void sortByNumber(std::vector<int>& rows, const SourceList& sources, SourceColumn column, Qt::SortOrder direction) {
    std::vector<Keyed<double>> keyed(rows.size());
    parallelRanges(rows.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            keyed[i] = {cellNumber(sources, rows[i], column), rows[i]};
    });
    sortKeyed(rows, std::move(keyed), direction, [](double key) { return std::isnan(key); });
}

/// The texts of a piece stand in one piece of memory: given back one by one, a million small ones are put together by
/// whichever thread frees something next, and that may be the window's.
void sortByText(std::vector<int>& rows, const SourceList& sources, SourceColumn column, Qt::SortOrder direction) {
    constexpr std::size_t pieceRows = 65'536;
    std::vector<QString> texts((rows.size() + pieceRows - 1) / pieceRows);
    std::vector<Keyed<QStringView>> keyed(rows.size());
    parallelRanges(texts.size(), [&](std::size_t firstPiece, std::size_t lastPiece) {
        std::vector<qsizetype> ends;
        for (std::size_t piece = firstPiece; piece < lastPiece; ++piece) {
            const std::size_t first = piece * pieceRows, last = std::min(rows.size(), first + pieceRows);
            QString& text = texts[piece];
            ends.clear();
            for (std::size_t i = first; i < last; ++i) {
                text += cellText(sources, rows[i], column);
                ends.push_back(text.size());
            }
            for (std::size_t i = first; i < last; ++i) {
                const qsizetype start = i == first ? 0 : ends[i - first - 1];
                keyed[i] = {QStringView(text).sliced(start, ends[i - first] - start), rows[i]};
            }
        }
    });
    sortKeyed(rows, std::move(keyed), direction, [](QStringView key) { return key.isEmpty(); });
}

} // namespace

void sortRows(std::vector<int>& rows, const SourceList& sources, SourceColumn column, Qt::SortOrder direction) {
    isText(column) ? sortByText(rows, sources, column, direction) : sortByNumber(rows, sources, column, direction);
}

} // namespace iic::ui
