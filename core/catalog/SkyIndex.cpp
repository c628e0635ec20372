#include "catalog/SkyIndex.h"

#include <algorithm>
#include <cmath>
#include <nanoflann.hpp>
#include <numbers>
#include <optional>

namespace iic {

namespace {

constexpr double arcsecond = std::numbers::pi / 180 / 3600;

/// The square of the chord of an angle.
double squaredChord(double arcsec) {
    const double chord = 2 * std::sin(std::min(arcsec * arcsecond, std::numbers::pi) / 2);
    return chord * chord;
}

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
    double distance() const { return nearest_; }

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

/// All points within some distance of a place, if they are few.
class Neighbourhood {
  public:
    using DistanceType = double;
    static constexpr std::size_t capacity = 64;

    Neighbourhood(const Points& points, double reach) : points_(points), reach_(reach) {}

    bool addPoint(double, std::uint32_t point) {
        if (count_ == capacity)
            return !(overflows_ = true);
        for (std::size_t axis = 0; axis < 3; ++axis)
            places_[axis][count_] = points_.vectors[point][axis];
        rows_[count_++] = points_.rows[point];
        return true;
    }
    double worstDist() const { return reach_; }
    bool full() const { return overflows_; }
    std::size_t count() const { return count_; }

    /// What Candidates would find among them within a bound that the reach covers; whether there is any.
    bool nearest(const UnitVector& place, double bound, bool seeksRivals, SkyIndex::Nearest& answer) const {
        std::array<double, capacity> distances;
        double nearest = bound;
        for (std::size_t i = 0; i < count_; ++i) {
            const double x = place[0] - places_[0][i], y = place[1] - places_[1][i], z = place[2] - places_[2][i];
            distances[i] = x * x + y * y + z * z;
            nearest = distances[i] < nearest ? distances[i] : nearest;
        }
        auto row = SkyIndex::none;
        std::uint32_t within = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            row = distances[i] == nearest && rows_[i] < row ? rows_[i] : row;
            within += distances[i] <= bound;
        }
        answer = {row, seeksRivals && within > 1};
        return within > 0;
    }

  private:
    const Points& points_;
    double reach_; ///< the square of a chord
    std::size_t count_ = 0;
    bool overflows_ = false;
    std::array<std::array<double, capacity>, 3> places_;
    std::array<std::uint32_t, capacity> rows_;
};

/// A ball around places: its centre, which need not be on the sphere, and its radius as a chord.
struct Ball {
    UnitVector centre{};
    double radius = 0;
};

Ball ballAround(std::span<const UnitVector> vectors, std::span<const std::uint32_t> group) {
    Ball ball;
    for (const auto i : group)
        for (std::size_t axis = 0; axis < 3; ++axis)
            ball.centre[axis] += vectors[i][axis] / static_cast<double>(group.size());
    for (const auto i : group)
        ball.radius = std::max(ball.radius, std::hypot(vectors[i][0] - ball.centre[0], vectors[i][1] - ball.centre[1],
                                                       vectors[i][2] - ball.centre[2]));
    return ball;
}

constexpr double beyondTheSphere = 5; ///< more than the square of any chord

} // namespace

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

/// Answers places one after the other. Groups of them share one walk through the tree, which collects the points within a
/// margin around the group; whose nearest may lie further walks alone.
class SkyIndex::Search {
  public:
    Search(const Tree& tree, double radiusArcsec)
        : index_(tree),
          isBounded_(std::isfinite(radiusArcsec)),
          bound_(isBounded_ ? squaredChord(radiusArcsec) : beyondTheSphere),
          margin_(isBounded_ ? std::sqrt(bound_) : 0) {}

    Nearest nearest(const UnitVector& place) const {
        Candidates found(index_.points.rows, bound_, isBounded_);
        index_.tree.findNeighbors(found, place.data(), {});
        return found.nearest();
    }

    /// The number of points near the group; nullopt, and no answers, when there are too many.
    std::optional<std::size_t> tryGroup(std::span<const UnitVector> vectors, std::span<const std::uint32_t> group,
                                        std::span<Nearest> found) {
        constexpr double rounding = 1 + 1e-9, smallest = 1e-15;
        const auto ball = ballAround(vectors, group);
        const double reach = (ball.radius + margin_) * rounding + smallest;
        Neighbourhood neighbourhood(index_.points, reach * reach);
        index_.tree.findNeighbors(neighbourhood, ball.centre.data(), {});
        if (neighbourhood.full())
            return std::nullopt;
        const double sure = isBounded_ ? bound_ : margin_ * margin_;
        std::size_t further = 0;
        for (const auto i : group)
            if (!neighbourhood.nearest(vectors[i], sure, isBounded_, found[i]) && !isBounded_) {
                found[i] = nearest(vectors[i]);
                ++further;
            }
        adaptMargin(vectors[group[0]], group.size(), further);
        return neighbourhood.count();
    }

    /// The next group finds the margin of an unbounded search anew.
    void forgetMargin() { margin_ = isBounded_ ? margin_ : 0; }

  private:
    /// Of an unbounded search: wide enough that few walk alone.
    void adaptMargin(const UnitVector& place, std::size_t places, std::size_t further) {
        if (isBounded_)
            return;
        if (margin_ == 0)
            margin_ = 2 * separationOfNearest(place);
        else
            margin_ *= 16 * further > places ? 1.25 : 0.98;
    }

    double separationOfNearest(const UnitVector& place) const {
        Candidates found(index_.points.rows, bound_, false);
        index_.tree.findNeighbors(found, place.data(), {});
        return std::sqrt(found.distance());
    }

    const Tree& index_;
    bool isBounded_;
    double bound_; ///< the square of a chord
    double margin_; ///< a chord
};

SkyIndex::Nearest SkyIndex::nearest(const UnitVector& place, double radiusArcsec) const {
    return Search(*tree_, radiusArcsec).nearest(place);
}

void SkyIndex::nearestOfEach(std::span<const UnitVector> vectors, std::span<const std::uint32_t> order, double radiusArcsec,
                             std::span<Nearest> found) const {
    constexpr std::size_t smallest = 4, largest = 64, alone = 16; // places in a group; searched alone after it failed
    Search search(*tree_, radiusArcsec);
    std::size_t size = 16;
    for (std::size_t first = 0; first < order.size();) {
        const auto rest = order.subspan(first);
        const auto group = rest.first(std::min(size, rest.size()));
        if (const auto points = search.tryGroup(vectors, group, found)) {
            first += group.size();
            size = *points < Neighbourhood::capacity / 4 ? std::min(2 * size, largest) : size;
        } else if (size > smallest) {
            size /= 2;
        } else {
            const auto single = rest.first(std::min(alone, rest.size()));
            for (const auto i : single)
                found[i] = search.nearest(vectors[i]);
            first += single.size();
            search.forgetMargin();
        }
    }
}

} // namespace iic
