#pragma once

#include "nn/RunFolder.h"

namespace iic::test {

inline std::vector<EpochResult> sampleEpochs(int count) {
    std::vector<EpochResult> epochs;
    for (int epoch = 1; epoch <= count; ++epoch)
        epochs.push_back({epoch, 1.0 / epoch, 1 - 0.5 / epoch, 1.1 / epoch, 1 - 0.6 / epoch, 1e-4, 12});
    return epochs;
}

/// The record and epochs of a run, as the program writes them; no weights.
inline void writeRun(const std::filesystem::path& folder, int epochs, TrainingOptions options = {}) {
    std::filesystem::create_directories(folder);
    options.runFolder = folder;
    const TrainingResult result{sampleEpochs(epochs), epochs, 1 - 0.6 / epochs, options.batch};
    const nlohmann::json data{
        {"trainingFingerprint", "aa"}, {"validationFingerprint", "bb"}, {"trainingInputs", 80}, {"validationInputs", 10}};
    static_cast<void>(writeRunRecord(options, "", {false, "CPU", ""}, data, "1.13.0", result));
    static_cast<void>(writeEpochs(folder, result.epochs));
}

} // namespace iic::test
