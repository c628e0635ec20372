#pragma once

#include "base/Random.h"
#include "nn/Training.h"

namespace iic::test {

/// Weights that have learned next to nothing, in a run folder: for tests of what is asked, not of the answer.
inline std::filesystem::path untrainedModel(const std::filesystem::path& folder, const std::string& material = {},
                                            const ModelCard& card = {}) {
    Random random(1);
    LabelledInputs noise;
    for (int i = 0; i < 6; ++i) {
        noise.labels.push_back(static_cast<std::uint8_t>(i % 3));
        for (std::size_t k = 0; k < inputShape(card.spec).size(); ++k)
            noise.inputs.push_back(static_cast<float>(random.uniform()));
    }
    TrainingOptions options;
    options.runFolder = folder;
    options.epochs = 1;
    options.batch = 6;
    options.device = DeviceChoice::Cpu;
    options.material = material;
    options.card = card;
    NoProgress quiet;
    return train(noise, noise, options, {}, quiet, {}) ? folder / "best.h5" : std::filesystem::path();
}

} // namespace iic::test
