#pragma once

#include "base/Random.h"
#include "data/SplitDataset.h"
#include "data/SplitShares.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace iic {

using OverlapPairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Numbers 0, 1, … of the blocks of sky the places lie in: zones of declination `arcmin` high, cut into blocks at least as
/// wide as that.
std::vector<std::uint32_t> blocksOfSky(std::span<const SkyCoord> places, double arcmin);

/// Rows that go to a split together, and what is lost where neighbours go to another.
class SkyBlocks {
  public:
    SkyBlocks(std::span<const std::uint32_t> blockOf, std::span<const std::uint8_t> labels, const OverlapPairs& pairs,
              std::size_t classes);
    std::size_t count() const { return blocks_.size(); }

    /// Assigns each block to a split (0, 1, 2), so that as many rows as can be found are kept. `wanted` as in SplitOptions.
    std::vector<std::uint8_t> assign(const std::vector<SplitCounts>& wanted, Random& random) const;

    /// Rows kept of each class and split, before any trimming.
    std::vector<SplitCounts> counts(const std::vector<std::uint8_t>& splits) const;

  private:
    /// Rows of a class that overlap rows of the same other blocks.
    struct Group {
        std::uint8_t label = 0;
        std::size_t rows = 0;
        std::vector<std::uint32_t> others;
    };
    struct Block {
        std::vector<Group> groups;
        std::vector<std::uint32_t> neighbours;
        std::size_t rows = 0;
    };
    void addTo(std::vector<SplitCounts>& counts, const std::vector<std::uint8_t>& splits, std::size_t block, int sign) const;
    std::vector<std::uint8_t> firstGuess(Random& random) const;

    std::vector<Block> blocks_;
    std::size_t classes_ = 0;
    std::size_t rows_ = 0;
};

/// Rows the counts leave after trimming.
std::size_t keptRows(const std::vector<SplitCounts>& counts, const std::vector<SplitCounts>& wanted);

} // namespace iic
