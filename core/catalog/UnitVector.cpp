#include "catalog/UnitVector.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace iic {

namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double arcsecond = degree / 3600;

constexpr unsigned stepsBits = 8; ///< of each axis; their interleaved steps number the cells of space

/// Bits 0 … 7 at every third place.
std::uint32_t spread(std::uint32_t step) {
    step = (step | step << 8) & 0x00f00f;
    step = (step | step << 4) & 0x0c30c3;
    return (step | step << 2) & 0x249249;
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

/// Sorts rows by twelve bits of their cells; of equal ones the order stays.
std::vector<std::uint32_t> sorted(const std::vector<std::uint32_t>& rows, const std::vector<std::uint32_t>& cells,
                                  unsigned shift) {
    constexpr std::uint32_t digits = 1u << 12;
    const auto digit = [&](std::uint32_t row) { return cells[row] >> shift & (digits - 1); };
    std::vector<std::uint32_t> starts(digits + 1), order(rows.size());
    for (const auto row : rows)
        ++starts[digit(row) + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    for (const auto row : rows)
        order[starts[digit(row)]++] = row;
    return order;
}

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
    double apart = 0, together = 0; // squared
    for (std::size_t axis = 0; axis < 3; ++axis) {
        apart += (a[axis] - b[axis]) * (a[axis] - b[axis]);
        together += (a[axis] + b[axis]) * (a[axis] + b[axis]);
    }
    return 2 * std::atan2(std::sqrt(apart), std::sqrt(together)) / arcsecond;
}

std::vector<std::uint32_t> orderInSpace(std::span<const UnitVector> vectors) {
    std::array<Axis, 3> box;
    for (const auto& vector : vectors)
        for (std::size_t axis = 0; axis < 3; ++axis)
            box[axis].take(vector[axis]);
    const auto cellOf = [&box](const UnitVector& vector) {
        return box[0].cell(vector[0]) << 2 | box[1].cell(vector[1]) << 1 | box[2].cell(vector[2]);
    };
    std::vector<std::uint32_t> cells(vectors.size()), rows(vectors.size());
    std::transform(vectors.begin(), vectors.end(), cells.begin(), cellOf);
    std::iota(rows.begin(), rows.end(), 0u);
    return sorted(sorted(rows, cells, 0), cells, 12);
}

} // namespace iic
