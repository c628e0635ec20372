#include "sim/Spectrograph.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace iic {

namespace {

/// Noise of a pixel between the sky's lines, in units of that at 5000 Å: the throughput of the two arms, which meet at 6000 Å (Smee et
/// al. 2013, AJ 146, 32, fig. 38), under a moonless sky.
constexpr std::array<std::pair<double, double>, 16> quietNoise{{{3600, 3.6},
                                                                {3800, 2.3},
                                                                {4000, 1.7},
                                                                {4300, 1.25},
                                                                {4700, 1.05},
                                                                {5000, 1.0},
                                                                {5500, 0.95},
                                                                {5850, 1.0},
                                                                {6000, 1.15},
                                                                {6200, 0.9},
                                                                {6700, 0.78},
                                                                {7300, 0.75},
                                                                {8000, 0.9},
                                                                {8600, 1.05},
                                                                {9000, 1.3},
                                                                {9300, 1.8}}};

/// Lines of the night sky in vacuum, and by how much the noise rises on them (Osterbrock et al. 1996, PASP 108, 277, of whose many OH lines
/// those that stand together are one).
constexpr std::array<std::pair<double, double>, 42> skyLines{
    {{4359.6, 1.3}, {5462.3, 1.2}, {5578.9, 4.0}, {5893.0, 1.6}, {6302.0, 1.9}, {6365.5, 1.4}, {6865.0, 1.2},
     {6925.0, 1.2}, {7246.0, 1.3}, {7278.0, 1.5}, {7318.0, 1.5}, {7342.0, 1.5}, {7371.0, 1.4}, {7526.0, 1.3},
     {7718.0, 1.4}, {7753.0, 1.8}, {7796.0, 1.9}, {7823.0, 1.7}, {7855.0, 1.6}, {7916.0, 2.0}, {7967.0, 1.9},
     {7996.0, 1.9}, {8028.0, 1.7}, {8064.0, 1.4}, {8346.0, 2.1}, {8402.0, 2.2}, {8432.0, 2.2}, {8468.0, 2.1},
     {8496.0, 1.9}, {8507.0, 1.7}, {8541.0, 1.4}, {8764.0, 1.4}, {8780.0, 2.0}, {8830.0, 2.2}, {8888.0, 2.3},
     {8922.0, 2.2}, {8946.0, 1.9}, {8960.0, 1.9}, {8991.0, 1.6}, {9004.0, 1.6}, {9041.0, 1.8}, {9105.0, 1.7}}};
constexpr double greenLine = 5578.9;

std::vector<double> skyNoise(const Wavelengths& at) {
    std::vector<double> above(at.size());
    for (const auto& [wavelength, factor] : skyLines) {
        const double sigma = wavelength > 6500 ? 3.5 : 2.0;
        addGaussian(above, at, wavelength, sigma, (factor - 1) * sigma * std::sqrt(2 * std::numbers::pi));
    }
    for (std::size_t pixel = 0; pixel < at.size(); ++pixel)
        above[pixel] = (1 + above[pixel]) * interpolate(quietNoise, at[pixel]);
    return above;
}

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// The flux is right to some per cent over 1000 Å, and to 10 % or worse from end to end (Margala et al. 2016, ApJ 831, 157, of BOSS); what is
/// left of the air's absorption by oxygen at 6870 and 7610 Å.
void miscalibrate(Light& light, const Wavelengths& at, Random& random) {
    const double tilt = random.normal(0, 0.10), ripple = random.normal(0, 0.018), phase = random.uniform(0, 2 * std::numbers::pi);
    const double period = random.uniform(1200, 4000), step = random.normal(0, 0.015);
    for (std::size_t pixel = 0; pixel < light.size(); ++pixel) {
        const double place = (at[pixel] - 6000) / 3000;
        light[pixel] *= std::exp(tilt * place + ripple * std::sin(phase + 2 * std::numbers::pi * at[pixel] / period) +
                                 (at[pixel] > 6000 ? step : 0));
    }
    std::vector<double> air(light.size());
    addGaussian(air, at, 6880, 12, 25 * random.normal(0, 0.02));
    addGaussian(air, at, 7620, 22, 50 * random.normal(0, 0.03));
    absorb(light, air);
}

/// A wrong sky under the green line, and what rays have hit.
void addResiduals(Spectrum& spectrum, const Wavelengths& at, const std::vector<double>& noise, Random& random) {
    const double residual = random.normal(), slope = random.normal();
    const auto [first, end] = at.between(greenLine - 6, greenLine + 6);
    for (auto pixel = first; pixel < end; ++pixel) {
        const double off = (at[pixel] - greenLine) / 2.5;
        spectrum.flux[pixel] += static_cast<float>(noise[pixel] * (residual + slope * off) * std::exp(-off * off / 2));
    }
    for (auto rays = random.below(4); rays > 0; --rays) {
        const auto pixel = random.below(at.size());
        spectrum.flux[pixel] += static_cast<float>(noise[pixel] * random.uniform(5, 40));
    }
}

void dropPixels(Spectrum& spectrum, Random& random) {
    for (auto runs = random.below(6); runs > 0; --runs) {
        const auto first = random.below(spectrum.size());
        const auto count = 1 + random.below(random.uniform() < 0.1 ? 40 : 5);
        for (auto pixel = first; pixel < std::min<std::size_t>(first + count, spectrum.size()); ++pixel)
            spectrum.inverseVariance[pixel] = 0;
    }
}

} // namespace

void observe(const ObservedPixels& pixels, Light light, double flux, double signalToNoise, Random& random, Spectrum& spectrum) {
    const auto at = pixels.atRest(0);
    miscalibrate(light, at, random);
    scale(light, flux / medianOf(light));
    auto noise = skyNoise(at);
    // A source of the sky's brightness; fainter ones than that are seen against the sky alone.
    const double share = std::min(signalToNoise / 15, 1.0);
    std::vector<double> ratios(light.size());
    for (std::size_t pixel = 0; pixel < light.size(); ++pixel) {
        noise[pixel] *= std::sqrt(1 + share * std::max(light[pixel], 0.0) / flux);
        ratios[pixel] = light[pixel] / noise[pixel];
    }
    const double unit = medianOf(ratios) / signalToNoise;

    const auto size = light.size();
    spectrum.logWavelength.resize(size);
    spectrum.flux.resize(size);
    spectrum.inverseVariance.resize(size);
    for (std::size_t pixel = 0; pixel < size; ++pixel) {
        noise[pixel] *= unit;
        spectrum.logWavelength[pixel] = pixels.firstLog + static_cast<double>(pixel) * pixels.step;
        spectrum.flux[pixel] = static_cast<float>(light[pixel] + noise[pixel] * random.normal());
        spectrum.inverseVariance[pixel] = static_cast<float>(1 / (noise[pixel] * noise[pixel]));
    }
    addResiduals(spectrum, at, noise, random);
    dropPixels(spectrum, random);
}

} // namespace iic
