#pragma once

#include "base/Progress.h"
#include "data/LabelledInputs.h"
#include "nn/Device.h"
#include "nn/ModelSpec.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace iic {

/// How the learning rate falls over a run.
enum class RateSchedule {
    HalveOnce, ///< the paper's, section 4.1: to half after an epoch
    Cosine ///< rate · (1 + cos(π · (epoch − 1) / epochs)) / 2: what a run of few epochs gains most from
};

/// How exactly the steps of a run are computed on CUDA; validation, and a CPU, compute in float32 whatever is asked for.
enum class Precision {
    Float32,
    Tf32 ///< products of numbers rounded to ten bits, summed in float32: faster on the devices that can (Ampere and later)
};

/// The paper's recipe by default (section 4.1): Adam 1e-4, halved once after epoch 50, cross-entropy.
struct TrainingOptions {
    ModelCard card;
    std::filesystem::path runFolder;
    int epochs = 200;
    int batch = 64;
    double learningRate = 1e-4;
    RateSchedule schedule = RateSchedule::HalveOnce;
    int halveAfterEpoch = 50; ///< where the schedule halves
    bool augment = false; ///< flips and quarter turns
    std::uint64_t seed = 1;
    DeviceChoice device = DeviceChoice::Automatic;
    Precision precision = Precision::Float32;
    std::vector<double> classWeights; ///< of the loss, by class of the card; empty: all alike
    int patience = 0; ///< stop after so many epochs without a better validation accuracy; 0: never
    std::optional<std::filesystem::path> startFrom; ///< weights to begin with instead of random ones
    std::optional<std::filesystem::path> resumeFrom; ///< last.h5 of the same run
    std::string material; ///< JSON object for run.json: what the inputs were made of
};

struct EpochResult {
    int epoch = 0; ///< from 1
    double trainingLoss = 0, trainingAccuracy = 0, validationLoss = 0, validationAccuracy = 0;
    double learningRate = 0, seconds = 0;
};

struct StepResult {
    int epoch = 0; ///< from 1
    std::int64_t step = 0, stepsOfEpoch = 0; ///< from 1
    double loss = 0, accuracy = 0; ///< of the inputs of the step, by the weights before it
    int inputs = 0;
    double gradientNorm = 0; ///< Euclidean, of all weights together
};

/// Told on the thread that trains, which waits for it meanwhile.
struct TrainingObserver {
    std::function<void(std::span<const EpochResult>)> onBegin; ///< before the first step: the epochs that are done already
    std::function<void(const EpochResult&)> onEpoch; ///< once its files are written
    /// What the validation inputs of an epoch, in their order, are taken for; before onEpoch.
    std::function<void(int epoch, std::span<const std::uint8_t> classes)> onValidation;
    std::function<void(const StepResult&)> onStep; ///< may keep the run waiting
    std::function<void()> onValidationBatch; ///< after each; may keep the run waiting
    /// Memory was short: the epoch under way begins again, and the run goes on, with this batch instead of the one asked for. Also
    /// told of a run that goes on from such a one.
    std::function<void(int batch)> onSmallerBatch;
};

struct TrainingResult {
    std::vector<EpochResult> epochs;
    int bestEpoch = 0;
    double bestValidationAccuracy = 0;
    int batch = 0; ///< of the last steps: less than asked for where memory was short
};

/// "halve", "cosine": the names in records and on the command line.
std::string_view scheduleName(RateSchedule schedule);

/// "float32", "tf32": the names in records and on the command line.
std::string_view precisionName(Precision precision);

/// What is computed with on a device where so much was asked for.
Precision precisionOn(const DeviceInUse& device, Precision asked);

/// The rate of an epoch, counted from 1.
double learningRateOf(const TrainingOptions& options, int epoch);

/// Trains and writes the run folder (run.json, epochs.csv, best.h5, last.h5) after every epoch; a stop request ends it after the step
/// under way with last.h5 of the last whole epoch in place, or before anything is written. The same seed gives the same
/// bytes on the CPU. Where there is no memory for a step the epoch begins again with half the batch. OutOfMemory where even a batch
/// of one is too large; Diverged names the step, or the epoch whose validation shows it. ImplausibleData where an input holds pixels
/// without a value; ModelMismatch or BadCheckpoint where it cannot go on from, or begin with, the file named; FileUnwritable with
/// the files of the last whole epoch in place.
JobResult<TrainingResult> train(const LabelledInputs& training, const LabelledInputs& validation, const TrainingOptions& options,
                                const TrainingObserver& observer, ProgressSink& progress, std::stop_token stop);

} // namespace iic
