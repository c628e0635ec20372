#pragma once

#include "catalog/ExpressionTree.h"
#include "catalog/UnitVector.h"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace iic {

class Slot;

/// A polygon in the plane. What lies on an edge counts to one of the two sides, so that polygons that share edges cover
/// each point once.
class PlanePolygon {
  public:
    explicit PlanePolygon(std::span<const double> corners); ///< x1, y1, x2, y2 …; closed from the last to the first

    /// 1 for each point inside (even–odd rule), else 0; NaN is never inside.
    void contains(const double* x, const double* y, std::size_t count, std::uint8_t* inside) const;

  private:
    /// From its lower end up; level edges are never crossed and left out.
    struct Edge {
        double x, low, high, slope;
    };
    std::vector<Edge> edges_;
};

/// A polygon on the sky whose edges are great circles: on the plane that touches the sphere in the mean direction of its
/// corners they are straight (gnomonic projection).
class SkyPolygon {
  public:
    explicit SkyPolygon(std::span<const double> corners); ///< α1, δ1, α2, δ2 … in degrees, without a flaw

    /// As PlanePolygon, of degrees; overwrites both with the places on the plane.
    void contains(double* rightAscension, double* declination, std::size_t count, std::uint8_t* inside) const;

  private:
    struct Frame {
        UnitVector centre, east, north;
        explicit Frame(const UnitVector& middle);
        /// NaN on the other half of the sky.
        std::pair<double, double> onPlane(const UnitVector& direction) const;
    };
    Frame frame_;
    PlanePolygon polygon_;
};

struct SkyCone {
    UnitVector centre;
    double radiusArcsec; ///< inclusive
};

using Region = std::variant<PlanePolygon, SkyPolygon, SkyCone>;

/// Numbers that make no region, and which of them are to blame.
struct RegionFlaw {
    std::size_t first = 0, last = 0; ///< places in the list of numbers
    std::string reason, expected, found;
};

/// How many numbers a region needs at least.
std::size_t fewestNumbers(Operator operation);
/// What is wrong with the numbers behind the two values, of which there are enough.
std::optional<RegionFlaw> flawOfRegion(Operator operation, std::span<const double> numbers);
/// Of numbers without a flaw.
Region makeRegion(Operator operation, std::span<const double> numbers);

/// Whether the values in both slots lie in the region, in the place of the left. What is null, or no position on the sky
/// (|α| above 360°, |δ| above 90°), is unknown.
void applyRegion(const Region& region, Slot& left, Slot& right, std::size_t count);

} // namespace iic
