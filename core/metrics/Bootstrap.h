#pragma once

#include "base/Error.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace iic {

/// Where a figure lies in the middle 95 % of the samples drawn; NaN where it was never defined.
struct Interval {
    double low, high;
};

struct BootstrapOptions {
    int resamples = 1000;
    std::uint64_t seed = 1;
    double level = 0.95;
};

/// Computes figures of a sample in which each source counts `weights` times.
using WeighedFigures = std::function<std::vector<double>(std::span<const double> weights)>;

/// Percentile intervals (Efron 1979): as many of `sources` are drawn with replacement, again and again. On all cores, in which
/// `figures` is called at once; it gives as many figures each time. The same seed gives the same intervals. Stops between samples.
JobResult<std::vector<Interval>> bootstrapIntervals(std::size_t sources, const WeighedFigures& figures,
                                                    const BootstrapOptions& options = {}, std::stop_token stop = {});

} // namespace iic
