#include "statistics/LabelSuspects.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace iic {

namespace {

using Probabilities = std::array<float, 3>;

bool isKnown(const Probabilities& probabilities) {
    return std::ranges::all_of(probabilities, [](float value) { return std::isfinite(value); });
}

std::array<double, 3> thresholdsOf(std::span<const Probabilities> probabilities, std::span<const std::uint8_t> labels) {
    std::array<double, 3> sum{}, count{}, threshold{};
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (isKnown(probabilities[i])) {
            sum[labels[i]] += probabilities[i][labels[i]];
            ++count[labels[i]];
        }
    for (std::size_t k = 0; k < threshold.size(); ++k)
        threshold[k] = count[k] > 0 ? sum[k] / count[k] : std::numeric_limits<double>::infinity();
    return threshold;
}

std::optional<std::uint8_t> countedAs(const Probabilities& probabilities, const std::array<double, 3>& threshold) {
    std::optional<std::uint8_t> best;
    for (std::uint8_t k = 0; k < probabilities.size(); ++k)
        if (probabilities[k] >= threshold[k] && (!best || probabilities[k] > probabilities[*best]))
            best = k;
    return best;
}

std::uint8_t likeliestOther(const Probabilities& probabilities, std::uint8_t given) {
    std::uint8_t other = given == 0 ? 1 : 0;
    for (std::uint8_t k = 0; k < probabilities.size(); ++k)
        if (k != given && probabilities[k] > probabilities[other])
            other = k;
    return other;
}

} // namespace

LabelSuspects rankLabelSuspects(std::span<const Probabilities> probabilities, std::span<const std::uint8_t> labels) {
    LabelSuspects suspects;
    suspects.threshold = thresholdsOf(probabilities, labels);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!isKnown(probabilities[i]))
            continue;
        const auto given = labels[i];
        const auto likely = likeliestOther(probabilities[i], given);
        const double margin = static_cast<double>(probabilities[i][given]) - probabilities[i][likely];
        const bool isCounted = margin < 0 && countedAs(probabilities[i], suspects.threshold).value_or(given) != given;
        suspects.counted += isCounted;
        suspects.ranked.push_back({i, given, likely, margin, isCounted});
    }
    std::ranges::stable_sort(suspects.ranked, {}, &LabelSuspect::margin);
    return suspects;
}

} // namespace iic
