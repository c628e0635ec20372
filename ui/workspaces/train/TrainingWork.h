#pragma once

#include "analysis/TrainingMaterial.h"
#include "bridge/ComputeThread.h"
#include "nn/RunLock.h"
#include "workspaces/train/LiveRun.h"

#include <atomic>
#include <memory>

namespace iic::ui {

/// A run ready to begin: its options whole, its inputs in memory, its folder kept from others.
struct PreparedRun {
    TrainingRequest request;
    RunLock lock;
    TrainingMaterial material;
    SharedDataset dataset;
};

/// Locks the folder of a run, reads its inputs and fills in its options. Errors: those of RunLock, loadTrainingMaterial,
/// readRunRecord and checkDatasetOf; FileExists where a run is there that is not gone on with. On a thread for files.
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
