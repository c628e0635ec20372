#pragma once

#include "nn/Adam.h"
#include "nn/BatchLoader.h"
#include "nn/Training.h"

#include <nlohmann/json.hpp>

// A run of training with LibTorch; only files of core/nn include this header.
namespace iic {

/// A run under way: the network, its optimiser, and what it has reached.
class TrainingRun {
  public:
    /// The arguments outlive the run.
    TrainingRun(const LabelledInputs& training, const LabelledInputs& validation, const TrainingOptions& options);

    JobResult<TrainingResult> train(const TrainingObserver& observer, ProgressSink& progress, std::stop_token stop);

  private:
    /// Sums over an epoch.
    struct Tally {
        double loss = 0, weight = 0; ///< of the inputs, each weighed as its class
        std::int64_t correct = 0, seen = 0;
        /// How many of these are right.
        std::int64_t add(const torch::Tensor& classes, const torch::Tensor& labels, double meanLoss, double weightOfAll);
        double meanLoss() const { return loss / weight; }
        double accuracy() const { return static_cast<double>(correct) / static_cast<double>(seen); }
    };

    /// What the weights before a step took its inputs for.
    struct Step {
        torch::Tensor classes;
        double loss = 0;
    };

    NamedState placed();
    Step learn(const Batch& batch, double rate);
    torch::Tensor loss(const torch::Tensor& logits, const torch::Tensor& labels) const;
    /// What the loss of these counts in the mean of an epoch.
    double weightOf(const torch::Tensor& labels) const;
    JobResult<Tally> trainEpoch(int epoch, const TrainingObserver& observer, ProgressSink& progress, std::stop_token stop);
    JobResult<Tally> validate(int epoch, const TrainingObserver& observer, std::stop_token stop);
    JobResult<EpochResult> runEpoch(int epoch, const TrainingObserver& observer, ProgressSink& progress, std::stop_token stop);
    JobResult<EpochResult> runEpochInMemory(int epoch, const TrainingObserver& observer, ProgressSink& progress,
                                            std::stop_token stop);
    bool isOver() const;

    nlohmann::json recipe() const;
    Result<void> begin();
    Result<void> takeWeights(const std::filesystem::path& file);
    Result<void> resume(const std::filesystem::path& file);
    Result<void> save(const char* name, bool withOptimiser) const;
    Result<void> saveEpoch(bool isBest) const;

    const LabelledInputs& training_;
    const LabelledInputs& validation_;
    const TrainingOptions& options_;
    nlohmann::json data_; ///< how many inputs, and their fingerprints
    DeviceInUse deviceInUse_;
    OneThread oneThread_; ///< of a network of colours
    torch::Device device_;
    Network net_;
    Adam adam_;
    std::uint64_t roomForInputs_; ///< bytes on the device: the other half of what is free is the network's
    BatchLoader trainingBatches_, validationBatches_;
    torch::Tensor classWeights_; ///< undefined: all alike
    std::string startedFrom_; ///< checksum of the file whose weights the run began with
    TrainingResult result_;
};

} // namespace iic
