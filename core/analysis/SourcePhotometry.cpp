#include "analysis/SourcePhotometry.h"

#include <algorithm>
#include <cmath>

namespace iic {

namespace {

constexpr double innerRadius = 3, outerRadius = 6, skyRadius = 12;
constexpr int pointsAcross = 5;

double shareInside(double dx, double dy, double radius) {
    int inside = 0;
    for (int j = 0; j < pointsAcross; ++j)
        for (int i = 0; i < pointsAcross; ++i) {
            const double x = dx + (i + 0.5) / pointsAcross - 0.5, y = dy + (j + 0.5) / pointsAcross - 0.5;
            inside += x * x + y * y <= radius * radius;
        }
    return static_cast<double>(inside) / (pointsAcross * pointsAcross);
}

} // namespace

double concentrationOf(const FloatImage& image, const PixelCoord& offset) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const double centreX = (image.width() - 1) / 2 + offset.x, centreY = (image.height() - 1) / 2 + offset.y;
    std::vector<float> sky;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (std::hypot(x - centreX, y - centreY) > skyRadius && std::isfinite(image.at(x, y)))
                sky.push_back(image.at(x, y));
    if (sky.empty())
        return none;
    const auto middle = sky.begin() + static_cast<std::ptrdiff_t>(sky.size() / 2);
    std::nth_element(sky.begin(), middle, sky.end());

    double inner = 0, outer = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const double value = image.at(x, y) - *middle;
            if (std::hypot(x - centreX, y - centreY) > outerRadius + 1 || !std::isfinite(value))
                continue;
            inner += value * shareInside(x - centreX, y - centreY, innerRadius);
            outer += value * shareInside(x - centreX, y - centreY, outerRadius);
        }
    return outer > 0 ? std::clamp(inner / outer, 0.0, 1.0) : none; // noise can carry a faint source beyond either end
}

SourcePhotometry photometryOf(const Catalog& catalog, std::size_t row, const Tile& tile) {
    SourcePhotometry source;
    for (const Band band : allBands) {
        const auto i = static_cast<std::size_t>(band);
        source.magnitude[i] = catalog.magnitude(row, band);
        source.upperLimit[i] = !catalog.magnitudeError(row, band);
    }
    if (const auto position = catalog.position(row))
        if (const auto cutout = cutCutout(tile, *position))
            source.concentration = concentrationOf(cutout->bands[static_cast<std::size_t>(tile.referenceBand())], cutout->offset);
    return source;
}

std::vector<double> photometricFeatures(const SourcePhotometry& source, bool withConcentration) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> features;
    for (const auto& magnitude : source.magnitude)
        features.push_back(magnitude.value_or(none));
    for (std::size_t i = 0; i + 1 < source.magnitude.size(); ++i)
        features.push_back(features[i] - features[i + 1]);
    for (const bool limit : source.upperLimit)
        features.push_back(limit ? 1.0 : 0.0);
    if (withConcentration)
        features.push_back(source.concentration);
    return features;
}

} // namespace iic
