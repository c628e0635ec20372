#include "imaging/CutoutStatistics.h"

#include "imaging/Photometry.h"
#include "imaging/Sep.h"
#include "imaging/Sky.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace iic {

namespace {

constexpr double sourceRadius = 6, peakRadius = 3, innerRadius = 4, outerRadius = 8, asymmetryRadius = 12; // arcsec
constexpr double tiny = 1e-30;

PixelCoord positionOn(const FloatImage& plane, const PixelCoord& offset) {
    return {(plane.width() - 1) / 2 + offset.x, (plane.height() - 1) / 2 + offset.y};
}

float orZero(double value) { return std::isfinite(value) ? static_cast<float>(value) : 0; }
float logarithm(double value) { return orZero(std::log10(std::max(value, tiny))); }

/// One band about the position, above its sky.
struct Aperture {
    const FloatImage& plane;
    PixelCoord position;
    double pixelScale;
    LocalSky sky = borderSky(plane);
    sep::Mask mask = blankMask(plane);

    double flux(double radius) const {
        const auto sum = sep::sumCircle(plane, mask, position, radius / pixelScale);
        return sum.area > 0 ? sum.sum - sky.level * sum.area : 0;
    }
    /// Of a circle, the pixels' noise being independent: the least that a flux is taken for.
    double noise(double radius) const {
        return std::max(sky.noise, tiny) * std::sqrt(std::numbers::pi) * std::max(radius / pixelScale, 1.0);
    }
    double fluxOrNoise(double radius) const { return std::max(flux(radius), noise(radius)); }
    double brightestWithin(double radius) const;
    double asymmetry() const;
};

double Aperture::brightestWithin(double radius) const {
    double brightest = 0;
    for (int y = 0; y < plane.height(); ++y)
        for (int x = 0; x < plane.width(); ++x)
            if (std::hypot(x - position.x, y - position.y) * pixelScale <= radius && std::isfinite(plane.at(x, y)))
                brightest = std::max(brightest, static_cast<double>(plane.at(x, y)) - sky.level);
    return brightest;
}

double Aperture::asymmetry() const {
    const int middleX = static_cast<int>(std::lround(position.x)), middleY = static_cast<int>(std::lround(position.y));
    const int reach = static_cast<int>(asymmetryRadius / pixelScale);
    double moved = 0, light = 0;
    for (int dy = -reach; dy <= reach; ++dy)
        for (int dx = -reach; dx <= reach; ++dx) {
            if (!plane.contains(middleX + dx, middleY + dy) || !plane.contains(middleX - dx, middleY - dy))
                continue;
            const double here = static_cast<double>(plane.at(middleX + dx, middleY + dy));
            const double opposite = static_cast<double>(plane.at(middleX - dx, middleY - dy));
            if (!std::isfinite(here) || !std::isfinite(opposite))
                continue;
            moved += std::abs(here - opposite);
            light += std::abs(here - sky.level);
        }
    return light > 0 ? moved / (2 * light) : 0;
}

} // namespace

std::vector<std::string> cutoutStatisticNames(std::span<const std::string> bands) {
    std::vector<std::string> names{"brightness", "contrast", "concentration", "asymmetry",
                                   "background", "noise",    "neighbours",    "neighbour light"};
    for (const auto& band : bands.subspan(std::min<std::size_t>(1, bands.size())))
        names.push_back(band + " colour");
    return names;
}

std::vector<float> cutoutStatistics(std::span<const FloatImage> planes, std::span<const double> unit,
                                    const CutoutSources& sources, const PixelCoord& offset, double pixelScale) {
    const Aperture first{planes[0], positionOn(planes[0], offset), pixelScale};
    const auto inUnits = [&](std::size_t plane) { return std::isfinite(unit[plane]) && unit[plane] > 0 ? unit[plane] : 1; };
    const double flux = first.fluxOrNoise(sourceRadius) * inUnits(0);
    const double peak = std::max(first.brightestWithin(peakRadius), first.sky.noise);
    const auto neighbours = sources.all.size() - (sources.central ? 1 : 0);
    std::vector<float> numbers{logarithm(flux),
                               logarithm(std::max(peak / std::max(first.sky.noise, tiny), 1.0)),
                               orZero(std::clamp(first.flux(innerRadius) / first.fluxOrNoise(outerRadius), -1.0, 2.0)),
                               orZero(first.asymmetry()),
                               orZero(first.sky.level * inUnits(0)),
                               logarithm(first.sky.noise * inUnits(0)),
                               static_cast<float>(neighbours),
                               logarithm(first.brightestWithin(1e9) / std::max(peak, tiny))};
    for (std::size_t plane = 1; plane < planes.size(); ++plane) {
        const Aperture aperture{planes[plane], positionOn(planes[plane], offset), pixelScale};
        numbers.push_back(logarithm(aperture.fluxOrNoise(sourceRadius) * inUnits(plane) / std::max(flux, tiny)));
    }
    return numbers;
}

} // namespace iic
