#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace iic {

/// Numbers that describe sources, a row a source.
struct FeatureTable {
    std::vector<std::string> names; ///< of the columns
    std::vector<float> values; ///< row by row

    std::size_t columns() const { return names.size(); }
    std::size_t rows() const { return names.empty() ? 0 : values.size() / names.size(); }
    std::span<const float> row(std::size_t row) const { return std::span(values).subspan(row * columns(), columns()); }
};

/// Brings columns to mean 0 and deviation 1 (of a whole population) by those of the table it was made from. What is not finite counts
/// as the mean; a column that was the same everywhere becomes 0.
class Standardiser {
  public:
    explicit Standardiser(const FeatureTable& table);
    /// Of a table with the same columns.
    FeatureTable apply(FeatureTable table) const;

  private:
    struct Spread {
        double mean = 0, deviation = 0; ///< 0: constant
    };
    static Spread spreadOf(const FeatureTable& table, std::size_t column);
    std::vector<Spread> spreads_;
};

FeatureTable standardised(const FeatureTable& table);

} // namespace iic
