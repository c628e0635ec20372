#include "metrics/ConfusionMatrix.h"

#include <cmath>
#include <limits>

namespace iic {

namespace {

double share(double part, double whole) { return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN(); }

} // namespace

double ConfusionMatrix::predicted(std::size_t which) const {
    double sum = 0;
    for (const double weight : weights_[which])
        sum += weight;
    return sum;
}

double ConfusionMatrix::truth(std::size_t which) const {
    double sum = 0;
    for (const auto& row : weights_)
        sum += row[which];
    return sum;
}

double ConfusionMatrix::total() const {
    double sum = 0;
    for (std::size_t which = 0; which < classes; ++which)
        sum += predicted(which);
    return sum;
}

double ConfusionMatrix::right() const {
    double sum = 0;
    for (std::size_t which = 0; which < classes; ++which)
        sum += weights_[which][which];
    return sum;
}

double ConfusionMatrix::accuracy() const { return share(right(), total()); }

ClassScores ConfusionMatrix::scores(std::size_t which) const {
    const double truePositive = weights_[which][which];
    double falsePositive = 0, falseNegative = 0, trueNegative = 0;
    for (std::size_t row = 0; row < classes; ++row)
        for (std::size_t column = 0; column < classes; ++column) {
            if (row == which && column != which)
                falsePositive += weights_[row][column];
            if (row != which && column == which)
                falseNegative += weights_[row][column];
            if (row != which && column != which)
                trueNegative += weights_[row][column];
        }
    return {.precision = share(truePositive, truePositive + falsePositive),
            .recall = share(truePositive, truePositive + falseNegative),
            .specificity = share(trueNegative, trueNegative + falsePositive),
            .f1 = share(2 * truePositive, 2 * truePositive + falsePositive + falseNegative),
            .accuracy = share(truePositive + trueNegative, total())};
}

ClassScores ConfusionMatrix::macro() const {
    constexpr std::array measures{&ClassScores::precision, &ClassScores::recall, &ClassScores::specificity, &ClassScores::f1,
                                  &ClassScores::accuracy};
    ClassScores mean{};
    for (const auto measure : measures) {
        double sum = 0, defined = 0;
        for (std::size_t which = 0; which < classes; ++which)
            if (const double value = scores(which).*measure; !std::isnan(value)) {
                sum += value;
                ++defined;
            }
        mean.*measure = share(sum, defined);
    }
    return mean;
}

ConfusionMatrix confusionOf(std::span<const std::uint8_t> predicted, std::span<const std::uint8_t> truth,
                            std::span<const double> weights) {
    ConfusionMatrix matrix;
    for (std::size_t i = 0; i < predicted.size(); ++i)
        matrix.add(predicted[i], truth[i], weights.empty() ? 1 : weights[i]);
    return matrix;
}

} // namespace iic
