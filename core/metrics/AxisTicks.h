#pragma once

#include <vector>

namespace iic {

/// Round values from `low` to `high` in steps of 1, 2 or 5 times a power of ten, about `wanted` of them; none where the limits are
/// not finite or not in order.
std::vector<double> linearTicks(double low, double high, int wanted);

/// Powers of ten from `low` to `high` (both positive), thinned where there are more than `most`; with fewer than two of them also
/// their doubles and fivefolds.
std::vector<double> logarithmicTicks(double low, double high, int most);

/// The largest of 1, 2 or 5 times a power of ten that is not over `limit`; 0 unless `limit` is finite and positive.
double roundLengthBelow(double limit);

} // namespace iic
