#include "imaging/NetworkInput.h"
#include "imaging/Display.h"
#include "imaging/Resample.h"
#include "imaging/Sky.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>

namespace iic {

namespace {

constexpr std::array<std::pair<ChannelPreset, std::string_view>, 3> presetNames{{{ChannelPreset::ZscalePerBand, "zscale-asinh"},
                                                                                 {ChannelPreset::SharedFluxScale, "flux-asinh"},
                                                                                 {ChannelPreset::Lupton, "lupton"}}};

/// The unit of each band, Jy per square arcsecond: about the noise of a pixel in AllWISE Atlas images far from the
/// ecliptic poles. The same for every cutout, so that a colour is a ratio of two channels.
constexpr std::array<double, bandCount> softening{1.6e-7, 1.6e-7, 5.5e-7, 1.4e-6};
constexpr float brightest = 3e4F; // softenings; the peak of a star of W1 = 7

/// The shared scale counts in units of the source at the centre: shapes and colours then look the same at every
/// brightness, and the noise tells how bright the source is.
constexpr float faintestCentre = 4.0F; // softenings; what is fainter is not a source to scale by
constexpr float sharedSoftening = 0.5F; // of the centre
constexpr float sharedBrightest = 8.0F; // times the centre
constexpr float pedestal = 0.5F; // of the centre, kept below the sky, for the noise is a measurement too
constexpr float zscaleSoftening = 10.0F; // the asinh of DS9 and of astropy's AsinhStretch

/// Natural logarithm of a positive normal number, relative error below 2e-7 (Cephes' polynomial); unlike
/// std::log it vectorises.
inline float fastLog(float x) {
    const auto bits = std::bit_cast<std::int32_t>(x);
    const std::int32_t exponent = (bits - 0x3f3504f3) >> 23; // of x over [√½, √2)
    const float t = std::bit_cast<float>(bits - (exponent << 23)) - 1.0F;
    const float z = t * t;
    float p = 7.0376836292e-2F;
    p = p * t - 1.1514610310e-1F;
    p = p * t + 1.1676998740e-1F;
    p = p * t - 1.2420140846e-1F;
    p = p * t + 1.4249322787e-1F;
    p = p * t - 1.6668057665e-1F;
    p = p * t + 2.0000714765e-1F;
    p = p * t - 2.4999993993e-1F;
    p = p * t + 3.3333331174e-1F;
    return t - 0.5F * z + p * z * t + static_cast<float>(exponent) * 0.69314718056F;
}

/// asinh for x ≥ −pedestal, where the sum below loses no more than its last digit.
inline float fastAsinh(float x) { return fastLog(x + std::sqrt(x * x + 1.0F)); }

/// value × scale − shift between the bounds; what is not a number becomes `low`.
inline float scaled(float value, float scale, float shift, float low, float high) {
    return std::min(std::max(low, value * scale - shift), high);
}

void fillBlanks(std::span<float> channel, float sky) {
    for (float& value : channel)
        value = value == value ? value : sky;
}

/// Makes a channel softenings above its sky: what a value is multiplied with, and the sky after that.
struct FluxScale {
    float scale = 0;
    float sky = 0;
};

FluxScale fluxScale(double jansky, Band band, double outputPixelArea, float sky) {
    const auto scale = static_cast<float>(jansky / outputPixelArea / softening[static_cast<std::size_t>(index(band))]);
    return std::isfinite(scale) && std::isfinite(sky * scale) ? FluxScale{scale, sky * scale} : FluxScale{};
}

/// Brightness of the source at the centre in softenings: the mean of the 3″ about it, above the sky.
float centralBrightness(std::span<const float> channel, const FluxScale& flux, int side, double pixel) {
    const int reach = static_cast<int>(std::clamp(std::round(1.5 / pixel), 1.0, side / 2.0));
    float sum = 0;
    int count = 0;
    for (int y = side / 2 - reach; y < side / 2 + reach; ++y)
        for (int x = side / 2 - reach; x < side / 2 + reach; ++x, ++count)
            sum += scaled(channel[static_cast<std::size_t>(y * side + x)], flux.scale, flux.sky, 0.0F, brightest);
    return std::max(sum / static_cast<float>(count), faintestCentre);
}

void stretchShared(std::span<float> channel, const FluxScale& flux, float centre) {
    const float unit = 1.0F / (centre * sharedSoftening);
    constexpr float low = pedestal / sharedSoftening, high = sharedBrightest / sharedSoftening;
    const float lift = -fastAsinh(-low);
    const float range = 1.0F / (fastAsinh(high) + lift);
    for (float& value : channel)
        value = scaled(value, flux.scale * unit, flux.sky * unit, -low, high);
    for (float& value : channel)
        value = std::min(std::max((fastAsinh(value) + lift) * range, 0.0F), 1.0F);
}

void stretchByZscale(std::span<float> channel, const FloatImage& native, double areaRatio) {
    const Limits limits = zscaleLimits(native);
    const float low = limits.low * static_cast<float>(areaRatio);
    const float extent = (limits.high - limits.low) * static_cast<float>(areaRatio);
    const float scale = extent > 0 && std::isfinite(extent) ? 1.0F / extent : 0.0F;
    const float shift = std::isfinite(low * scale) ? low * scale : 0.0F;
    const float range = 1.0F / fastAsinh(zscaleSoftening);
    for (float& value : channel)
        value = std::min(fastAsinh(zscaleSoftening * scaled(value, scale, shift, 0.0F, 1.0F)) * range, 1.0F);
}

/// Lupton et al. 2004, equation 2: every channel times the stretched over the plain mean intensity; a pixel
/// with a channel beyond 1 is scaled down whole, which keeps its colour.
void stretchTogether(std::span<float> channels, std::span<const FluxScale> fluxes, std::size_t area) {
    const std::size_t count = fluxes.size();
    for (std::size_t c = 0; c < count; ++c)
        for (float& value : channels.subspan(c * area, area))
            value = scaled(value, fluxes[c].scale, fluxes[c].sky, 0.0F, brightest);
    const float range = 1.0F / fastAsinh(brightest);
    for (std::size_t i = 0; i < area; ++i) {
        float sum = 0;
        float largest = 0;
        for (std::size_t c = 0; c < count; ++c) {
            sum += channels[c * area + i];
            largest = std::max(largest, channels[c * area + i]);
        }
        if (!(sum > 0))
            continue;
        const float mean = sum / static_cast<float>(count);
        const float factor = std::min(fastAsinh(mean) * range / mean, 1.0F / largest);
        for (std::size_t c = 0; c < count; ++c)
            channels[c * area + i] = std::min(channels[c * area + i] * factor, 1.0F);
    }
}

} // namespace

std::string_view presetName(ChannelPreset preset) {
    const auto found =
        std::find_if(presetNames.begin(), presetNames.end(), [preset](const auto& entry) { return entry.first == preset; });
    return found != presetNames.end() ? found->second : std::string_view{};
}

std::optional<ChannelPreset> parsePreset(std::string_view name) {
    for (const auto& [preset, known] : presetNames)
        if (known == name)
            return preset;
    return std::nullopt;
}

Result<void> checkTile(const Tile& tile, const InputOptions& options) {
    for (const Band band : options.channels) {
        const BandImage* image = tile.band(band);
        const std::string name(bandName(band));
        if (!image)
            return fail(ErrorCode::MissingBand, tile.id, "the tile has no " + name + " image");
        if (options.preset != ChannelPreset::ZscalePerBand && !image->janskyPerUnit(band))
            return fail(ErrorCode::MissingZeroPoint, image->path.string(),
                        "the header gives no magnitude zero point, so " + name + " cannot be put on the flux scale",
                        "MAGZP is missing");
    }
    return {};
}

FluxUnits fluxUnits(const Tile& tile) {
    FluxUnits units;
    for (const Band band : allBands) {
        const BandImage* image = tile.band(band);
        const auto jansky = image ? image->janskyPerUnit(band) : std::nullopt;
        units[static_cast<std::size_t>(band)] = jansky.value_or(std::numeric_limits<double>::quiet_NaN());
    }
    return units;
}

void networkInput(const Tile& tile, const Cutout& cutout, const InputOptions& options, std::span<float> output) {
    networkInput(fluxUnits(tile), cutout, options, output);
}

void networkInput(const FluxUnits& units, const Cutout& cutout, const InputOptions& options, std::span<float> output) {
    const std::size_t area = static_cast<std::size_t>(options.side) * static_cast<std::size_t>(options.side);
    const std::size_t count = options.channels.size();
    if (options.side <= 0 || output.size() != area * count)
        throw std::invalid_argument("networkInput: the output does not have channels × side × side values");

    const double outputPixel = options.fieldArcsec / options.side;
    const double areaRatio = std::pow(outputPixel / cutout.pixelScale, 2);
    thread_local std::vector<FluxScale> fluxes;
    fluxes.assign(count, {});
    float centre = faintestCentre;
    for (std::size_t c = 0; c < count; ++c) {
        const Band band = options.channels[c];
        const FloatImage& native = cutout.bands[static_cast<std::size_t>(index(band))];
        const auto channel = output.subspan(c * area, area);
        if (native.empty()) {
            std::fill(channel.begin(), channel.end(), 0.0F);
            continue;
        }
        resampleInto(native, cutout.offset, cutout.pixelScale, options.side, options.fieldArcsec, channel.data());
        const auto sky = static_cast<float>(borderSky(native).level * areaRatio);
        fillBlanks(channel, sky);
        if (options.preset == ChannelPreset::ZscalePerBand) {
            stretchByZscale(channel, native, areaRatio);
            continue;
        }
        fluxes[c] = fluxScale(units[static_cast<std::size_t>(index(band))], band, outputPixel * outputPixel, sky);
        if (options.preset == ChannelPreset::SharedFluxScale) {
            if (c == 0)
                centre = centralBrightness(channel, fluxes[0], options.side, outputPixel);
            stretchShared(channel, fluxes[c], centre);
        }
    }
    if (options.preset == ChannelPreset::Lupton)
        stretchTogether(output, fluxes, area);
}

} // namespace iic
