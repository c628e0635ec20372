#include "catalog/SkyIndex.h"

#include <algorithm>
#include <cmath>
#include <nanoflann.hpp>
#include <numbers>

namespace iic {

namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double arcsecond = degree / 3600;

/// The square of the chord of an angle.
double squaredChord(double arcsec) {
    const double chord = 2 * std::sin(std::min(arcsec * arcsecond, std::numbers::pi) / 2);
    return chord * chord;
}

constexpr unsigned stepsBits = 6; ///< of each axis; their interleaved steps number the cells of space

/// Bits 0 … 5 at every third place.
std::uint32_t spread(std::uint32_t step) {
    step = (step | step << 8) & 0x0300f;
    step = (step | step << 4) & 0x030c3;
    return (step | step << 2) & 0x09249;
}

struct Axis {
    double low = 2, high = -2;

    void take(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    std::uint32_t cell(double value) const {
        constexpr double steps = (1u << stepsBits) - 1;
        return high > low ? spread(static_cast<std::uint32_t>((value - low) / (high - low) * steps)) : 0;
    }
};

/// Points in the order of the tree's leaves, nearly, each with its row.
struct Points {
    std::vector<UnitVector> vectors;
    std::vector<std::uint32_t> rows;

    std::size_t kdtree_get_point_count() const { return vectors.size(); }
    double kdtree_get_pt(std::size_t point, std::size_t axis) const { return vectors[point][axis]; }
    template <class Box> bool kdtree_get_bbox(Box&) const { return false; }
};

/// What a search has found: the nearest, and whether it is the only one within the bound.
class Candidates {
  public:
    using DistanceType = double;

    Candidates(const std::vector<std::uint32_t>& rows, double bound, bool seeksRivals)
        : rows_(rows), bound_(bound), nearest_(bound), reach_(beyond(bound)), seeksRivals_(seeksRivals) {}

    bool addPoint(double distance, std::uint32_t point) {
        if (distance > bound_)
            return true;
        ++found_;
        if (const auto row = rows_[point]; distance < nearest_ || (distance == nearest_ && row < row_)) {
            nearest_ = distance;
            row_ = row;
        }
        reach_ = beyond(seeksRivals_ && found_ == 1 ? bound_ : nearest_);
        return true;
    }

    double worstDist() const { return reach_; }
    bool full() const { return found_ > 0; }

    SkyIndex::Nearest nearest() const { return {row_, seeksRivals_ && found_ > 1}; }

  private:
    /// A little further, because the tree rounds the distances of its boxes and equally near points must all be seen.
    static double beyond(double distance) { return distance * (1 + 1e-12) + 1e-300; }

    const std::vector<std::uint32_t>& rows_;
    double bound_; ///< the squares of chords, as all distances here
    double nearest_;
    double reach_; ///< how far the tree must look
    std::size_t found_ = 0; ///< points within the bound, not all of them
    std::uint32_t row_ = SkyIndex::none;
    bool seeksRivals_;
};

} // namespace

bool isPosition(const SkyCoord& place) {
    return place.rightAscension >= 0 && place.rightAscension <= 360 && place.declination >= -90 && place.declination <= 90;
}

UnitVector unitVector(const SkyCoord& place) {
    const double longitude = place.rightAscension * degree, latitude = place.declination * degree;
    const double equatorial = std::cos(latitude);
    return {equatorial * std::cos(longitude), equatorial * std::sin(longitude), std::sin(latitude)};
}

double separationArcsec(const UnitVector& a, const UnitVector& b) {
    const double apart = std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    const double together = std::hypot(a[0] + b[0], a[1] + b[1], a[2] + b[2]);
    return 2 * std::atan2(apart, together) / arcsecond;
}

std::vector<std::uint32_t> orderInSpace(std::span<const UnitVector> vectors) {
    std::array<Axis, 3> box;
    for (const auto& vector : vectors)
        for (std::size_t axis = 0; axis < 3; ++axis)
            box[axis].take(vector[axis]);
    const auto cellOf = [&box](const UnitVector& vector) {
        return box[0].cell(vector[0]) << 2 | box[1].cell(vector[1]) << 1 | box[2].cell(vector[2]);
    };
    std::vector<std::uint32_t> cells(vectors.size()), starts((1u << 3 * stepsBits) + 1);
    for (std::size_t row = 0; row < vectors.size(); ++row) {
        cells[row] = cellOf(vectors[row]);
        ++starts[cells[row] + 1];
    }
    for (std::size_t cell = 1; cell < starts.size(); ++cell)
        starts[cell] += starts[cell - 1];
    std::vector<std::uint32_t> order(vectors.size());
    for (std::size_t row = 0; row < vectors.size(); ++row)
        order[starts[cells[row]]++] = static_cast<std::uint32_t>(row);
    return order;
}

struct SkyIndex::Tree {
    Points points;
    nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<double, Points>, Points, 3> tree;

    explicit Tree(Points&& given) : points(std::move(given)), tree(3, points, nanoflann::KDTreeSingleIndexAdaptorParams(8)) {}
};

SkyIndex::SkyIndex(std::span<const UnitVector> vectors) {
    Points points{std::vector<UnitVector>(vectors.size()), orderInSpace(vectors)};
    for (std::size_t point = 0; point < vectors.size(); ++point)
        points.vectors[point] = vectors[points.rows[point]];
    tree_ = std::make_unique<Tree>(std::move(points));
}

SkyIndex::SkyIndex(SkyIndex&&) noexcept = default;
SkyIndex& SkyIndex::operator=(SkyIndex&&) noexcept = default;
SkyIndex::~SkyIndex() = default;

SkyIndex::Nearest SkyIndex::nearest(const UnitVector& place, double radiusArcsec) const {
    const bool isBounded = std::isfinite(radiusArcsec);
    constexpr double beyondTheSphere = 5;
    Candidates candidates(tree_->points.rows, isBounded ? squaredChord(radiusArcsec) : beyondTheSphere, isBounded);
    tree_->tree.findNeighbors(candidates, place.data(), {});
    return candidates.nearest();
}

} // namespace iic
