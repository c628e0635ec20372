#pragma once

#include "nn/NetworkTiming.h"
#include "nn/Training.h"
#include "study/StudyPlan.h"

#include <map>

namespace iic {

inline constexpr int mostRepeats = 100;

/// What is run, and on what. The seed of `training` is that of the first repeat; its folder, card and material are made here.
struct StudyOptions {
    std::filesystem::path dataset;
    std::filesystem::path folder; ///< of the study: runs/VARIANT/seed-N inside it; what is there already is gone on with
    std::optional<std::filesystem::path>
        spectra; ///< of spec-*.fits; without one spectra are simulated, as many of each class as the dataset has
    std::vector<std::string> studies; ///< names; empty: all
    int repeats = 3; ///< each with a seed of its own
    TrainingOptions training;
    InputOptions input; ///< what a study does not vary
};

/// A training that a study needs.
struct StudyTask {
    StudyVariant variant;
    std::string title; ///< titleOf the variant
    std::uint64_t seed = 1;
    std::filesystem::path folder;
    bool isDone = false;
};

/// The plans asked for. BadOption for a name that none has.
Result<std::vector<StudyPlan>> plansOf(const StudyOptions& options);
/// Every training they need, once, those on the same inputs together; told of each whether its outcome is there.
Result<std::vector<StudyTask>> tasksOf(const StudyOptions& options);

/// What a study will take from now on.
struct StudyEstimate {
    std::size_t runs = 0, runsDone = 0;
    double seconds = 0; ///< of training on the device: from the epochs a network has behind it, else from steps of it
    std::uint64_t bytes = 0; ///< on the disk, at the end
    std::vector<double> secondsOf{}; ///< of `seconds`, for each of tasksOf; 0 where it is done
};
/// What was measured of a network already.
struct KnownNetwork {
    std::optional<StepCost> step;
    std::optional<std::uint64_t> parameters;
};
using KnownNetworks = std::map<std::string, KnownNetwork>; ///< by runNameOf
/// Errors: of tasksOf, Dataset::open and checkFolder. On the thread that owns torch. What is in `known` is not measured again.
JobResult<StudyEstimate> estimateStudy(const StudyOptions& options, KnownNetworks& known, ProgressSink& progress,
                                       std::stop_token stop);
JobResult<StudyEstimate> estimateStudy(const StudyOptions& options, ProgressSink& progress, std::stop_token stop);

struct StudyObserver {
    std::function<void(const StudyTask&, std::size_t number, std::size_t count)> onTask; ///< before it begins
    std::function<void(const StudyTask&)> onDone;
    std::function<void(const std::string&)> onWarning;
    TrainingObserver training; ///< of every run; may keep it waiting
};

/// Runs what is not done yet: trains, keeps the best epoch by validation, and judges it by the test split. Stopped, or after a crash, it
/// goes on where it was when it is run again. The folder is locked meanwhile. On the thread that owns torch.
/// Errors: of loadTrainingMaterial, loadSpectraMaterial and train; NothingOnTile where nothing of the test split can be judged; BadOption
/// where the folder holds a study made with other options or of another dataset, naming what differs.
JobResult<void> runStudy(const StudyOptions& options, const StudyObserver& observer, ProgressSink& progress,
                         std::stop_token stop);

} // namespace iic
