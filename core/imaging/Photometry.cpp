#include "imaging/Photometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace iic {

namespace {

constexpr double annulusInner = 50; // arcsec
constexpr double annulusOuter = 70;
constexpr double mostSkySamples = 500;
constexpr std::size_t fewestSkySamples = 20;
constexpr double clipping = 2.5; // σ
constexpr int clippingRounds = 3;

constexpr double coreRadius = 3; // pixels
constexpr double wholeRadius = 6;

constexpr double upperLimitBelow = 2; // signal to noise
constexpr double calibrationError = 0.02; // of the flux: zero point, flat field and the source's own photon noise
constexpr double magnitudesPerLog = 2.5 / std::numbers::ln10;

/// Vega magnitudes brighter than which the survey's single exposures saturate.
constexpr std::array<double, bandCount> saturationMagnitude{8.1, 6.7, 3.8, -0.4};

/// Atlas images were convolved with the point-spread function, whose FWHM this is in arcsec.
constexpr std::array<double, bandCount> atlasKernel{6.1, 6.4, 6.5, 12.0};

/// Pixels over which white noise spreads when convolved with that kernel: 4πσ² of a Gaussian.
double correlatedPixels(Band band, double pixelScale) {
    const double sigma = atlasKernel[static_cast<std::size_t>(index(band))] / 2.3548 / pixelScale;
    return std::max(1.0, 4 * std::numbers::pi * sigma * sigma);
}

std::vector<std::pair<int, int>> annulusOffsets(double pixelScale) {
    const double inner = annulusInner / pixelScale;
    const double outer = annulusOuter / pixelScale;
    if (!(outer < 10'000))
        return {};
    const double area = std::numbers::pi * (outer * outer - inner * inner);
    const int step = std::max(1, static_cast<int>(std::ceil(std::sqrt(area / mostSkySamples))));
    const int reach = static_cast<int>(outer) / step * step;
    std::vector<std::pair<int, int>> offsets;
    for (int y = -reach; y <= reach; y += step)
        for (int x = -reach; x <= reach; x += step)
            if (const double radius = std::hypot(x, y); radius >= inner && radius <= outer)
                offsets.emplace_back(x, y);
    return offsets;
}

LocalSky clippedSky(std::vector<float>& values) {
    LocalSky sky = skyOf(values);
    for (int round = 0; round < clippingRounds && sky.noise > 0; ++round) {
        const double reach = clipping * sky.noise;
        const auto removed =
            std::remove_if(values.begin(), values.end(), [&](float v) { return std::abs(v - sky.level) > reach; });
        if (removed == values.end())
            break;
        values.erase(removed, values.end());
        sky = skyOf(values);
    }
    return sky;
}

LocalSky wholeImageSky(const FloatImage& image) {
    const auto pixels = image.pixels();
    const std::size_t stride = std::max<std::size_t>(1, pixels.size() / 10'000);
    std::vector<float> values;
    for (std::size_t i = 0; i < pixels.size(); i += stride)
        if (std::isfinite(pixels[i]))
            values.push_back(pixels[i]);
    return clippedSky(values);
}

bool isUsable(float value) { return std::abs(value) < 3e38F; }

} // namespace

sep::Mask blankMask(const FloatImage& image) {
    const auto pixels = image.pixels();
    if (std::all_of(pixels.begin(), pixels.end(), isUsable))
        return {};
    sep::Mask mask(pixels.size());
    std::transform(pixels.begin(), pixels.end(), mask.begin(),
                   [](float value) { return static_cast<std::uint8_t>(!isUsable(value)); });
    return mask;
}

BandMeter::BandMeter(const BandImage& image, Band band, Survey survey)
    : image_(image),
      band_(band),
      pixelScale_(image.wcs.pixelScale()),
      noisePixels_(survey == Survey::AllWise ? correlatedPixels(band, pixelScale_) : 1.0),
      mask_(blankMask(image.pixels)),
      annulus_(annulusOffsets(pixelScale_)),
      imageSky_(wholeImageSky(image.pixels)) {}

LocalSky BandMeter::skyAbout(const PixelCoord& centre) const {
    thread_local std::vector<float> values;
    values.clear();
    const int x0 = static_cast<int>(std::lround(centre.x));
    const int y0 = static_cast<int>(std::lround(centre.y));
    for (const auto& [dx, dy] : annulus_)
        if (image_.pixels.contains(x0 + dx, y0 + dy))
            if (const float value = image_.pixels.at(x0 + dx, y0 + dy); std::isfinite(value))
                values.push_back(value);
    if (values.size() < fewestSkySamples)
        return imageSky_;
    return clippedSky(values);
}

BandMeter::ApertureSum BandMeter::sumAbove(const LocalSky& sky, const PixelCoord& centre, double radius) const {
    const sep::CircleSum circle = sep::sumCircle(image_.pixels, mask_, centre, radius);
    if (!(circle.area > 0))
        return {};
    return {circle.sum - sky.level * circle.area, circle.area, sky.noise};
}

BandMeter::ApertureSum BandMeter::sum(const PixelCoord& centre, double radius) const {
    const bool near = centre.x > -radius - 1 && centre.y > -radius - 1 && centre.x < image_.pixels.width() + radius &&
                      centre.y < image_.pixels.height() + radius;
    return near ? sumAbove(skyAbout(centre), centre, radius) : ApertureSum{};
}

BandPhotometry BandMeter::measure(const SkyCoord& position) const {
    const auto pixel = image_.wcs.toPixel(position);
    if (!pixel)
        return {};
    const auto band = static_cast<std::size_t>(index(band_));
    const ApertureSum aperture = sum(*pixel, apertureRadius[band] / pixelScale_);
    if (!(aperture.area > 0))
        return {};

    BandPhotometry result;
    result.flux = aperture.flux;
    const double spread = noisePixels_ > 1 ? 1 / (1 / noisePixels_ + 1 / aperture.area) : 1;
    result.fluxError =
        std::hypot(aperture.skyNoise * std::sqrt(aperture.area * std::max(spread, 1.0)), calibrationError * aperture.flux);
    result.signalToNoise = result.fluxError > 0 ? result.flux / result.fluxError : 0;
    const bool limit = !(result.signalToNoise >= upperLimitBelow);
    const double shown = limit ? std::max(result.flux, 0.0) + 2 * result.fluxError : result.flux;
    if (!image_.magnitudeZeroPoint || !(shown > 0))
        return result;
    result.rawMagnitude = *image_.magnitudeZeroPoint - 2.5 * std::log10(shown);
    result.correctedMagnitude = result.rawMagnitude - apertureCorrection[band];
    if (!limit)
        result.magnitudeError = magnitudesPerLog / result.signalToNoise;
    result.saturated = !limit && result.correctedMagnitude < saturationMagnitude[band];
    return result;
}

double BandMeter::concentration(const SkyCoord& position) const {
    const auto pixel = image_.wcs.toPixel(position);
    if (!pixel)
        return std::numeric_limits<double>::quiet_NaN();
    const LocalSky sky = skyAbout(*pixel);
    const ApertureSum core = sumAbove(sky, *pixel, coreRadius);
    const ApertureSum whole = sumAbove(sky, *pixel, wholeRadius);
    return whole.flux > 0 && core.area > 0 ? core.flux / whole.flux : std::numeric_limits<double>::quiet_NaN();
}

} // namespace iic
