#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace iic {

/// A source whose label may be wrong.
struct LabelSuspect {
    std::size_t source = 0; ///< place among those asked about
    std::uint8_t given = 0, likely = 0; ///< classes
    double margin = 0; ///< probability of the class given less that of the likeliest other, −1 … 1; the lower the more suspect
    bool isCounted = false; ///< confident learning counts it among the wrong labels
};

struct LabelSuspects {
    std::vector<LabelSuspect> ranked; ///< every source, the most suspect first; of equal ones the first
    std::array<double, 3> threshold{}; ///< mean probability of a class over the sources given it
    std::size_t counted = 0; ///< how many labels are taken to be wrong
};

/// Confident learning (Northcutt, Jiang & Chuang 2021, section 3.1): a source given class i is counted as j where its probability of
/// j is not under the threshold of j and is the largest of those that are not; wrong where j is not i, and i is not the likeliest class
/// all the same, as it can be to a network that knows little. Ranked by the margin ("normalized margin", section 3.2). The probabilities are out of sample: of networks that have not learned from the source.
/// Sources with a probability that is no number are passed over.
LabelSuspects rankLabelSuspects(std::span<const std::array<float, 3>> probabilities, std::span<const std::uint8_t> labels);

} // namespace iic
