#pragma once

#include "SyntheticInputs.h"
#include "UntrainedNetwork.h"
#include "nn/Checkpoint.h"
#include "nn/Training.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>

namespace iic::test {

/// Groups of numbers in FOLDER/values.f32 (32-bit floats), each told of on standard output by a line "about,offset".
class Values {
  public:
    explicit Values(const std::filesystem::path& folder) : file_(folder / "values.f32", std::ios::binary) {}
    void add(const std::string& about, std::span<const float> values) {
        std::printf("%s,%zu\n", about.c_str(), offset_);
        file_.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size_bytes()));
        offset_ += values.size();
    }

  private:
    std::ofstream file_;
    std::size_t offset_ = 0;
};

inline TrainingOptions optionsFor(const ModelSpec& spec, const std::filesystem::path& folder, int epochs) {
    TrainingOptions options;
    options.card.spec = spec;
    options.card.input.side = spec.inputSide;
    if (spec.channels == 4)
        options.card.input.channels.push_back(Band::W4);
    options.runFolder = folder;
    options.epochs = epochs;
    options.batch = 12;
    options.device = DeviceChoice::Cpu;
    return options;
}

/// The network as it is before the first step.
inline Checkpoint untrained(const ModelSpec& spec, const std::filesystem::path& folder) {
    const auto inputs = syntheticInputs(3, 1, spec);
    return readCheckpoint(untrainedNetwork(inputs, inputs, optionsFor(spec, folder, 1))).value();
}

/// Values that leave every stage of a network alive and no batch norm without effect.
inline void randomise(Checkpoint& checkpoint, std::uint64_t seed) {
    Random random(seed);
    for (auto& [name, shape, values] : checkpoint.weights) {
        const double fanIn = shape.size() > 1 ? static_cast<double>(values.size()) / static_cast<double>(shape[0]) : 1;
        for (float& value : values) {
            double drawn = shape.size() > 1 ? random.normal(0, std::sqrt(2 / fanIn)) : random.normal(0, 0.3);
            if (name.ends_with("running_var") || name.ends_with("norm.weight"))
                drawn = random.uniform(0.4, 2.5);
            value = static_cast<float>(drawn);
        }
    }
}

} // namespace iic::test
