#pragma once

#include "bridge/ComputeThread.h"
#include "study/StudyRun.h"
#include "workspaces/train/TrainingWork.h"

namespace iic::ui {

/// Whom a study tells, on the GUI thread.
struct StudyListener {
    /// A run is next.
    std::function<void(const StudyTask& task, std::size_t number, std::size_t count)> onTask;
    TrainingListener runs; ///< of each
    std::function<void(const StudyTask& task)> onDone;
    std::function<void(const std::string& warning)> onWarning;
};

/// Runs a study on the compute thread. Between steps interactive work is done; while `pause` is set it waits there, and goes on once
/// `compute` is woken.
JobResult<std::monostate> runStudyWhileOthersWait(const StudyOptions& options, const std::shared_ptr<std::atomic<bool>>& pause,
                                                  const StudyListener& listener, ComputeThread& compute, JobContext& context);

} // namespace iic::ui
