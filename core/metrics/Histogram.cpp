#include "metrics/Histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace iic {

namespace {

/// Bins of an axis in whole fractions of a decade.
struct DecadeBins {
    int perDecade = 0;
    long first = 0; ///< lower edge of the first bin, in bins from 1
    long last = 0; ///< upper edge of the last

    std::vector<double> edges() const {
        std::vector<double> edges;
        for (long edge = first; edge <= last; ++edge)
            edges.push_back(std::pow(10.0, static_cast<double>(edge) / perDecade));
        return edges;
    }
};

bool isPlottable(double value) { return std::isnormal(value) && value > 0; }

DecadeBins binsBetween(double low, double high) {
    constexpr long mostBins = 120;
    DecadeBins bins;
    for (const int perDecade : {20, 10, 5, 4, 2, 1}) {
        bins = {perDecade, std::lround(std::floor(std::log10(low) * perDecade)),
                std::lround(std::floor(std::log10(high) * perDecade)) + 1};
        if (bins.last - bins.first <= mostBins)
            break;
    }
    return bins;
}

std::vector<double> commonEdges(std::span<const std::vector<double>> sets) {
    double low = std::numeric_limits<double>::infinity(), high = 0;
    for (const auto& set : sets)
        for (const double value : set)
            if (isPlottable(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    if (high == 0)
        return {};
    auto edges = binsBetween(low, high).edges();
    // Rounding must not leave the outermost values out, nor the range of numbers be left.
    edges.front() = std::min(edges.front(), low);
    edges.back() = std::clamp(edges.back(), high, std::numeric_limits<double>::max());
    return edges;
}

std::vector<double> perDecade(const Histogram& histogram) {
    Histogram inDecades = histogram;
    for (double& edge : inDecades.edges)
        edge = std::log10(edge);
    return probabilityDensity(inDecades);
}

} // namespace

std::uint64_t Histogram::total() const { return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}); }

Histogram histogram(std::span<const double> values, std::vector<double> edges) {
    Histogram result{std::move(edges), {}, 0};
    const auto& limits = result.edges;
    result.counts.resize(limits.size() < 2 ? 0 : limits.size() - 1);
    for (const double value : values) {
        if (result.counts.empty() || !(value >= limits.front() && value <= limits.back())) {
            ++result.leftOut;
            continue;
        }
        const auto above = static_cast<std::size_t>(std::upper_bound(limits.begin(), limits.end(), value) - limits.begin());
        ++result.counts[std::min(above, result.counts.size()) - 1];
    }
    return result;
}

std::vector<double> probabilityDensity(const Histogram& histogram) {
    std::vector<double> density(histogram.counts.size());
    const auto total = static_cast<double>(histogram.total());
    for (std::size_t bin = 0; bin < density.size() && total > 0; ++bin)
        density[bin] = static_cast<double>(histogram.counts[bin]) / total / (histogram.edges[bin + 1] - histogram.edges[bin]);
    return density;
}

double median(std::span<const double> values) {
    std::vector<double> finite;
    std::copy_if(values.begin(), values.end(), std::back_inserter(finite), [](double value) { return std::isfinite(value); });
    if (finite.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const auto middle = finite.begin() + static_cast<std::ptrdiff_t>(finite.size() / 2);
    std::nth_element(finite.begin(), middle, finite.end());
    return finite.size() % 2 == 1 ? *middle : std::midpoint(*std::max_element(finite.begin(), middle), *middle);
}

std::vector<LogDistribution> logDistributions(std::span<const std::vector<double>> sets) {
    const auto edges = commonEdges(sets);
    std::vector<LogDistribution> distributions;
    for (const auto& set : sets) {
        std::vector<double> positive;
        std::copy_if(set.begin(), set.end(), std::back_inserter(positive), isPlottable);
        auto& distribution = distributions.emplace_back();
        distribution.histogram = histogram(positive, edges);
        distribution.histogram.leftOut += set.size() - positive.size();
        distribution.densityPerDecade = perDecade(distribution.histogram);
        distribution.median = median(positive);
    }
    return distributions;
}

ChannelCounts countChannels(std::span<const std::uint32_t> pixels) {
    ChannelCounts counts{};
    for (const std::uint32_t pixel : pixels) {
        ++counts[0][pixel >> 16 & 0xff];
        ++counts[1][pixel >> 8 & 0xff];
        ++counts[2][pixel & 0xff];
    }
    return counts;
}

} // namespace iic
