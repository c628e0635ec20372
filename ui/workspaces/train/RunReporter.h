#pragma once

#include "bridge/ComputeThread.h"
#include "workspaces/train/TrainingWork.h"

namespace iic::ui {

/// Gathers what a run tells on the compute thread, hands it on now and then, and keeps the run waiting where that is wished.
class RunReporter {
  public:
    /// What is told of beyond the news is put into them, of the validation of an epoch.
    using Validated = std::function<void(TrainingNews& news, int epoch, std::span<const std::uint8_t> classes)>;

    /// The listener, the compute thread and the context outlive it.
    RunReporter(DeviceChoice device, std::shared_ptr<std::atomic<bool>> pause, const TrainingListener& listener,
                ComputeThread& compute, JobContext& context, Validated validated = {});

    /// Of one run, or of several one after the other.
    TrainingObserver observer();
    /// Between two steps, or two pieces of other work.
    void letOthersIn();

  private:
    using Clock = std::chrono::steady_clock;

    void takeBegin(std::span<const EpochResult> earlier);
    void takeStep(const StepResult& step);
    void takeValidation(int epoch, std::span<const std::uint8_t> classes);
    void takeEpoch(const EpochResult& epoch);
    void takeSmallerBatch(int batch);
    void wait();
    void tell();

    std::shared_ptr<std::atomic<bool>> pause_;
    const TrainingListener& listener_;
    ComputeThread& compute_;
    JobContext& context_;
    Validated validated_;
    DeviceInUse device_;
    TrainingNews news_;
    Clock::time_point told_, stepBegan_;
};

} // namespace iic::ui
