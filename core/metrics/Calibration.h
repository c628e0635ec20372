#pragma once

#include "metrics/ConfusionMatrix.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace iic {

/// Of a source, by class, adding up to 1.
using ClassProbabilities = std::array<double, classCount>;

/// Sources whose confidence, the probability of the class they were given, lies in (low, high].
struct ReliabilityBin {
    double low, high;
    std::size_t sources = 0;
    double weight = 0; ///< of its sources
    double confidence = 0, accuracy = 0; ///< their means; NaN in an empty bin
};

/// How far confidences can be believed (Guo et al. 2017, section 2).
struct Reliability {
    std::vector<ReliabilityBin> bins;
    double expectedError = 0; ///< ECE, equation 3: mean of |accuracy − confidence| over the bins by weight; NaN without sources
    double largestError = 0; ///< MCE, equation 5
};

/// Over `bins` bins of equal width. Confidences lie in (0, 1]; without weights each source counts as one.
Reliability reliability(std::span<const double> confidences, std::span<const std::uint8_t> isRight, int bins,
                        std::span<const double> weights = {});

/// The probabilities with their logits divided by a temperature (Guo et al. 2017, equation 9); 1 leaves them as they are.
ClassProbabilities tempered(const ClassProbabilities& probabilities, double temperature);

/// The temperature between 0.05 and 20 with which these sources' true classes are likeliest (Guo et al. 2017, section 4.2):
/// fitted on validation, used on anything. 1 without sources.
double fitTemperature(std::span<const ClassProbabilities> probabilities, std::span<const std::uint8_t> truth);
/// Of a fitted one: the likeliest lies beyond.
bool isAtLimitOfFit(double temperature);

/// What the probabilities become where classes are as frequent as `there`, when the network learned where they were as in
/// `learned` (Saerens et al. 2002, equation 4). Frequencies are positive and need not add up to 1.
ClassProbabilities withPriors(const ClassProbabilities& probabilities, const ClassProbabilities& learned,
                              const ClassProbabilities& there);

/// A weight for each source with which the classes of a sample become as frequent as `there`; they add up to the number of
/// sources whose class occurs.
std::vector<double> priorWeights(std::span<const std::uint8_t> truth, const ClassProbabilities& there);

} // namespace iic
