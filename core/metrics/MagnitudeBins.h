#pragma once

#include "metrics/Evaluation.h"

namespace iic {

/// Sources of a whole magnitude, from `brightest` on, and what became of them.
struct MagnitudeBin {
    int brightest = 0;
    std::size_t sources = 0;
    ConfusionMatrix matrix;
};

/// Bright ones first; sources without a magnitude (NaN) are passed over. Without weights each source counts as one.
std::vector<MagnitudeBin> byMagnitude(std::span<const double> magnitudes, const JudgedSources& sources,
                                      std::span<const double> weights = {});

} // namespace iic
