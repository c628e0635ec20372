#include "statistics/FeatureTable.h"

#include <cmath>

namespace iic {

Standardiser::Spread Standardiser::spreadOf(const FeatureTable& table, std::size_t column) {
    double sum = 0, count = 0;
    for (std::size_t i = column; i < table.values.size(); i += table.columns())
        if (std::isfinite(table.values[i])) {
            sum += table.values[i];
            ++count;
        }
    if (count == 0)
        return {};
    const double mean = sum / count;
    double squares = 0;
    for (std::size_t i = column; i < table.values.size(); i += table.columns())
        if (std::isfinite(table.values[i]))
            squares += (table.values[i] - mean) * (table.values[i] - mean);
    const double deviation = std::sqrt(squares / count);
    // Sums of rounded numbers leave a column of one value with a deviation that is not quite 0.
    return {mean, deviation > 1e-7 * std::abs(mean) ? deviation : 0};
}

Standardiser::Standardiser(const FeatureTable& table) {
    for (std::size_t column = 0; column < table.columns(); ++column)
        spreads_.push_back(spreadOf(table, column));
}

FeatureTable Standardiser::apply(FeatureTable table) const {
    for (std::size_t i = 0; i < table.values.size(); ++i) {
        const auto [mean, deviation] = spreads_[i % spreads_.size()];
        float& value = table.values[i];
        value = deviation > 0 && std::isfinite(value) ? static_cast<float>((value - mean) / deviation) : 0.0F;
    }
    return table;
}

FeatureTable standardised(const FeatureTable& table) { return Standardiser(table).apply(table); }

} // namespace iic
