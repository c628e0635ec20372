#pragma once

#include "data/DatasetCard.h"

#include <span>

namespace iic {

struct SplitOptions {
    SplitRule rule = SplitRule::Blocks;
    std::uint64_t seed = 1;
    double blockArcmin = 0; ///< side of a block; 0: the size that keeps most, of several the largest
    /// For each class the rows wanted in training, validation and test, instead of shares of 8:1:1.
    std::vector<std::array<std::size_t, 3>> exactly;
};

struct DatasetSplits {
    std::vector<DatasetSplit> split; ///< one a row
    SplitRecord record;
};

/// BadOption where the options are out of range, or make no sense together.
Result<void> checkSplit(const SplitOptions& options);

/// Splits 8:1:1 by the rule. Rows without a label are left out. The same options give the same split everywhere.
///
/// Blocks: whole blocks of sky go to one split; a row whose cutout overlaps one of another split is left out, of training
/// before validation before test; then rows drawn by the seed are, so that each class lies within 1 point of 8:1:1 (or one
/// row, where that is more). SplitImpossible, with the shares reached, where more than a quarter of a class would have to
/// be; ImplausibleData where it is not known where the cutouts lie.
/// Random: each class by itself, as in the paper (Table 1); cutouts of different splits may overlap.
Result<DatasetSplits> splitDataset(std::span<const SkySquare> squares, std::span<const std::uint8_t> labels,
                                   const std::vector<std::string>& classes, const SplitOptions& options);

} // namespace iic
