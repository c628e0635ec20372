#include "metrics/MagnitudeBins.h"

#include <cmath>
#include <map>

namespace iic {

namespace {

constexpr double unbelievable = 1e4; // magnitudes; a damaged table may hold anything

} // namespace

std::vector<MagnitudeBin> byMagnitude(std::span<const double> magnitudes, const JudgedSources& sources,
                                      std::span<const double> weights) {
    const auto predicted = likeliest(sources.probabilities);
    std::map<int, MagnitudeBin> bins;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (!(std::abs(magnitudes[i]) < unbelievable))
            continue;
        const int brightest = static_cast<int>(std::floor(magnitudes[i]));
        MagnitudeBin& bin = bins[brightest];
        bin.brightest = brightest;
        ++bin.sources;
        bin.matrix.add(predicted[i], sources.truth[i], weights.empty() ? 1 : weights[i]);
    }
    std::vector<MagnitudeBin> list;
    for (const auto& [magnitude, bin] : bins)
        list.push_back(bin);
    return list;
}

} // namespace iic
