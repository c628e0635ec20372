#pragma once

#include "base/Random.h"
#include "statistics/FeatureTable.h"

namespace iic::test {

struct Clouds {
    FeatureTable table;
    std::vector<int> cloud; ///< of each row
};

/// Round clouds of deviation 1 whose middles lie `apart` from each other along axes of their own; rows of the clouds by turns.
inline Clouds clouds(int count, std::size_t rows, std::size_t columns, double apart, std::uint64_t seed = 1) {
    Clouds made;
    made.table.names.assign(columns, "axis");
    Random random(seed);
    for (std::size_t row = 0; row < rows; ++row) {
        const int cloud = static_cast<int>(row) % count;
        made.cloud.push_back(cloud);
        for (std::size_t column = 0; column < columns; ++column)
            made.table.values.push_back(
                static_cast<float>(random.normal() + (static_cast<int>(column) == cloud ? apart / std::sqrt(2.0) : 0)));
    }
    return made;
}

} // namespace iic::test
