#pragma once

#include "bridge/ComputeThread.h"

namespace iic::ui {

/// Progress of batch work that lets clicks in wherever the work tells how far it has come. On the compute thread.
class YieldingProgress : public ProgressSink {
  public:
    YieldingProgress(ProgressSink& progress, ComputeThread& compute) : progress_(progress), compute_(compute) {}

    void report(const Progress& progress) override {
        progress_.report(progress);
        compute_.runInteractive();
    }

  private:
    ProgressSink& progress_;
    ComputeThread& compute_;
};

} // namespace iic::ui
