#include "metrics/AxisTicks.h"

#include <cmath>

namespace iic {

namespace {

bool isRange(double low, double high) {
    return std::isfinite(low) && std::isfinite(high) && std::isfinite(high - low) && low < high;
}

constexpr double slack = 1e-9; ///< of a step, for values that rounding has put just outside

/// Powers of ten times each of `factors` that lie in the range, in order.
std::vector<double> decades(double low, double high, int step, std::initializer_list<double> factors) {
    std::vector<double> ticks;
    const int last = static_cast<int>(std::ceil(std::log10(high)));
    for (int decade = static_cast<int>(std::floor(std::log10(low))); decade <= last; ++decade)
        for (const double factor : factors)
            if (const double tick = factor * std::pow(10.0, decade);
                decade % step == 0 && tick >= low * (1 - slack) && tick <= high * (1 + slack))
                ticks.push_back(tick);
    return ticks;
}

} // namespace

double roundLengthBelow(double limit) {
    if (!std::isfinite(limit) || limit <= 0)
        return 0;
    const double power = std::pow(10.0, std::floor(std::log10(limit)));
    for (const double factor : {10.0, 5.0, 2.0})
        if (factor * power <= limit * (1 + slack))
            return factor * power;
    return power;
}

std::vector<double> linearTicks(double low, double high, int wanted) {
    if (!isRange(low, high) || wanted < 1)
        return {};
    const double step = roundLengthBelow((high - low) / wanted * 1.5);
    std::vector<double> ticks;
    const double first = std::ceil(low / step - slack);
    for (double tick = first; tick * step <= high + slack * step && ticks.size() < 1000; ++tick)
        ticks.push_back(tick == 0 ? 0.0 : tick * step);
    return ticks;
}

std::vector<double> logarithmicTicks(double low, double high, int most) {
    if (!isRange(low, high) || low <= 0 || most < 1)
        return {};
    const auto powers = decades(low, high, 1, {1});
    if (powers.size() < 2)
        return decades(low, high, 1, {1, 2, 5});
    const int step = (static_cast<int>(powers.size()) + most - 1) / most;
    return step == 1 ? powers : decades(low, high, step, {1});
}

} // namespace iic
