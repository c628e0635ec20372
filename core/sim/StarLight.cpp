#include "sim/SourceLight.h"
#include "sim/StellarLight.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace iic {

namespace {

/// Share of the stars, and range of temperatures drawn evenly in their logarithm. SDSS aimed at stars of every type, at F dwarfs as
/// standards and at M dwarfs by their colours (Yanny et al. 2009, AJ 137, 4377).
struct Range {
    double share, coolest, hottest;
};
constexpr std::array ranges{Range{0.05, 11'000, 36'000}, Range{0.15, 7600, 11'000}, Range{0.24, 6000, 7600},
                            Range{0.14, 5250, 6000},     Range{0.16, 3900, 5250},   Range{0.26, 2100, 3900}};
constexpr double whiteDwarfs = 0.10, withCompanion = 0.015, cataclysmic = 0.015, carbon = 0.01;

/// Where the types begin (Pecaut & Mamajek 2013, ApJS 208, 9), hottest first.
constexpr std::array<std::pair<double, char>, 8> types{
    {{31'500, 'O'}, {9700, 'B'}, {7220, 'A'}, {5930, 'F'}, {5270, 'G'}, {3870, 'K'}, {2300, 'M'}, {1300, 'L'}}};

std::string typeOf(double temperature) {
    double above = 50'000;
    for (const auto& [coolest, letter] : types) {
        if (temperature >= coolest)
            return fmt::format("{}{}", letter,
                               static_cast<int>(std::clamp(10 * (above - temperature) / (above - coolest), 0.0, 9.0)));
        above = coolest;
    }
    return "L9";
}

double drawTemperature(Random& random) {
    double left = random.uniform();
    const auto found = std::ranges::find_if(ranges, [&left](const Range& range) { return (left -= range.share) < 0; });
    const auto& range = found == ranges.end() ? ranges.back() : *found;
    return std::exp(random.uniform(std::log(range.coolest), std::log(range.hottest)));
}

void addHydrogenEmission(Light& light, const Wavelengths& at, double equivalentWidth, double sigma, double decrement) {
    double strength = equivalentWidth;
    for (const double line : {6564.61, 4862.68, 4341.68, 4102.89, 3971.20}) {
        addGaussian(light, at, line, std::hypot(sigma * line / 6564.61, seenSigma(line, 0)), strength * levelAt(light, at, line));
        strength *= decrement;
    }
}

Light normalStar(const Wavelengths& at, double temperature, Random& random) {
    const bool isHalo = temperature > 4500 && random.uniform() < (temperature > 5700 ? 0.35 : 0.15);
    const double iron = isHalo ? random.normal(-1.5, 0.5) : random.normal(-0.25, 0.3); // [Fe/H]
    const bool isGiant = temperature > 3500 && temperature < 5400 && random.uniform() < 0.4;
    auto light = stellarLight(at, {temperature, std::clamp(std::pow(10.0, 0.38 * iron), 0.08, 1.5), isGiant ? 1.0 : 0.0, 0});
    if (temperature < 3700 && random.uniform() < (temperature < 3200 ? 0.5 : 0.12)) // chromospheres of M dwarfs
        addHydrogenEmission(light, at, random.uniform(1, 8), 1, 0.8);
    return light;
}

constexpr std::array<double, 8> heliumLines{4027.3, 4144.9, 4389.2, 4472.7, 4714.5, 4923.3, 5017.1, 5877.2};

/// Types after Eisenstein et al. 2006 (ApJS 167, 40): seven of ten show hydrogen alone.
Light whiteDwarf(const Wavelengths& at, Random& random) {
    const double temperature = std::exp(random.normal(std::log(13'000), 0.4));
    Light light(at.size());
    for (std::size_t pixel = 0; pixel < at.size(); ++pixel)
        light[pixel] = planck(at[pixel], std::clamp(temperature, 5500.0, 60'000.0));
    std::vector<double> depth(at.size());
    const double kind = random.uniform();
    if (kind < 0.72) {
        const double strength = 1 / (1 + std::pow(std::log(temperature / 13'000) / 0.42, 2));
        addBalmer(depth, at, random.uniform(45, 70) * strength, random.uniform(13, 24), 0, 0.55);
    } else if (kind < 0.85) {
        const double strength = random.uniform(6, 22);
        for (const double line : heliumLines)
            addGaussian(depth, at, line, random.uniform(9, 14), strength * (line == 4472.7 || line == 5877.2 ? 1.0 : 0.5));
        addGaussian(depth, at, 6680.0, 14, 0.5 * strength);
    } else if (kind < 0.92) {
        for (const double line : {3934.78, 3969.59})
            addLorentzian(depth, at, line, random.uniform(5, 20), random.uniform(0.5, 2));
    }
    absorb(light, depth);
    return light;
}

Light cataclysmicVariable(const Wavelengths& at, Random& random) {
    Light light(at.size());
    const double slope = random.uniform(0.5, 2.6);
    for (std::size_t pixel = 0; pixel < at.size(); ++pixel)
        light[pixel] = std::pow(at[pixel] / 5500, -slope);
    const double width = random.uniform(8, 18);
    addHydrogenEmission(light, at, random.uniform(20, 110), width, 0.85);
    for (const double line : {4472.7, 4923.3, 5877.2, 6680.0, 7067.1, 4687.0})
        addGaussian(light, at, line, width * line / 6564.61, random.uniform(3, 15) * levelAt(light, at, line));
    if (random.uniform() < 0.4)
        add(light, stellarLight(at, {random.uniform(2900, 3600), 1, 0, 0}), random.uniform(0.05, 0.4));
    return light;
}

/// C₂ and CN bands, whose heads look redward.
Light carbonStar(const Wavelengths& at, Random& random) {
    auto light = stellarLight(at, {random.uniform(4100, 5200), 1, 0.5, 0});
    std::vector<double> depth(at.size());
    const double strength = random.uniform(0.5, 1.6);
    for (const MolecularBand& band : {MolecularBand{4383, 0, -120, 0.5},
                                      {4738.3, 0, -180, 1.1},
                                      {5166.5, 0, -200, 1.3},
                                      {5637, 0, -180, 0.9},
                                      {6192, 0, -120, 0.3},
                                      {7900, 0, 250, 0.3}})
        addBand(depth, at, band, strength, 4);
    absorb(light, depth);
    return light;
}

} // namespace

SourceLight drawStarLight(const ObservedPixels& pixels, Random& random) {
    SourceLight star;
    star.redshift = random.normal(0, random.uniform() < 0.3 ? 150 : 40) / lightSpeed;
    const auto at = pixels.atRest(star.redshift);
    const double kind = random.uniform();
    if (kind < whiteDwarfs) {
        star.light = whiteDwarf(at, random);
        star.subclass = "WD";
    } else if (kind < whiteDwarfs + withCompanion) {
        star.light = whiteDwarf(at, random);
        add(star.light, stellarLight(at, {random.uniform(2800, 3600), 1, 0, 0}), random.uniform(0.05, 0.6));
        star.subclass = "WD";
    } else if (kind < whiteDwarfs + withCompanion + cataclysmic) {
        star.light = cataclysmicVariable(at, random);
        star.subclass = "CV";
    } else if (kind < whiteDwarfs + withCompanion + cataclysmic + carbon) {
        star.light = carbonStar(at, random);
        star.subclass = "Carbon";
    } else {
        const double temperature = drawTemperature(random);
        star.light = normalStar(at, temperature, random);
        star.subclass = typeOf(temperature);
    }
    redden(star.light, at, std::min(-0.06 * std::log(1 - random.uniform()), 0.5));
    return star;
}

} // namespace iic
