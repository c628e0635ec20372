#include "sim/TileConditions.h"

#include <algorithm>
#include <cmath>

namespace iic {

TileConditions drawConditions(Random& random) {
    TileConditions conditions;
    conditions.richness = std::exp2(random.uniform(-1, 1));
    conditions.noise = std::clamp(random.normal(1, 0.1), 0.75, 1.4);
    const double common = random.normal(0, 0.03);
    for (double& width : conditions.width)
        width = std::clamp(1 + common + random.normal(0, 0.02), 0.9, 1.1);
    return conditions;
}

} // namespace iic
