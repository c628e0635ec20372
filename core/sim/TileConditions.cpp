#include "sim/TileConditions.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace iic {

TileConditions drawConditions(Random& random) {
    TileConditions conditions;
    conditions.richness = std::exp2(random.uniform(-1, 1));
    conditions.noise = std::clamp(random.normal(1, 0.1), 0.75, 1.4);
    conditions.floor = std::exp2(random.uniform(-0.5, 2));
    const double width = random.normal(1, 0.03), angle = random.uniform(0, std::numbers::pi);
    const double flattening = std::abs(random.normal(0.06, 0.04));
    for (auto& spread : conditions.spread) {
        spread.width = std::clamp(width + random.normal(0, 0.02), 0.9, 1.1);
        spread.axisRatio = std::clamp(1 - flattening + random.normal(0, 0.015), 0.82, 1.0);
        spread.positionAngle = angle + random.normal(0, 0.2);
        for (double& strength : spread.strength)
            strength = std::clamp(random.normal(1, 0.06), 0.8, 1.2);
        for (auto& shift : spread.shift)
            shift = {random.normal(0, 0.08), random.normal(0, 0.08)};
    }
    constexpr std::array<double, bandCount> calibration{0.02, 0.02, 0.10, 0.10};
    for (std::size_t band = 0; band < bandCount; ++band)
        conditions.zeroPointError[band] = random.normal(0, calibration[band]);
    return conditions;
}

} // namespace iic
