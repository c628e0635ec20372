#pragma once

#include <QPointF>

#include <cstddef>
#include <vector>

namespace iic::ui {

/// A curve that grows by a point at a time and never holds more than `most` of them: neighbours become their mean where
/// there would be more.
class StepCurve {
  public:
    explicit StepCurve(std::size_t most = 2000) : most_(most) {}

    /// x never falls.
    void add(double x, double y);
    /// Forgets what lies beyond x.
    void cut(double x);
    /// Means of equally many points each, the newest ones not yet among them.
    const std::vector<QPointF>& points() const { return points_; }

  private:
    std::size_t most_;
    std::size_t perPoint_ = 1;
    std::vector<QPointF> points_;
    QPointF sum_;
    std::size_t summed_ = 0;
};

} // namespace iic::ui
