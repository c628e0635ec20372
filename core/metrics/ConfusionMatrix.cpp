#include "metrics/ConfusionMatrix.h"

#include <limits>

namespace iic {

namespace {

double share(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

std::uint64_t ConfusionMatrix::predicted(std::size_t which) const {
    std::uint64_t sum = 0;
    for (const auto count : counts_[which])
        sum += count;
    return sum;
}

std::uint64_t ConfusionMatrix::truth(std::size_t which) const {
    std::uint64_t sum = 0;
    for (const auto& row : counts_)
        sum += row[which];
    return sum;
}

std::uint64_t ConfusionMatrix::total() const {
    std::uint64_t sum = 0;
    for (std::size_t which = 0; which < classes; ++which)
        sum += predicted(which);
    return sum;
}

std::uint64_t ConfusionMatrix::right() const {
    std::uint64_t sum = 0;
    for (std::size_t which = 0; which < classes; ++which)
        sum += counts_[which][which];
    return sum;
}

double ConfusionMatrix::accuracy() const { return share(right(), total()); }

ClassScores ConfusionMatrix::scores(std::size_t which) const {
    const auto truePositive = counts_[which][which];
    const auto falsePositive = predicted(which) - truePositive;
    const auto falseNegative = truth(which) - truePositive;
    const auto trueNegative = total() - truePositive - falsePositive - falseNegative;
    return {.precision = share(truePositive, truePositive + falsePositive),
            .recall = share(truePositive, truePositive + falseNegative),
            .specificity = share(trueNegative, trueNegative + falsePositive),
            .f1 = share(2 * truePositive, 2 * truePositive + falsePositive + falseNegative),
            .accuracy = share(truePositive + trueNegative, total())};
}

} // namespace iic
