#include "sim/Renderer.h"

#include "base/Parallel.h"
#include "sim/GalaxyProfile.h"
#include "sim/PointSpread.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace iic {

namespace {

constexpr double atlasPixel = 1.375; // arcsec
constexpr double atlasSide = 4095; // pixels, over which the sky changes by 2 % of its level

/// An elliptical Gaussian with its flux in DN: exp(−(a·dx² + b·dx·dy + c·dy²)).
struct Blob {
    double peak, a, b, c;
    double reach; ///< pixels beyond which it adds less than a tenth of the white noise: no edge shows
    PixelCoord shift; ///< from the source's place
};

/// Second moments of an elliptical Gaussian, square pixels. Those of a convolution are the sum.
struct Moments {
    double xx, xy, yy;
    Moments operator+(const Moments& other) const { return {xx + other.xx, xy + other.xy, yy + other.yy}; }
};

Moments momentsOf(double major, double minor, double angle) {
    const double cosine = std::cos(angle), sine = std::sin(angle);
    const double p = major * major, q = minor * minor;
    return {p * cosine * cosine + q * sine * sine, (p - q) * sine * cosine, p * sine * sine + q * cosine * cosine};
}

Moments wobbled(const Moments& moments, const SpreadWobble& wobble) {
    const double mean = (moments.xx + moments.yy) / 2, wider = 1 + 2 * wobble.width;
    return {moments.xx * wider + mean * wobble.along, moments.xy * wider + mean * wobble.across,
            moments.yy * wider - mean * wobble.along};
}

Blob makeBlob(double flux, const Moments& moments, double negligible) {
    const auto& [xx, xy, yy] = moments;
    const double area = xx * yy - xy * xy;
    Blob blob{flux / (2 * std::numbers::pi * std::sqrt(area)), 0.5 * yy / area, -xy / area, 0.5 * xx / area, 0, {}};
    if (blob.peak > negligible) {
        const double longest = 0.5 * (xx + yy) + std::hypot(0.5 * (xx - yy), xy);
        blob.reach = std::sqrt(2 * longest * std::log(blob.peak / negligible));
    }
    return blob;
}

std::vector<Blob> blobsOf(const TrueSource& source, Band band, const TileConditions& conditions) {
    const auto which = static_cast<std::size_t>(band);
    const double flux =
        std::pow(10.0, 0.4 * (atlasZeroPoint[which] - source.magnitude[which] - conditions.zeroPointError[which]));
    const auto& shape = conditions.spread[which];
    const double stretch = std::sqrt(shape.axisRatio);
    const double negligible = 0.1 * backgrounds[which].noise[2].rms;
    double whole = 0;
    for (std::size_t i = 0; i < spreadParts; ++i)
        whole += pointSpread[which][i].share * shape.strength[i];
    std::vector<Blob> blobs;
    for (std::size_t i = 0; i < spreadParts; ++i) {
        const auto& spread = pointSpread[which][i];
        const double sigma = spread.sigma * shape.width;
        const auto point = wobbled(momentsOf(sigma / stretch, sigma * stretch, shape.positionAngle), source.wobble[which]);
        const auto add = [&](double share, const Moments& moments) {
            blobs.push_back(makeBlob(flux * share * spread.share * shape.strength[i] / whole, moments, negligible));
            blobs.back().shift = shape.shift[i];
        };
        if (source.halfLightRadius <= 0) {
            add(1, point);
            continue;
        }
        const double radius = source.halfLightRadius / atlasPixel;
        for (const auto& part : profile(source.spheroid))
            add(part.share, point + momentsOf(radius * part.sigma, radius * part.sigma * source.axisRatio, source.positionAngle));
    }
    std::erase_if(blobs, [](const Blob& blob) { return blob.reach <= 0; });
    return blobs;
}

/// Adds the rows firstRow … lastRow − 1 of a blob. Along a row exp(−(a·dx² + (b·dy)·dx + c·dy²)) advances by a ratio
/// that itself changes by a constant factor, so a pixel costs two multiplications.
void addBlob(FloatImage& image, const Blob& blob, const PixelCoord& source, int firstRow, int lastRow) {
    const PixelCoord centre{source.x + blob.shift.x, source.y + blob.shift.y};
    const int top = std::max(firstRow, static_cast<int>(std::ceil(centre.y - blob.reach)));
    const int bottom = std::min(lastRow, static_cast<int>(std::floor(centre.y + blob.reach)) + 1);
    for (int y = top; y < bottom; ++y) {
        const double dy = y - centre.y;
        const double half = std::sqrt(std::max(0.0, blob.reach * blob.reach - dy * dy));
        const int left = std::max(0, static_cast<int>(std::ceil(centre.x - half)));
        const int right = std::min(image.width(), static_cast<int>(std::floor(centre.x + half)) + 1);
        if (left >= right)
            continue;
        const double dx = left - centre.x;
        double value = blob.peak * std::exp(-(blob.a * dx * dx + blob.b * dx * dy + blob.c * dy * dy));
        double ratio = std::exp(-(blob.a * (2 * dx + 1) + blob.b * dy));
        const double bend = std::exp(-2 * blob.a);
        float* row = image.row(y).data();
        for (int x = left; x < right; ++x, value *= ratio, ratio *= bend)
            row[x] += static_cast<float>(value);
    }
}

void addSources(FloatImage& image, const std::vector<TrueSource>& sources, Band band, const TileConditions& conditions) {
    std::vector<std::vector<Blob>> blobs(sources.size());
    parallelRanges(sources.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t source = first; source < last; ++source)
            blobs[source] = blobsOf(sources[source], band, conditions);
    });
    // Each pixel takes the sources in their order whatever the threads, so the sums are the same to the bit.
    parallelRanges(static_cast<std::size_t>(image.height()), [&](std::size_t first, std::size_t last) {
        for (std::size_t source = 0; source < sources.size(); ++source)
            for (const auto& blob : blobs[source])
                addBlob(image, blob, sources[source].pixel, static_cast<int>(first), static_cast<int>(last));
    });
}

/// White noise after a Gaussian of σ pixels, unit variance.
FloatImage noiseOf(int side, double sigma, std::uint64_t seed) {
    FloatImage noise(side, side);
    parallelRanges(static_cast<std::size_t>(side), [&](std::size_t first, std::size_t last) {
        for (std::size_t y = first; y < last; ++y) {
            Random random(seed ^ (0x9e3779b97f4a7c15ULL * (y + 1)));
            for (float& pixel : noise.row(static_cast<int>(y)))
                pixel = static_cast<float>(random.normal());
        }
    });
    if (sigma <= 0)
        return noise;
    cv::Mat view(side, side, CV_32F, noise.data());
    cv::GaussianBlur(view, view, {0, 0}, sigma, sigma, cv::BORDER_REFLECT);
    const auto scale = static_cast<float>(2 * sigma * std::sqrt(std::numbers::pi));
    for (float& pixel : noise.pixels())
        pixel *= scale;
    return noise;
}

/// Light that fills the pixels of a saturated star's core and no more.
double saturationLevel(Band band) {
    const auto which = static_cast<std::size_t>(band);
    double peak = 0;
    for (const auto& part : pointSpread[which])
        peak += part.share / (2 * std::numbers::pi * part.sigma * part.sigma);
    return peak * std::pow(10.0, 0.4 * (atlasZeroPoint[which] - backgrounds[which].saturation));
}

} // namespace

FloatImage renderBand(const std::vector<TrueSource>& sources, Band band, const TileConditions& conditions, int side,
                      std::uint64_t seed) {
    const auto& background = backgrounds[static_cast<std::size_t>(band)];
    FloatImage image(side, side);
    addSources(image, sources, band, conditions);

    Random random(seed);
    const double level = random.uniform(background.lowest, background.highest);
    const double slopeX = random.uniform(-0.02, 0.02) * level / atlasSide,
                 slopeY = random.uniform(-0.02, 0.02) * level / atlasSide;
    const double saturation = saturationLevel(band);
    const auto& [coarse, fine, white] = background.noise;
    const auto coarseNoise = noiseOf(side, coarse.sigma, random.bits());
    const auto fineNoise = noiseOf(side, fine.sigma, random.bits());
    const auto whiteNoise = noiseOf(side, white.sigma, random.bits());
    parallelRanges(static_cast<std::size_t>(side), [&](std::size_t first, std::size_t last) {
        for (int y = static_cast<int>(first); y < static_cast<int>(last); ++y)
            for (int x = 0; x < side; ++x) {
                const double light = std::min<double>(image.at(x, y), saturation);
                // The zodiacal light sets the noise; a source adds to it as the square root of the light.
                const double spread = conditions.noise * std::sqrt(1 + light / level);
                const double noise = spread * (coarse.rms * coarseNoise.at(x, y) + fine.rms * fineNoise.at(x, y)) +
                                     std::hypot(white.rms * conditions.floor, background.grain * light) * whiteNoise.at(x, y);
                const double sky = level + slopeX * (x - side / 2.0) + slopeY * (y - side / 2.0);
                image.at(x, y) = static_cast<float>(sky + light + noise);
            }
    });
    return image;
}

} // namespace iic
