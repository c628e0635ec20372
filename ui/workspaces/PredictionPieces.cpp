#include "workspaces/PredictionPieces.h"

#include <utility>

namespace iic::ui {

void PredictionPieces::add(std::size_t first, std::span<const Prediction> piece) {
    if (waiting_.empty())
        first_ = first;
    waiting_.insert(waiting_.end(), piece.begin(), piece.end());
    if (!isDue())
        return;
    shown_ = std::chrono::steady_clock::now();
    context_.deliver([show = show_, first = static_cast<int>(first_), predictions = std::exchange(waiting_, {})] {
        show(first, predictions);
    });
}

bool PredictionPieces::isDue() const {
    constexpr std::chrono::milliseconds interval{40};
    return first_ + waiting_.size() == total_ || std::chrono::steady_clock::now() - shown_ >= interval;
}

} // namespace iic::ui
