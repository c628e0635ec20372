#pragma once

#include "base/Random.h"
#include "data/LabelledInputs.h"
#include "nn/ModelSpec.h"

namespace iic::test {

/// Noise with a blob in the middle that is bright in the channel of its class.
inline LabelledInputs syntheticInputs(std::size_t count, std::uint64_t seed, const ModelSpec& spec) {
    Random random(seed);
    LabelledInputs made;
    const int side = spec.inputSide;
    for (std::size_t i = 0; i < count; ++i) {
        const int label = static_cast<int>(i % 3);
        made.labels.push_back(static_cast<std::uint8_t>(label));
        for (int channel = 0; channel < spec.channels; ++channel)
            for (int y = 0; y < side; ++y)
                for (int x = 0; x < side; ++x) {
                    const double dx = x - side / 2, dy = y - side / 2;
                    const double blob = (channel == label ? 0.8 : 0.3) * std::exp(-(dx * dx + dy * dy) / 50);
                    made.inputs.push_back(static_cast<float>(0.1 * random.uniform() + blob));
                }
    }
    return made;
}

} // namespace iic::test
