#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace iic {

/// One class against the rest (paper, Table 2). NaN where nothing defines it, e.g. precision of a class never predicted.
struct ClassScores {
    double precision, recall, specificity, f1, accuracy;
};

/// Counts of predictions of three classes; rows predicted, columns true (paper, Fig. 18).
class ConfusionMatrix {
  public:
    static constexpr std::size_t classes = 3;

    /// Both below `classes`.
    void add(std::size_t predicted, std::size_t truth) { ++counts_[predicted][truth]; }

    std::uint64_t count(std::size_t predicted, std::size_t truth) const { return counts_[predicted][truth]; }
    std::uint64_t predicted(std::size_t which) const;
    std::uint64_t truth(std::size_t which) const;
    std::uint64_t total() const;
    std::uint64_t right() const;

    /// Share of all that is right; NaN when empty.
    double accuracy() const;
    ClassScores scores(std::size_t which) const;

  private:
    std::array<std::array<std::uint64_t, classes>, classes> counts_{};
};

} // namespace iic
