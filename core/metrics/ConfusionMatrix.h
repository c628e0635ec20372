#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace iic {

inline constexpr std::size_t classCount = 3; ///< star, galaxy, quasar; or those of a model's card

/// One class against the rest (paper, Table 2). NaN where nothing defines it, e.g. precision of a class never predicted.
struct ClassScores {
    double precision, recall, specificity, f1, accuracy;
};

/// Predictions by class, counted or weighed; rows predicted, columns true (paper, Fig. 18).
class ConfusionMatrix {
  public:
    static constexpr std::size_t classes = classCount;

    /// Both below `classes`.
    void add(std::size_t predicted, std::size_t truth, double weight = 1) { weights_[predicted][truth] += weight; }

    double count(std::size_t predicted, std::size_t truth) const { return weights_[predicted][truth]; }
    double predicted(std::size_t which) const;
    double truth(std::size_t which) const;
    double total() const;
    double right() const;

    /// Share of all that is right; NaN when empty.
    double accuracy() const;
    ClassScores scores(std::size_t which) const;
    /// The mean of the classes' scores, those that are not defined passed over; NaN where none is.
    ClassScores macro() const;

  private:
    std::array<std::array<double, classes>, classes> weights_{};
};

/// Of predictions and truths side by side, each below `classes`; without weights each counts as one.
ConfusionMatrix confusionOf(std::span<const std::uint8_t> predicted, std::span<const std::uint8_t> truth,
                            std::span<const double> weights = {});

} // namespace iic
