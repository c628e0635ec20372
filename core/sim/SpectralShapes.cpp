#include "sim/SpectralShapes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace iic {

Wavelengths::Wavelengths(double firstLog, double step, std::size_t size) : angstroms_(size) {
    for (std::size_t pixel = 0; pixel < size; ++pixel)
        angstroms_[pixel] = std::pow(10.0, firstLog + static_cast<double>(pixel) * step);
}

std::pair<std::size_t, std::size_t> Wavelengths::between(double low, double high) const {
    const auto first = std::ranges::lower_bound(angstroms_, low), end = std::ranges::upper_bound(angstroms_, high);
    return {static_cast<std::size_t>(first - angstroms_.begin()),
            static_cast<std::size_t>(std::max(first, end) - angstroms_.begin())};
}

void addGaussian(std::span<double> values, const Wavelengths& at, double centre, double sigma, double area) {
    const double peak = area / (sigma * std::sqrt(2 * std::numbers::pi));
    const auto [first, end] = at.between(centre - 5 * sigma, centre + 5 * sigma);
    for (auto pixel = first; pixel < end; ++pixel) {
        const double off = (at[pixel] - centre) / sigma;
        values[pixel] += peak * std::exp(-off * off / 2);
    }
}

void addLorentzian(std::span<double> values, const Wavelengths& at, double centre, double halfWidth, double peak) {
    const auto [first, end] = at.between(centre - 25 * halfWidth, centre + 25 * halfWidth);
    for (auto pixel = first; pixel < end; ++pixel) {
        const double off = (at[pixel] - centre) / halfWidth;
        values[pixel] += peak / (1 + off * off);
    }
}

void addBand(std::span<double> values, const Wavelengths& at, const MolecularBand& band, double strength, double sigma) {
    const double side = band.length > 0 ? 1 : -1, length = std::abs(band.length);
    const double before = 5 * sigma, after = band.flat + 6 * length;
    const auto [first, end] = at.between(band.head - (side > 0 ? before : after), band.head + (side > 0 ? after : before));
    for (auto pixel = first; pixel < end; ++pixel) {
        const double off = side * (at[pixel] - band.head);
        const double edge = std::erfc(-off / (sigma * std::numbers::sqrt2)) / 2;
        values[pixel] += strength * band.peak * edge * std::exp(-std::max(off - band.flat, 0.0) / length);
    }
}

void absorb(Light& light, std::span<const double> depth) {
    for (std::size_t pixel = 0; pixel < light.size(); ++pixel)
        light[pixel] *= std::exp(-depth[pixel]);
}

double levelAt(const Light& light, const Wavelengths& at, double wavelength) {
    auto [first, end] = at.between(wavelength - 25, wavelength + 25);
    if (first == end) {
        first = std::min(first, light.size() - 1);
        end = first + 1;
    }
    const auto begin = light.begin();
    const double sum = std::accumulate(begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(end), 0.0);
    return sum / static_cast<double>(end - first);
}

void scale(Light& light, double factor) {
    for (double& value : light)
        value *= factor;
}

void add(Light& light, const Light& other, double factor) {
    for (std::size_t pixel = 0; pixel < light.size(); ++pixel)
        light[pixel] += factor * other[pixel];
}

double planck(double wavelength, double temperature) {
    constexpr double second = 1.438'777e8; // h c / k, Å K
    constexpr double reference = 5500;
    return std::pow(reference / wavelength, 5) * std::expm1(second / (reference * temperature)) /
           std::expm1(second / (wavelength * temperature));
}

double interpolate(std::span<const std::pair<double, double>> table, double x) {
    const auto above = std::ranges::find_if(table, [x](const auto& point) { return point.first > x; });
    if (above == table.begin())
        return table.front().second;
    if (above == table.end())
        return table.back().second;
    const auto& [x0, y0] = *(above - 1);
    const auto& [x1, y1] = *above;
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}

double throughDust(double wavelength, double colourExcess) {
    return std::pow(10.0, -0.4 * 1.39 * colourExcess * std::pow(wavelength / 1e4, -1.2));
}

void redden(Light& light, const Wavelengths& at, double colourExcess) {
    for (std::size_t pixel = 0; pixel < light.size(); ++pixel)
        light[pixel] *= throughDust(at[pixel], colourExcess);
}

} // namespace iic
