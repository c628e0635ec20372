#include "statistics/Quadtree.h"

#include <algorithm>
#include <cmath>

namespace iic {

namespace {

constexpr int deepest = 48; // points nearer than a 2⁻⁴⁸th of the plane's side lie in one leaf

} // namespace

Quadtree::Quadtree(std::span<const PlanePoint> points) {
    PlanePoint least{0, 0}, most{0, 0};
    if (!points.empty())
        least = most = points.front();
    for (const auto& point : points)
        for (std::size_t axis = 0; axis < 2; ++axis) {
            least[axis] = std::min(least[axis], point[axis]);
            most[axis] = std::max(most[axis], point[axis]);
        }
    squares_.reserve(4 * points.size() + 1);
    squares_.push_back({.middle = {(least[0] + most[0]) / 2, (least[1] + most[1]) / 2},
                        .half = std::max({most[0] - least[0], most[1] - least[1], 1e-12}) / 2});
    for (const auto& point : points)
        add(point);
}

std::int32_t Quadtree::childOf(std::int32_t square, const PlanePoint& point) const {
    const auto& parent = squares_[static_cast<std::size_t>(square)];
    return parent.firstChild + (point[0] > parent.middle[0] ? 1 : 0) + (point[1] > parent.middle[1] ? 2 : 0);
}

void Quadtree::split(std::int32_t square) {
    const Square parent = squares_[static_cast<std::size_t>(square)];
    const auto firstChild = static_cast<std::int32_t>(squares_.size());
    for (const auto& [x, y] : {PlanePoint{-1, -1}, {1, -1}, {-1, 1}, {1, 1}})
        squares_.push_back({.middle = {parent.middle[0] + x * parent.half / 2, parent.middle[1] + y * parent.half / 2},
                            .half = parent.half / 2});
    squares_[static_cast<std::size_t>(square)].firstChild = firstChild;
    auto& child = squares_[static_cast<std::size_t>(childOf(square, parent.massCentre))];
    child.mass = parent.mass;
    child.massCentre = parent.massCentre;
}

void Quadtree::add(const PlanePoint& point) {
    std::int32_t place = 0;
    for (int depth = 0;; ++depth) {
        if (const auto& leaf = squares_[static_cast<std::size_t>(place)];
            leaf.firstChild < 0 && leaf.mass > 0 && depth < deepest && leaf.massCentre != point)
            split(place);
        auto& square = squares_[static_cast<std::size_t>(place)];
        for (std::size_t axis = 0; axis < 2; ++axis)
            square.massCentre[axis] += (point[axis] - square.massCentre[axis]) / (square.mass + 1); // points on each other: exact
        ++square.mass;
        if (square.firstChild < 0)
            return;
        place = childOf(place, point);
    }
}

Quadtree::Repulsion Quadtree::repulsionOf(const PlanePoint& point, double angle) const {
    Repulsion repulsion;
    std::array<std::int32_t, 4 * deepest + 4> open{};
    std::size_t count = 1;
    while (count > 0) {
        const auto& square = squares_[static_cast<std::size_t>(open[--count])];
        if (square.mass == 0)
            continue;
        const double x = point[0] - square.massCentre[0], y = point[1] - square.massCentre[1];
        const double squaredDistance = x * x + y * y;
        if (square.firstChild >= 0 && 4 * square.half * square.half >= angle * angle * squaredDistance) {
            for (std::int32_t child = 0; child < 4; ++child)
                open[count++] = square.firstChild + child;
            continue;
        }
        if (squaredDistance == 0 && square.firstChild < 0) // the point itself, and those on it
            continue;
        const double nearness = 1 / (1 + squaredDistance);
        repulsion.sum += square.mass * nearness;
        repulsion.force[0] += square.mass * nearness * nearness * x;
        repulsion.force[1] += square.mass * nearness * nearness * y;
    }
    return repulsion;
}

} // namespace iic
