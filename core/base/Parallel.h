#pragma once

#include <cstddef>
#include <functional>

namespace iic {

/// Cores this process may use, at least 1.
int availableCores();

/// Calls body(first, last) on contiguous ranges that cover 0 … count, on up to `threads` threads (0: all
/// cores) and returns when all are done. The first exception thrown by a range is rethrown here.
void parallelRanges(std::size_t count, const std::function<void(std::size_t, std::size_t)>& body, int threads = 0);

} // namespace iic
