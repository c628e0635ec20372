#pragma once

#include "analysis/ClassifyTile.h"
#include "bridge/Job.h"

#include <chrono>
#include <functional>

namespace iic::ui {

/// Predictions on their way from the compute thread to the window, told often enough for the eye, not piece by piece.
class PredictionPieces {
  public:
    using Show = std::function<void(int first, const std::vector<Prediction>& predictions)>;

    /// `show` runs on the window's thread, in order, unless the job was cancelled by then.
    PredictionPieces(JobContext& context, std::size_t total, Show show)
        : context_(context), total_(total), show_(std::move(show)) {}

    void add(std::size_t first, std::span<const Prediction> piece);

  private:
    bool isDue() const;

    JobContext& context_;
    std::size_t total_;
    Show show_;
    std::size_t first_ = 0;
    std::vector<Prediction> waiting_;
    std::chrono::steady_clock::time_point shown_;
};

} // namespace iic::ui
