#include "plots/StepCurve.h"

namespace iic::ui {

void StepCurve::add(double x, double y) {
    sum_ += QPointF(x, y);
    if (++summed_ < perPoint_)
        return;
    points_.push_back(sum_ / static_cast<double>(summed_));
    sum_ = {};
    summed_ = 0;
    if (points_.size() < most_)
        return;
    for (std::size_t i = 0; i + 1 < points_.size(); i += 2)
        points_[i / 2] = (points_[i] + points_[i + 1]) / 2;
    points_.resize(points_.size() / 2);
    perPoint_ *= 2;
}

void StepCurve::cut(double x) {
    std::erase_if(points_, [x](const QPointF& point) { return point.x() > x; });
    sum_ = {};
    summed_ = 0;
}

} // namespace iic::ui
