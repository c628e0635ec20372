#pragma once

#include "base/Error.h"
#include "data/DatasetColumns.h"

#include <span>
#include <string>
#include <vector>

namespace iic {

/// What is learned of a row of a dataset in the place of its label there.
struct LabelCorrection {
    std::size_t row = 0;
    std::uint8_t label = noLabel; ///< place among the dataset's classes; noLabel: the row is left out
    bool operator==(const LabelCorrection&) const = default;
};
using LabelCorrections = std::vector<LabelCorrection>;

/// More than the record of a run has room for.
inline constexpr std::size_t mostCorrections = 50'000;

/// BadOption where a row or class is none of the dataset's, or there are too many.
Result<void> apply(const LabelCorrections& corrections, std::size_t classes, DatasetColumns& columns);

/// A JSON object with the rows of each class under its place, and of those left out under "leftOut".
std::string toJson(const LabelCorrections& corrections);
/// Back, in the order of the rows; what is neither is passed over.
LabelCorrections correctionsFromJson(const std::string& json);

} // namespace iic
