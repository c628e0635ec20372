#pragma once

#include "catalog/UnitVector.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>

namespace iic {

/// Directions in a tree that finds the nearest one. Read by any number of threads.
class SkyIndex {
  public:
    explicit SkyIndex(std::span<const UnitVector> vectors); ///< fewer than 2³² of them
    SkyIndex(SkyIndex&&) noexcept;
    SkyIndex& operator=(SkyIndex&&) noexcept;
    ~SkyIndex();

    static constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    struct Nearest {
        std::uint32_t row = none; ///< of equally near ones the lowest; `none` when nothing is within the radius
        bool hasRival = false; ///< another row is within the radius
    };
    /// The nearest within a radius (inclusive); an infinite radius takes what is nearest and looks for no rivals.
    Nearest nearest(const UnitVector& place, double radiusArcsec) const;
    /// The same for vectors[i] into found[i], for each i of `order`; quicker where neighbours follow each other.
    void nearestOfEach(std::span<const UnitVector> vectors, std::span<const std::uint32_t> order, double radiusArcsec,
                       std::span<Nearest> found) const;

  private:
    struct Tree;
    class Search;
    std::unique_ptr<Tree> tree_;
};

} // namespace iic
