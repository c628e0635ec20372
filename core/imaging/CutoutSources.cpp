#include "imaging/CutoutSources.h"

#include "imaging/Photometry.h"
#include "imaging/Sep.h"
#include "imaging/Sky.h"

#include <algorithm>
#include <cmath>

namespace iic {

namespace {

constexpr double centreRadius = 3; // arcsec
constexpr double lowest = 4; // σ of a pixel
constexpr double step = 1.15; // from level to level
constexpr int fewestPixels = 3;

double apart(const PixelCoord& a, const PixelCoord& b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// Pixels from a place to the cutout's nearest edge.
double toEdge(const FloatImage& cutout, const PixelCoord& place) {
    return std::min({place.x + 0.5, place.y + 0.5, cutout.width() - 0.5 - place.x, cutout.height() - 0.5 - place.y});
}

/// Without what is not a number.
FloatImage aboveSky(const FloatImage& cutout, double level) {
    FloatImage above = cutout;
    for (float& pixel : above.pixels())
        pixel = std::isfinite(pixel) ? pixel - static_cast<float>(level) : 0;
    return above;
}

float brightestWithin(const FloatImage& image, const PixelCoord& place, double radius) {
    float brightest = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (apart({static_cast<double>(x), static_cast<double>(y)}, place) <= radius)
                brightest = std::max(brightest, image.at(x, y));
    return brightest;
}

} // namespace

Result<CutoutSources> findCutoutSources(const FloatImage& cutout, const PixelCoord& offset, double pixelScale) {
    CutoutSources found;
    const LocalSky sky = borderSky(cutout);
    if (!(sky.noise > 0))
        return found;
    const FloatImage above = aboveSky(cutout, sky.level);
    const FloatImage noise(cutout.width(), cutout.height(), static_cast<float>(sky.noise));
    const auto mask = blankMask(cutout);
    const PixelCoord position{(cutout.width() - 1) / 2 + offset.x, (cutout.height() - 1) / 2 + offset.y};
    const double top = static_cast<double>(brightestWithin(above, position, centreRadius / pixelScale + 1)) / sky.noise;
    double nearest = centreRadius;
    for (double level = lowest; level == lowest || level < top; level *= step) {
        const auto objects = sep::extractWhole(above, noise, mask, level, fewestPixels, "");
        if (!objects)
            return tl::unexpected(objects.error());
        for (const auto& object : *objects) {
            const double distance = std::min(apart(object.centre, position), apart(object.peak, position)) * pixelScale;
            auto known = std::ranges::find_if(found.all, [&](const auto& one) { return apart(one.peak, object.peak) < 1; });
            if (known == found.all.end())
                known = found.all.insert(known, {object.peak, distance});
            known->distance = std::min(known->distance, distance);
            if (distance <= nearest && apart(object.peak, position) < toEdge(cutout, object.peak)) {
                found.central = static_cast<std::size_t>(known - found.all.begin());
                nearest = distance;
            }
        }
    }
    return found;
}

} // namespace iic
