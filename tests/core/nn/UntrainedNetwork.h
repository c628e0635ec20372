#pragma once

#include "nn/Training.h"

#include <stdexcept>

namespace iic::test {

/// last.h5 of a run that is stopped before its first step.
inline std::filesystem::path untrainedNetwork(const LabelledInputs& training, const LabelledInputs& validation,
                                              const TrainingOptions& options) {
    std::stop_source stop;
    TrainingObserver observer;
    observer.onBegin = [&](std::span<const EpochResult>) { stop.request_stop(); };
    NoProgress quiet;
    if (train(training, validation, options, observer, quiet, stop.get_token()))
        throw std::runtime_error("a stopped run went on");
    return options.runFolder / "last.h5";
}

} // namespace iic::test
