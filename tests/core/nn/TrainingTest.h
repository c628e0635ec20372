#pragma once

#include "SyntheticInputs.h"
#include "TestSupport.h"
#include "nn/Checkpoint.h"
#include "nn/Classifier.h"
#include "nn/Training.h"

#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

namespace iic::test {

inline std::string bytes(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

/// The same weights, batch norm statistics and moments, to the bit.
inline bool sameNumbers(const std::filesystem::path& one, const std::filesystem::path& two) {
    const auto a = readCheckpoint(one).value(), b = readCheckpoint(two).value();
    const auto same = [](const NamedTensor& x, const NamedTensor& y) {
        return x.name == y.name && x.shape == y.shape && x.values == y.values;
    };
    return std::ranges::equal(a.weights, b.weights, same) && std::ranges::equal(a.optimiser, b.optimiser, same) &&
           !a.optimiser.empty();
}

/// Runs of a few seconds on inputs that can be told apart.
class TrainingTest : public Test {
  protected:
    QTemporaryDir folder_;
    const ModelSpec spec_{.inputSide = 64};
    const LabelledInputs training_ = syntheticInputs(24, 1, spec_);
    const LabelledInputs validation_ = syntheticInputs(12, 2, spec_);
    NoProgress silent_;

    TrainingOptions options(const char* name, int epochs) const {
        TrainingOptions options;
        options.card.spec = spec_;
        options.card.input.side = spec_.inputSide;
        options.runFolder = folder_.filePath(name).toStdString();
        options.epochs = epochs;
        options.batch = 8;
        options.device = DeviceChoice::Cpu;
        return options;
    }
    JobResult<TrainingResult> run(const TrainingOptions& options) {
        return train(training_, validation_, options, {}, silent_, {});
    }
};

} // namespace iic::test
