#include "data/SkyOverlaps.h"

#include "base/Parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <numbers>
#include <unordered_map>

namespace iic {

namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double margin = 0.01 / 3600 * degree;
constexpr double largestRadius = 5 * degree;
constexpr std::size_t mostPairs = 400'000'000;

struct Vector {
    double x = 0, y = 0, z = 0;
};
double dot(const Vector& a, const Vector& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
Vector sum(const Vector& a, const Vector& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
Vector cross(const Vector& a, const Vector& b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }
Vector unit(const Vector& a) {
    const double length = std::sqrt(dot(a, a));
    return {a.x / length, a.y / length, a.z / length};
}
double distance(const Vector& a, const Vector& b) {
    const Vector d{a.x - b.x, a.y - b.y, a.z - b.z};
    return std::sqrt(dot(d, d));
}

Vector direction(const SkyCoord& place) {
    const double ra = place.rightAscension * degree, dec = place.declination * degree;
    return {std::cos(dec) * std::cos(ra), std::cos(dec) * std::sin(ra), std::sin(dec)};
}

/// A square as directions, and the chord from its middle to its farthest corner.
struct Shape {
    std::array<Vector, 4> corners;
    Vector centre;
    double radius = 0;
};

Shape shapeOf(const SkySquare& square) {
    Shape shape;
    for (std::size_t i = 0; i < 4; ++i) {
        shape.corners[i] = direction(square[i]);
        shape.centre = sum(shape.centre, shape.corners[i]);
    }
    shape.centre = unit(shape.centre);
    for (const auto& corner : shape.corners)
        shape.radius = std::max(shape.radius, distance(corner, shape.centre));
    return shape;
}

struct Point {
    double x = 0, y = 0;
};
using Quad = std::array<Point, 4>;

/// Great circles are straight lines in the gnomonic projection.
Quad project(const Shape& shape, const Vector& middle, const Vector& right, const Vector& up) {
    Quad quad;
    for (std::size_t i = 0; i < 4; ++i) {
        const double depth = dot(shape.corners[i], middle);
        quad[i] = {dot(shape.corners[i], right) / depth, dot(shape.corners[i], up) / depth};
    }
    return quad;
}

/// A side of `a` is a line beyond which all of `b` lies, by more than the margin.
bool sideParts(const Quad& a, const Quad& b) {
    for (std::size_t i = 0; i < 4; ++i) {
        const Point& from = a[i];
        const Point& to = a[(i + 1) % 4];
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        const Point normal{(to.y - from.y) / length, (from.x - to.x) / length};
        const auto across = [&](const Point& p) { return (p.x - from.x) * normal.x + (p.y - from.y) * normal.y; };
        double lowA = 0, highA = 0, lowB = across(b[0]), highB = lowB;
        for (std::size_t j = 0; j < 4; ++j) {
            lowA = std::min(lowA, across(a[j]));
            highA = std::max(highA, across(a[j]));
            lowB = std::min(lowB, across(b[j]));
            highB = std::max(highB, across(b[j]));
        }
        if (lowB - highA > margin || lowA - highB > margin)
            return true;
    }
    return false;
}

bool overlap(const Shape& a, const Shape& b) {
    const Vector middle = unit(sum(a.centre, b.centre));
    const Vector axis = std::abs(middle.z) < 0.5 ? Vector{0, 0, 1} : Vector{1, 0, 0};
    const Vector right = unit(cross(axis, middle));
    const Vector up = cross(middle, right);
    const Quad first = project(a, middle, right, up), second = project(b, middle, right, up);
    return !sideParts(first, second) && !sideParts(second, first);
}

/// Cubes of space in which the middles lie; what can overlap lies in the same or in touching ones.
class Cells {
  public:
    Cells(const std::vector<Shape>& shapes, double size) : size_(size) {
        for (std::size_t i = 0; i < shapes.size(); ++i)
            members_[key(shapes[i].centre, 0, 0, 0)].push_back(static_cast<std::uint32_t>(i));
    }

    template <typename Visit> void around(const Vector& place, Visit&& visit) const {
        for (int dx = -1; dx <= 1; ++dx)
            for (int dy = -1; dy <= 1; ++dy)
                for (int dz = -1; dz <= 1; ++dz)
                    if (const auto cell = members_.find(key(place, dx, dy, dz)); cell != members_.end())
                        for (const auto member : cell->second)
                            visit(member);
    }

  private:
    std::uint64_t key(const Vector& place, int dx, int dy, int dz) const {
        const auto step = [this](double value, int shift) {
            return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::floor((value + 2) / size_)) + shift) & 0x1fffff;
        };
        return step(place.x, dx) << 42 | step(place.y, dy) << 21 | step(place.z, dz);
    }

    double size_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> members_;
};

} // namespace

SkyCoord centreOf(const SkySquare& square) {
    const Vector centre = shapeOf(square).centre;
    const double ra = std::atan2(centre.y, centre.x) / degree;
    return {ra < 0 ? ra + 360 : ra, std::atan2(centre.z, std::hypot(centre.x, centre.y)) / degree};
}

Result<std::vector<std::pair<std::uint32_t, std::uint32_t>>> overlappingSquares(std::span<const SkySquare> squares) {
    std::vector<Shape> shapes(squares.size());
    double radius = 1e-6;
    for (std::size_t i = 0; i < squares.size(); ++i) {
        shapes[i] = shapeOf(squares[i]);
        if (!(shapes[i].radius > 0 && shapes[i].radius < largestRadius))
            return fail(ErrorCode::ImplausibleData, {}, "where a cutout lies on the sky is not known",
                        "they can be split at random");
        radius = std::max(radius, shapes[i].radius);
    }
    const Cells cells(shapes, 2 * radius + margin);
    std::mutex guard;
    std::map<std::size_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> found;
    std::atomic<std::size_t> count = 0;
    parallelRanges(squares.size(), [&](std::size_t first, std::size_t last) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        std::vector<std::uint32_t> partners;
        for (std::size_t i = first; i < last && count < mostPairs; ++i) {
            partners.clear();
            cells.around(shapes[i].centre, [&](std::uint32_t j) {
                if (j > i && distance(shapes[i].centre, shapes[j].centre) <= shapes[i].radius + shapes[j].radius + margin &&
                    overlap(shapes[i], shapes[j]))
                    partners.push_back(j);
            });
            std::ranges::sort(partners);
            for (const auto j : partners)
                pairs.emplace_back(static_cast<std::uint32_t>(i), j);
            count += partners.size();
        }
        const std::lock_guard lock(guard);
        found[first] = std::move(pairs);
    });
    if (count >= mostPairs)
        return fail(ErrorCode::ImplausibleData, {}, "the cutouts crowd too densely to be told apart on the sky",
                    fmt::format("more than {} pairs overlap", mostPairs));
    std::vector<std::pair<std::uint32_t, std::uint32_t>> all;
    all.reserve(count);
    for (const auto& [first, pairs] : found)
        all.insert(all.end(), pairs.begin(), pairs.end());
    return all;
}

} // namespace iic
