#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace iic {

/// Rates among the negatives and the positives when all scores from the threshold up are taken as positive (paper, Fig. 14).
struct RocPoint {
    double threshold, falsePositiveRate, truePositiveRate;
};

/// From (0, 0) at an infinite threshold to (1, 1), one point for each different score, highest first. No point where there is no
/// positive or no negative of a weight above 0. Scores are finite; `isPositive` is 0 or 1; without weights each counts as one.
std::vector<RocPoint> rocCurve(std::span<const double> scores, std::span<const std::uint8_t> isPositive,
                               std::span<const double> weights = {});

/// By trapezoids; NaN without points.
double areaUnder(std::span<const RocPoint> curve);

/// The mean of several curves' true positive rates at each of their false positive rates, so that the area under it is the mean
/// of theirs; thresholds are NaN. Curves without points are passed over.
std::vector<RocPoint> macroRoc(std::span<const std::vector<RocPoint>> curves);

/// The point with the lowest threshold that is not below `threshold`: what taking all from there up gives.
RocPoint pointAt(std::span<const RocPoint> curve, double threshold);

/// When all scores from the threshold up are taken: the share of them that is positive, and of the positives that is taken.
struct PrecisionPoint {
    double threshold, precision, recall;
};

/// One point for each different score, highest first; none without a positive of a weight above 0.
std::vector<PrecisionPoint> precisionRecall(std::span<const double> scores, std::span<const std::uint8_t> isPositive,
                                            std::span<const double> weights = {});

/// The sum over points of precision times what recall gains there; NaN without points.
double averagePrecision(std::span<const PrecisionPoint> curve);

} // namespace iic
