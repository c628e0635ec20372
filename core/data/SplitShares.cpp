#include "data/SplitShares.h"

#include <algorithm>

namespace iic {

namespace {

constexpr std::array<std::size_t, 3> percent{80, 10, 10};

/// One point of `rows` or one row, in hundredths of a row.
std::size_t tolerance(std::size_t rows) { return std::max<std::size_t>(rows, 100); }

std::size_t fewest(std::size_t rows, std::size_t split) {
    const auto share = percent[split] * rows, slack = tolerance(rows);
    return share > slack ? (share - slack + 99) / 100 : 0;
}

std::size_t most(std::size_t rows, std::size_t split) { return (percent[split] * rows + tolerance(rows)) / 100; }

/// Takes from whatever is farthest above its share until `rows` are left.
SplitCounts reducedTo(SplitCounts counts, std::size_t rows) {
    while (total(counts) > rows) {
        std::size_t richest = 3;
        for (std::size_t split = 0; split < 3; ++split) {
            if (counts[split] <= fewest(rows, split))
                continue;
            if (richest == 3 || 100 * counts[split] + percent[richest] * rows > 100 * counts[richest] + percent[split] * rows)
                richest = split;
        }
        --counts[richest];
    }
    return counts;
}

} // namespace

std::size_t most811(const SplitCounts& counts) {
    // No step below passes over a number of rows that would do, for all bounds grow with it.
    for (std::size_t rows = total(counts);;) {
        std::size_t bound = rows, room = 0;
        for (std::size_t split = 0; split < 3; ++split) {
            room += std::min(counts[split], most(rows, split));
            bound = std::min(bound, (100 * counts[split] + tolerance(rows)) / percent[split]);
        }
        bound = std::min(bound, room);
        if (bound == rows)
            return rows;
        rows = bound;
    }
}

SplitCounts keptOf811(const SplitCounts& counts) {
    const auto rows = most811(counts);
    SplitCounts kept;
    for (std::size_t split = 0; split < 3; ++split)
        kept[split] = std::min(counts[split], most(rows, split));
    return reducedTo(kept, rows);
}

SplitCounts atMost(const SplitCounts& counts, const SplitCounts& wanted) {
    SplitCounts kept;
    for (std::size_t split = 0; split < 3; ++split)
        kept[split] = std::min(counts[split], wanted[split]);
    return kept;
}

} // namespace iic
