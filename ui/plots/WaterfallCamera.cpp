#include "plots/WaterfallCamera.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace iic::ui {

namespace {

/// Sides of the box and distance of the eye from its middle, in one unit.
constexpr std::array<double, 3> sides{1.5, 1.25, 0.95};
constexpr double distance = 4.5;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

} // namespace

WaterfallCamera WaterfallCamera::turned(double byAzimuth, double byElevation) const {
    return {std::remainder(azimuth + byAzimuth, 360), std::clamp(elevation + byElevation, 6.0, 80.0), zoom};
}

WaterfallCamera WaterfallCamera::zoomed(double factor) const { return {azimuth, elevation, std::clamp(zoom * factor, 0.5, 4.0)}; }

WaterfallProjection::WaterfallProjection(const WaterfallCamera& camera, const QRectF& area)
    : cosAzimuth_(std::cos(radians(camera.azimuth))),
      sinAzimuth_(std::sin(radians(camera.azimuth))),
      cosElevation_(std::cos(radians(camera.elevation))),
      sinElevation_(std::sin(radians(camera.elevation))),
      middle_(area.center()) {
    eye_ = {0.5 - distance * cosElevation_ * sinAzimuth_ / sides[0], 0.5 - distance * cosElevation_ * cosAzimuth_ / sides[1],
            0.5 + distance * sinElevation_ / sides[2]};
    const QRectF box = seenBox();
    centre_ = box.center();
    scale_ = camera.zoom * std::min(area.width() / box.width(), area.height() / box.height());
}

QPointF WaterfallProjection::seen(const BoxPlace& at) const {
    const double x = (at.x - 0.5) * sides[0], y = (at.y - 0.5) * sides[1], z = (at.z - 0.5) * sides[2];
    const double across = x * cosAzimuth_ - y * sinAzimuth_;
    const double away = x * sinAzimuth_ + y * cosAzimuth_;
    const double up = z * cosElevation_ + away * sinElevation_;
    const double depth = away * cosElevation_ - z * sinElevation_;
    const double factor = distance / (distance + depth);
    return {across * factor, -up * factor};
}

QRectF WaterfallProjection::seenBox() const {
    QPointF least(1e9, 1e9), most(-1e9, -1e9);
    for (const double x : {0.0, 1.0})
        for (const double y : {0.0, 1.0})
            for (const double z : {0.0, 1.0}) {
                const QPointF corner = seen({x, y, z});
                least = {std::min(least.x(), corner.x()), std::min(least.y(), corner.y())};
                most = {std::max(most.x(), corner.x()), std::max(most.y(), corner.y())};
            }
    return {least, most};
}

QPointF WaterfallProjection::place(const BoxPlace& at) const { return middle_ + (seen(at) - centre_) * scale_; }

} // namespace iic::ui
