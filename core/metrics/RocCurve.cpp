#include "metrics/RocCurve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace iic {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Weights of the positives and negatives whose score is at least the threshold.
struct Taken {
    double threshold, positives, negatives;
};

/// One entry for each different score, highest first.
std::vector<Taken> takenByThreshold(std::span<const double> scores, std::span<const std::uint8_t> isPositive,
                                    std::span<const double> weights) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return scores[i]; });
    std::vector<Taken> taken;
    double positives = 0, negatives = 0;
    for (const auto i : order) {
        const double weight = weights.empty() ? 1 : weights[i];
        (isPositive[i] ? positives : negatives) += weight;
        if (taken.empty() || taken.back().threshold != scores[i])
            taken.push_back({scores[i], 0, 0});
        taken.back().positives = positives;
        taken.back().negatives = negatives;
    }
    return taken;
}

/// At the foot and at the head of the curve's rise, if any, at a rate of false positives.
struct Rise {
    double from = 0, to = 0;
};

Rise riseAt(std::span<const RocPoint> curve, double falseRate) {
    const auto here = std::ranges::equal_range(curve, falseRate, {}, &RocPoint::falsePositiveRate);
    if (!here.empty())
        return {here.front().truePositiveRate, here.back().truePositiveRate};
    if (here.begin() == curve.begin() || here.begin() == curve.end())
        return {};
    const RocPoint &left = *std::prev(here.begin()), &right = *here.begin();
    const double part = (falseRate - left.falsePositiveRate) / (right.falsePositiveRate - left.falsePositiveRate);
    const double rate = std::lerp(left.truePositiveRate, right.truePositiveRate, part);
    return {rate, rate};
}

} // namespace

std::vector<RocPoint> rocCurve(std::span<const double> scores, std::span<const std::uint8_t> isPositive,
                               std::span<const double> weights) {
    const auto taken = takenByThreshold(scores, isPositive, weights);
    if (taken.empty() || !(taken.back().positives > 0 && taken.back().negatives > 0))
        return {};
    std::vector<RocPoint> curve{{std::numeric_limits<double>::infinity(), 0, 0}};
    for (const auto& [threshold, positives, negatives] : taken)
        curve.push_back({threshold, negatives / taken.back().negatives, positives / taken.back().positives});
    return curve;
}

double areaUnder(std::span<const RocPoint> curve) {
    if (curve.empty())
        return undefined;
    double area = 0;
    for (std::size_t i = 1; i < curve.size(); ++i)
        area += (curve[i].falsePositiveRate - curve[i - 1].falsePositiveRate) *
                (curve[i].truePositiveRate + curve[i - 1].truePositiveRate) / 2;
    return area;
}

std::vector<RocPoint> macroRoc(std::span<const std::vector<RocPoint>> curves) {
    std::vector<double> rates;
    std::size_t drawn = 0;
    for (const auto& curve : curves) {
        drawn += !curve.empty();
        for (const auto& point : curve)
            rates.push_back(point.falsePositiveRate);
    }
    std::ranges::sort(rates);
    rates.erase(std::unique(rates.begin(), rates.end()), rates.end());
    std::vector<RocPoint> mean;
    for (const double rate : rates) {
        Rise sum;
        for (const auto& curve : curves) {
            const Rise rise = riseAt(curve, rate);
            sum.from += rise.from;
            sum.to += rise.to;
        }
        mean.push_back({undefined, rate, sum.from / static_cast<double>(drawn)});
        if (sum.to > sum.from)
            mean.push_back({undefined, rate, sum.to / static_cast<double>(drawn)});
    }
    return mean;
}

RocPoint pointAt(std::span<const RocPoint> curve, double threshold) {
    const auto below = std::ranges::partition_point(curve, [&](const RocPoint& point) { return point.threshold >= threshold; });
    return below == curve.begin() ? RocPoint{threshold, undefined, undefined} : *std::prev(below);
}

std::vector<PrecisionPoint> precisionRecall(std::span<const double> scores, std::span<const std::uint8_t> isPositive,
                                            std::span<const double> weights) {
    const auto taken = takenByThreshold(scores, isPositive, weights);
    std::vector<PrecisionPoint> curve;
    if (taken.empty() || !(taken.back().positives > 0))
        return curve;
    for (const auto& [threshold, positives, negatives] : taken)
        if (positives + negatives > 0)
            curve.push_back({threshold, positives / (positives + negatives), positives / taken.back().positives});
    return curve;
}

double averagePrecision(std::span<const PrecisionPoint> curve) {
    if (curve.empty())
        return undefined;
    double sum = 0, before = 0;
    for (const auto& point : curve) {
        sum += point.precision * (point.recall - before);
        before = point.recall;
    }
    return sum;
}

} // namespace iic
