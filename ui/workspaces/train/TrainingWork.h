#pragma once

#include "analysis/TrainingMaterial.h"
#include "bridge/ComputeThread.h"
#include "workspaces/train/LiveRun.h"

#include <atomic>
#include <memory>

namespace iic::ui {

/// A run ready to begin: its options whole, its inputs in memory.
struct PreparedRun {
    TrainingRequest request;
    TrainingMaterial material;
    SharedDataset dataset;
};

/// Reads the inputs of a run and fills in its options. Errors: those of loadTrainingMaterial, readRunRecord and checkDatasetOf; FileExists
/// where the folder is there and is not gone on with. On a thread for files.
JobResult<std::shared_ptr<PreparedRun>> prepareRun(const TrainingRequest& request, ProgressSink& progress, std::stop_token stop);

/// Whom a run tells, on the GUI thread.
struct TrainingListener {
    std::function<void(const DeviceInUse& device, const std::vector<EpochResult>& earlier)> onBegin;
    std::function<void(const TrainingNews&)> onNews; ///< at most once in Job::progressInterval, but of every epoch at once
};

/// Trains on the compute thread. Between steps interactive work is done; while `pause` is set the run waits there, and goes on
/// once `compute` is woken.
JobResult<TrainingResult> trainWhileOthersWait(const PreparedRun& run, const std::shared_ptr<std::atomic<bool>>& pause,
                                               const TrainingListener& listener, ComputeThread& compute, JobContext& context);

} // namespace iic::ui
