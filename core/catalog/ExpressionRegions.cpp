#include "catalog/ExpressionRegions.h"

#include "catalog/ExpressionKernels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <tuple>

namespace iic {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double widestAngle = 60; ///< degrees from the mean direction of the corners
constexpr double halfTheSky = 180 * 3600; ///< arcseconds

double dot(const UnitVector& a, const UnitVector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

UnitVector cross(const UnitVector& a, const UnitVector& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

/// NaN where there is no direction.
UnitVector normalised(const UnitVector& vector) {
    constexpr double shortest = 1e-9;
    const double length = std::sqrt(dot(vector, vector));
    if (length < shortest)
        return {nothing, nothing, nothing};
    return {vector[0] / length, vector[1] / length, vector[2] / length};
}

std::vector<UnitVector> directionsOf(std::span<const double> corners) {
    std::vector<UnitVector> directions;
    for (std::size_t i = 0; i + 1 < corners.size(); i += 2)
        directions.push_back(unitVector({corners[i], corners[i + 1]}));
    return directions;
}

UnitVector meanOf(std::span<const UnitVector> directions) {
    UnitVector sum{};
    for (const auto& direction : directions)
        for (std::size_t axis = 0; axis < 3; ++axis)
            sum[axis] += direction[axis];
    return normalised(sum);
}

/// Numbers as right ascensions and declinations in turn.
std::optional<RegionFlaw> flawOfPositions(std::span<const double> numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const bool isDeclination = i % 2 == 1;
        if (std::abs(numbers[i]) > (isDeclination ? 90 : 360))
            return RegionFlaw{i, i, isDeclination ? "this is no declination" : "this is no right ascension",
                              isDeclination ? "degrees from -90 to 90" : "degrees from -360 to 360",
                              fmt::format("{}", numbers[i])};
    }
    return std::nullopt;
}

std::optional<RegionFlaw> flawOfWidth(std::span<const double> corners) {
    const auto directions = directionsOf(corners);
    const auto middle = meanOf(directions);
    for (std::size_t corner = 0; corner < directions.size(); ++corner) {
        const double angle = separationArcsec(directions[corner], middle) / 3600;
        if (!(angle <= widestAngle))
            return RegionFlaw{2 * corner, 2 * corner + 1, "this corner lies too far from the middle of the polygon",
                              fmt::format("at most {:.0f} degrees", widestAngle),
                              std::isnan(angle) ? "corners all around the sky" : fmt::format("{:.1f}", angle)};
    }
    return std::nullopt;
}

/// The values of a slot for every row.
double* realsOfEach(Slot& slot, std::size_t count) {
    const double* values = asReals(slot, count);
    double* out = slot.reals();
    if (const double single = *values; slot.values.isConstant)
        std::fill_n(out, count, single);
    else if (values != out)
        std::copy_n(values, count, out);
    return out;
}

/// Leaves NaN where there is no position.
void clearWrongPositions(double* rightAscension, double* declination, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        if (!(std::abs(rightAscension[i]) <= 360 && std::abs(declination[i]) <= 90))
            rightAscension[i] = declination[i] = nothing;
}

void findInCone(const SkyCone& cone, const double* rightAscension, const double* declination, std::size_t count,
                std::uint8_t* inside) {
    for (std::size_t i = 0; i < count; ++i)
        inside[i] = separationArcsec(unitVector({rightAscension[i], declination[i]}), cone.centre) <= cone.radiusArcsec;
}

} // namespace

PlanePolygon::PlanePolygon(std::span<const double> corners) {
    const std::size_t count = corners.size() / 2;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t next = (i + 1) % count;
        double x = corners[2 * i], y = corners[2 * i + 1], otherX = corners[2 * next], otherY = corners[2 * next + 1];
        if (y == otherY)
            continue;
        if (y > otherY) {
            std::swap(x, otherX);
            std::swap(y, otherY);
        }
        edges_.push_back({x, y, otherY, (otherX - x) / (otherY - y)});
    }
}

void PlanePolygon::contains(const double* x, const double* y, std::size_t count, std::uint8_t* inside) const {
    constexpr std::size_t lanes = 8; // points that stay in registers while the edges pass by
    for (std::size_t first = 0; first < count; first += lanes) {
        std::array<double, lanes> px, py;
        px.fill(nothing);
        py.fill(nothing);
        const std::size_t here = std::min(lanes, count - first);
        std::copy_n(x + first, here, px.begin());
        std::copy_n(y + first, here, py.begin());
        std::array<std::int64_t, lanes> crossings{};
        for (const auto& edge : edges_)
            for (std::size_t lane = 0; lane < lanes; ++lane)
                crossings[lane] ^= static_cast<std::int64_t>((edge.low <= py[lane]) & (py[lane] < edge.high) &
                                                             (px[lane] < edge.x + edge.slope * (py[lane] - edge.low)));
        for (std::size_t lane = 0; lane < here; ++lane)
            inside[first + lane] = static_cast<std::uint8_t>(crossings[lane]);
    }
}

SkyPolygon::Frame::Frame(const UnitVector& middle) : centre(middle) {
    const UnitVector pole = std::abs(middle[2]) < 0.9 ? UnitVector{0, 0, 1} : UnitVector{1, 0, 0};
    east = normalised(cross(pole, centre));
    north = cross(centre, east);
}

std::pair<double, double> SkyPolygon::Frame::onPlane(const UnitVector& direction) const {
    const double depth = dot(direction, centre);
    return depth > 0 ? std::pair(dot(direction, east) / depth, dot(direction, north) / depth) : std::pair(nothing, nothing);
}

SkyPolygon::SkyPolygon(std::span<const double> corners)
    : frame_(meanOf(directionsOf(corners))), polygon_([&] {
          std::vector<double> onPlane;
          for (const auto& direction : directionsOf(corners)) {
              const auto [x, y] = frame_.onPlane(direction);
              onPlane.insert(onPlane.end(), {x, y});
          }
          return PlanePolygon(onPlane);
      }()) {}

void SkyPolygon::contains(double* rightAscension, double* declination, std::size_t count, std::uint8_t* inside) const {
    for (std::size_t i = 0; i < count; ++i)
        std::tie(rightAscension[i], declination[i]) = frame_.onPlane(unitVector({rightAscension[i], declination[i]}));
    polygon_.contains(rightAscension, declination, count, inside);
}

std::size_t fewestNumbers(Operator operation) { return operation == Operator::Cone ? 3 : 6; }

std::optional<RegionFlaw> flawOfRegion(Operator operation, std::span<const double> numbers) {
    if (operation == Operator::Cone) {
        if (numbers.size() > 3)
            return RegionFlaw{3, numbers.size() - 1, "a cone has a middle and a radius", "three numbers",
                              fmt::format("{}", numbers.size())};
        if (numbers[2] < 0 || numbers[2] > halfTheSky)
            return RegionFlaw{2, 2, "this is no radius of a cone", "arcseconds from 0 to 648000", fmt::format("{}", numbers[2])};
        return flawOfPositions(numbers.first(2));
    }
    if (numbers.size() % 2 == 1)
        return RegionFlaw{numbers.size() - 1, numbers.size() - 1, "a corner has two numbers", "another number", "one"};
    if (operation == Operator::Inside)
        return std::nullopt;
    auto flaw = flawOfPositions(numbers);
    return flaw ? flaw : flawOfWidth(numbers);
}

Region makeRegion(Operator operation, std::span<const double> numbers) {
    switch (operation) {
    case Operator::Inside: return PlanePolygon(numbers);
    case Operator::OnSky: return SkyPolygon(numbers);
    default:
        return SkyCone{unitVector({numbers[0], numbers[1]}),
                       numbers[2] < halfTheSky ? numbers[2] : std::numeric_limits<double>::infinity()};
    }
}

void applyRegion(const Region& region, Slot& left, Slot& right, std::size_t count) {
    const bool isConstant = left.values.isConstant && right.values.isConstant;
    count = isConstant ? 1 : count;
    double* x = realsOfEach(left, count);
    double* y = realsOfEach(right, count);
    if (!std::holds_alternative<PlanePolygon>(region))
        clearWrongPositions(x, y, count);
    std::uint8_t* known = left.known();
    for (std::size_t i = 0; i < count; ++i)
        known[i] = !std::isnan(x[i]) & !std::isnan(y[i]);
    std::uint8_t* truths = left.truths();
    if (const auto* plane = std::get_if<PlanePolygon>(&region))
        plane->contains(x, y, count, truths);
    else if (const auto* sky = std::get_if<SkyPolygon>(&region))
        sky->contains(x, y, count, truths);
    else
        findInCone(std::get<SkyCone>(region), x, y, count, truths);
    for (std::size_t i = 0; i < count; ++i)
        truths[i] = known[i] ? static_cast<std::uint8_t>(isTrue * truths[i]) : isUnknown;
    left.values = {.type = ValueType::Truth, .isConstant = isConstant, .truths = truths};
}

} // namespace iic
