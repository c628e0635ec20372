#include "imaging/CutoutSources.h"

#include "imaging/Photometry.h"
#include "imaging/Sep.h"
#include "imaging/Sky.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace iic {

namespace {

constexpr double centreRadius = 3; // arcsec
constexpr double furthestNeighbour = 15; // arcsec
constexpr double lowest = 3; // σ of a pixel
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

/// Between four pixels; nullopt off the cutout, and where one of them counts for nothing.
std::optional<double> valueAt(const FloatImage& image, const sep::Mask& mask, const PixelCoord& place) {
    const int x = static_cast<int>(std::floor(place.x)), y = static_cast<int>(std::floor(place.y));
    if (!image.contains(x, y) || !image.contains(x + 1, y + 1))
        return std::nullopt;
    if (!mask.empty())
        for (const int row : {y, y + 1})
            for (const int column : {x, x + 1})
                if (mask[static_cast<std::size_t>(row) * static_cast<std::size_t>(image.width()) +
                         static_cast<std::size_t>(column)] != 0)
                    return std::nullopt;
    const double shareX = place.x - x, shareY = place.y - y;
    const auto at = [&](int column, int row) { return static_cast<double>(image.at(column, row)); };
    return (at(x, y) * (1 - shareX) + at(x + 1, y) * shareX) * (1 - shareY) +
           (at(x, y + 1) * (1 - shareX) + at(x + 1, y + 1) * shareX) * shareY;
}

/// Where the light about a peak is brightest: the top of a parabola through the pixels on either side.
PixelCoord summit(const FloatImage& image, const PixelCoord& peak) {
    const int x = static_cast<int>(peak.x), y = static_cast<int>(peak.y);
    if (!image.contains(x - 1, y - 1) || !image.contains(x + 1, y + 1))
        return peak;
    const auto shift = [](float before, float here, float after) {
        const double bend = static_cast<double>(before) - 2 * static_cast<double>(here) + static_cast<double>(after);
        return bend < 0 ? std::clamp(0.5 * static_cast<double>(before - after) / bend, -0.5, 0.5) : 0;
    };
    return {x + shift(image.at(x - 1, y), image.at(x, y), image.at(x + 1, y)),
            y + shift(image.at(x, y - 1), image.at(x, y), image.at(x, y + 1))};
}

struct Remainder {
    FloatImage light, noise;
    sep::Mask mask; ///< also where the other side is not on the cutout
};

/// The light without that of a source, which is taken to be alike on both sides of its centre; its noise is that of both sides, and
/// what sources are not alike.
Remainder withoutSource(const FloatImage& above, const sep::Mask& mask, double noise, const PixelCoord& centre) {
    constexpr double unlike = 0.15; // of the light
    Remainder left{above, FloatImage(above.width(), above.height()), mask};
    left.mask.resize(above.pixels().size());
    std::size_t pixel = 0;
    for (int y = 0; y < above.height(); ++y)
        for (int x = 0; x < above.width(); ++x, ++pixel) {
            const auto other = valueAt(above, mask, {2 * centre.x - x, 2 * centre.y - y});
            const double opposite = std::max(0.0, other.value_or(0));
            left.light.at(x, y) -= static_cast<float>(opposite);
            left.noise.at(x, y) = static_cast<float>(std::hypot(noise * std::numbers::sqrt2, unlike * opposite));
            left.mask[pixel] |= other ? 0 : 1;
        }
    return left;
}

float brightestWithin(const FloatImage& image, const PixelCoord& place, double radius) {
    float brightest = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (apart({static_cast<double>(x), static_cast<double>(y)}, place) <= radius)
                brightest = std::max(brightest, image.at(x, y));
    return brightest;
}

/// A cutout in search of its central source.
class Search {
  public:
    Search(const FloatImage& cutout, const PixelCoord& offset, double pixelScale)
        : mask_(blankMask(cutout)),
          sky_(borderSky(cutout)),
          above_(aboveSky(cutout, sky_.level)),
          position_{(cutout.width() - 1) / 2 + offset.x, (cutout.height() - 1) / 2 + offset.y},
          pixelScale_(pixelScale) {}

    Result<CutoutSources> run() {
        if (!(sky_.noise > 0))
            return found_;
        if (auto climbed = climb(); !climbed)
            return tl::unexpected(climbed.error());
        if (!found_.central)
            if (auto looked = lookBesideNeighbours(); !looked)
                return tl::unexpected(looked.error());
        return found_;
    }

  private:
    /// Level by level, so that what is joined on one comes apart on another.
    Result<void> climb() {
        const FloatImage noise(above_.width(), above_.height(), static_cast<float>(sky_.noise));
        const double top = static_cast<double>(brightestWithin(above_, position_, centreRadius / pixelScale_ + 1)) / sky_.noise;
        for (double level = lowest; level == lowest || level < top; level *= step)
            if (auto taken = take(above_, noise, mask_, level, true); !taken)
                return taken;
        return {};
    }

    /// In the wings of each that is near.
    Result<void> lookBesideNeighbours() {
        const auto neighbours = found_.all;
        for (const auto& neighbour : neighbours) {
            if (neighbour.distance > furthestNeighbour)
                continue;
            const auto left = withoutSource(above_, mask_, sky_.noise, summit(above_, neighbour.peak));
            if (auto taken = take(left.light, left.noise, left.mask, lowest, false); !taken)
                return taken;
        }
        return {};
    }

    /// Of what rises above the level: all, or the central source alone.
    Result<void> take(const FloatImage& light, const FloatImage& noise, const sep::Mask& mask, double level, bool others) {
        const auto objects = sep::extractWhole(light, noise, mask, level, fewestPixels, "");
        if (!objects)
            return tl::unexpected(objects.error());
        for (const auto& object : *objects) {
            const double distance = std::min(apart(object.centre, position_), apart(object.peak, position_)) * pixelScale_;
            const bool isCentral = distance <= nearest_ && apart(object.peak, position_) < toEdge(light, object.peak);
            if (!isCentral && !others)
                continue;
            auto known = std::ranges::find_if(found_.all, [&](const auto& one) { return apart(one.peak, object.peak) < 1; });
            if (known == found_.all.end())
                known = found_.all.insert(known, {object.peak, distance});
            known->distance = std::min(known->distance, distance);
            if (isCentral) {
                found_.central = static_cast<std::size_t>(known - found_.all.begin());
                nearest_ = distance;
            }
        }
        return {};
    }

    sep::Mask mask_;
    LocalSky sky_;
    FloatImage above_;
    PixelCoord position_;
    double pixelScale_;
    CutoutSources found_;
    double nearest_ = centreRadius;
};

} // namespace

Result<CutoutSources> findCutoutSources(const FloatImage& cutout, const PixelCoord& offset, double pixelScale) {
    return Search(cutout, offset, pixelScale).run();
}

} // namespace iic
