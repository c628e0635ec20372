#include "metrics/Calibration.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace iic {

namespace {

constexpr double lowestTemperature = 0.05, highestTemperature = 20;

/// Of a probability that may have run down to 0.
double logarithm(double probability) { return std::log(std::max(probability, std::numeric_limits<double>::min())); }

ClassProbabilities normalised(ClassProbabilities values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    for (double& value : values)
        value /= sum;
    return values;
}

/// The derivative by 1/temperature of the mean of −log of the true class's probability: it only ever grows.
double slopeAt(double inverse, std::span<const ClassProbabilities> probabilities, std::span<const std::uint8_t> truth) {
    double slope = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const auto now = tempered(probabilities[i], 1 / inverse);
        for (std::size_t which = 0; which < classCount; ++which)
            slope += (now[which] - (which == truth[i] ? 1 : 0)) * logarithm(probabilities[i][which]);
    }
    return slope;
}

} // namespace

Reliability reliability(std::span<const double> confidences, std::span<const std::uint8_t> isRight, int bins,
                        std::span<const double> weights) {
    Reliability result;
    for (int bin = 0; bin < bins; ++bin)
        result.bins.push_back({static_cast<double>(bin) / bins, static_cast<double>(bin + 1) / bins});
    double total = 0;
    for (std::size_t i = 0; i < confidences.size(); ++i) {
        const double weight = weights.empty() ? 1 : weights[i];
        const auto found = std::ranges::lower_bound(result.bins, confidences[i], {}, &ReliabilityBin::high);
        auto& bin = found == result.bins.end() ? result.bins.back() : *found;
        ++bin.sources;
        bin.weight += weight;
        bin.confidence += weight * confidences[i];
        bin.accuracy += weight * isRight[i];
        total += weight;
    }
    if (!(total > 0))
        result.expectedError = result.largestError = std::numeric_limits<double>::quiet_NaN();
    for (auto& bin : result.bins) {
        bin.confidence /= bin.weight;
        bin.accuracy /= bin.weight;
        if (!(bin.weight > 0))
            continue;
        const double error = std::abs(bin.accuracy - bin.confidence);
        result.expectedError += bin.weight / total * error;
        result.largestError = std::max(result.largestError, error);
    }
    return result;
}

ClassProbabilities tempered(const ClassProbabilities& probabilities, double temperature) {
    ClassProbabilities logits;
    std::ranges::transform(probabilities, logits.begin(), [&](double value) { return logarithm(value) / temperature; });
    const double highest = *std::ranges::max_element(logits);
    for (double& value : logits)
        value = std::exp(value - highest);
    return normalised(logits);
}

double fitTemperature(std::span<const ClassProbabilities> probabilities, std::span<const std::uint8_t> truth) {
    if (probabilities.empty())
        return 1;
    double low = 1 / highestTemperature, high = 1 / lowestTemperature;
    constexpr int halvings = 60; // to the last digit
    for (int i = 0; i < halvings; ++i) {
        const double middle = std::sqrt(low * high);
        (slopeAt(middle, probabilities, truth) > 0 ? high : low) = middle;
    }
    return 1 / std::sqrt(low * high);
}

bool isAtLimitOfFit(double temperature) {
    constexpr double nearness = 1e-6;
    return temperature < lowestTemperature * (1 + nearness) || temperature > highestTemperature * (1 - nearness);
}

ClassProbabilities withPriors(const ClassProbabilities& probabilities, const ClassProbabilities& learned,
                              const ClassProbabilities& there) {
    ClassProbabilities changed;
    for (std::size_t which = 0; which < classCount; ++which)
        changed[which] = probabilities[which] * there[which] / learned[which];
    return normalised(changed);
}

std::vector<double> priorWeights(std::span<const std::uint8_t> truth, const ClassProbabilities& there) {
    ClassProbabilities sources{};
    for (const auto which : truth)
        ++sources[which];
    double sum = 0;
    for (std::size_t which = 0; which < classCount; ++which)
        sum += sources[which] > 0 ? there[which] : 0;
    std::vector<double> weights;
    weights.reserve(truth.size());
    for (const auto which : truth)
        weights.push_back(there[which] / sum * static_cast<double>(truth.size()) / sources[which]);
    return weights;
}

} // namespace iic
