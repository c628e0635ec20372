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

/// The lowest and the highest that can be plotted; `high` 0 when there is none.
struct PlottedRange {
    double low = std::numeric_limits<double>::infinity(), high = 0;
};

PlottedRange rangeOf(std::span<const std::vector<double>> sets) {
    PlottedRange range;
    for (const auto& set : sets)
        for (const double value : set)
            if (isPlottable(value)) {
                range.low = std::min(range.low, value);
                range.high = std::max(range.high, value);
            }
    return range;
}

/// The step in which all values are written, where a table has rounded them; 0: none.
double quantumOf(std::span<const std::vector<double>> sets) {
    constexpr double tolerance = 1e-4; // of a step: numbers may have been float32
    for (const double quantum : {1.0, 0.1, 0.01}) {
        const auto isMultiple = [&](double value) {
            const double steps = value / quantum;
            return !isPlottable(value) ||
                   (steps > 0.5 && std::abs(steps - std::round(steps)) <= tolerance * std::max(1.0, steps * 1e-3));
        };
        if (std::ranges::all_of(sets, [&](const auto& set) { return std::ranges::all_of(set, isMultiple); }))
            return quantum;
    }
    return 0;
}

/// Edges halfway between the values there can be, about as far apart as a share of a decade, none nearer than a step and no
/// bin wider than the next.
std::vector<double> betweenSteps(const PlottedRange& range, int perDecade, double quantum) {
    const double growth = std::pow(10.0, 1.0 / perDecade) - 1;
    std::vector<double> edges{(std::round(range.low / quantum) - 0.5) * quantum};
    for (double steps = 1; edges.back() < range.high; edges.push_back(edges.back() + steps * quantum))
        steps = std::max(steps, std::round(edges.back() * growth / quantum));
    return edges;
}

struct CommonBins {
    std::vector<double> edges;
    double decades = 0; ///< of a bin where values are not too coarse for it
};

CommonBins commonBins(std::span<const std::vector<double>> sets) {
    const PlottedRange range = rangeOf(sets);
    if (range.high == 0)
        return {};
    const DecadeBins decades = binsBetween(range.low, range.high);
    auto edges = decades.edges();
    if (const double quantum = quantumOf(sets); quantum > 0)
        edges = betweenSteps(range, decades.perDecade, quantum);
    // Rounding must not leave the outermost values out, nor the range of numbers be left.
    edges.front() = std::min(edges.front(), range.low);
    edges.back() = std::clamp(edges.back(), range.high, std::numeric_limits<double>::max());
    return {std::move(edges), 1.0 / decades.perDecade};
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
    const CommonBins bins = commonBins(sets);
    std::vector<LogDistribution> distributions;
    for (const auto& set : sets) {
        std::vector<double> positive;
        std::copy_if(set.begin(), set.end(), std::back_inserter(positive), isPlottable);
        auto& distribution = distributions.emplace_back();
        distribution.histogram = histogram(positive, bins.edges);
        distribution.histogram.leftOut += set.size() - positive.size();
        distribution.densityPerDecade = perDecade(distribution.histogram);
        distribution.binDecades = bins.decades;
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
