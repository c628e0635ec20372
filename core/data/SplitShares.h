#pragma once

#include <array>
#include <cstddef>

namespace iic {

/// Rows of one class in training, validation and test.
using SplitCounts = std::array<std::size_t, 3>;

/// The most rows of a class that can be kept so that its shares are 8:1:1 within 1 point, or one row where that is more.
std::size_t most811(const SplitCounts& counts);
/// How many of each split these are.
SplitCounts keptOf811(const SplitCounts& counts);

/// As many as are wanted, or there are.
SplitCounts atMost(const SplitCounts& counts, const SplitCounts& wanted);

inline std::size_t total(const SplitCounts& counts) { return counts[0] + counts[1] + counts[2]; }

} // namespace iic
