#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace iic {

using PlanePoint = std::array<double, 2>;

/// A tree of squares over points of a plane, by which far ones count together (Barnes & Hut 1986).
class Quadtree {
  public:
    explicit Quadtree(std::span<const PlanePoint> points);

    /// Over all other points q of 1 / (1 + |p − q|²), and of its square times p − q.
    struct Repulsion {
        double sum = 0;
        PlanePoint force{};
    };
    /// Squares seen from the point under less than `angle` (side over distance) count as their centre of mass.
    Repulsion repulsionOf(const PlanePoint& point, double angle) const;

  private:
    struct Square {
        PlanePoint middle{}, massCentre{};
        double half = 0, mass = 0;
        std::int32_t firstChild = -1; ///< of four in a row; −1: a leaf
    };
    void add(const PlanePoint& point);
    void split(std::int32_t square);
    std::int32_t childOf(std::int32_t square, const PlanePoint& point) const;

    std::vector<Square> squares_;
};

} // namespace iic
