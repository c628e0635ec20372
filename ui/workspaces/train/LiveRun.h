#pragma once

#include "plots/StepCurve.h"
#include "workspaces/dataset/OpenDataset.h"
#include "workspaces/train/TrainingRequest.h"

#include <chrono>

namespace iic::ui {

/// Which of the validation inputs an epoch got wrong.
struct ValidationMistakes {
    int epoch = 0; ///< 0: none is over
    std::vector<std::size_t> rows; ///< of the dataset
    std::vector<std::uint8_t> takenFor; ///< a class for each
    std::size_t inputs = 0; ///< of which these were wrong
};

/// What a run under way tells since it told last.
struct TrainingNews {
    using Seconds = std::chrono::duration<double>;

    std::vector<StepResult> steps = {};
    std::int64_t timedInputs = 0; ///< that steps learned from in
    Seconds timedSteps{}; ///< waiting, clicks and validation apart
    std::optional<Seconds> validation = {}; ///< how long it took
    std::optional<EpochResult> epoch = {};
    std::optional<int> batch = {}; ///< the epoch of the steps begins again with this one
    std::optional<ValidationMistakes> mistakes = {};
    std::optional<bool> isPaused = {};
    std::uint64_t memory = 0; ///< bytes
};

/// A run under way, or the last one, as far as it was told of.
struct LiveRun {
    TrainingRequest request;
    bool hasBegun = false; ///< its folder is there
    SharedDataset dataset; ///< null until its inputs are read
    DeviceInUse device;
    std::size_t trainingInputs = 0, validationInputs = 0;
    std::vector<std::string> warnings; ///< of its material

    std::vector<EpochResult> epochs;
    int bestEpoch = 0;
    double bestAccuracy = 0;
    StepCurve losses, accuracies; ///< of steps, by epochs and parts of one
    std::optional<StepResult> lastStep;
    int batch = 0; ///< less than asked for where memory is short
    ValidationMistakes mistakes;
    std::uint64_t memory = 0; ///< bytes
    double inputsPerSecond = 0; ///< 0: not known yet

    void begin(const DeviceInUse& on, const std::vector<EpochResult>& earlier);
    void take(const TrainingNews& news);
    /// Steps done of all, 0 … 1.
    double done() const;
    /// At this speed and to the last epoch; nullopt: not known yet.
    std::optional<double> secondsLeft() const;
    int epochUnderWay() const { return lastStep ? lastStep->epoch : static_cast<int>(epochs.size()) + 1; }

  private:
    void add(const EpochResult& epoch);
    std::optional<double> validationSeconds_;
};

} // namespace iic::ui
