#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace iic {

/// How many values lie in each bin. A bin holds its lower edge, the last one its upper edge too, as numpy.histogram has it.
struct Histogram {
    std::vector<double> edges; ///< ascending, one more than bins; empty when there are none
    std::vector<std::uint64_t> counts; ///< one a bin
    std::uint64_t leftOut = 0; ///< NaN, infinite, or beyond the edges

    std::uint64_t total() const; ///< of the bins
};

/// `edges` ascend strictly; fewer than two make no bin.
Histogram histogram(std::span<const double> values, std::vector<double> edges);

/// Counts over total and width of the bin: an area of 1. All 0 when nothing is in the bins.
std::vector<double> probabilityDensity(const Histogram& histogram);

/// The middle of the finite values, of an even number the mean of the middle two; NaN when there is none.
double median(std::span<const double> values);

/// Positive values on a logarithmic axis (paper, Fig. 2).
struct LogDistribution {
    Histogram histogram; ///< edges in the values' own unit; `leftOut` holds NaN, infinite, zero, subnormal and negative values
    std::vector<double> densityPerDecade; ///< one a bin, an area of 1 over log10 of the value
    double binDecades = 0; ///< width of a bin, where rounded values did not ask for a wider one
    double median = 0; ///< of the values in the bins; NaN when there is none
};

/// The distributions of several sets over the same bins: whole fractions of a decade that hold every finite positive value, 20 a
/// decade, fewer where that makes more than 120 bins. Where all values are rounded to 1, 0.1 or 0.01, as catalogs do, edges lie
/// halfway between them, each bin at least as many steps wide as the one below: what rounding emptied or filled would be a comb.
/// No bins when no set holds such a value. Any thread; 0.1 s a million values.
std::vector<LogDistribution> logDistributions(std::span<const std::vector<double>> sets);

inline constexpr std::size_t channelValues = 256;

/// How many pixels have each value of each 8-bit channel: red, green, blue (paper, Fig. 5).
using ChannelCounts = std::array<std::array<std::uint64_t, channelValues>, 3>;

/// `pixels` as 0xAARRGGBB; alpha is passed over.
ChannelCounts countChannels(std::span<const std::uint32_t> pixels);

} // namespace iic
