#include "sim/SourceLight.h"
#include "sim/StellarLight.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace iic {

namespace {

enum class Kind { Passive, Liner, Disc, Starburst, Seyfert, AfterBurst };

/// Shares of the light at 5500 Å.
struct Populations {
    double old = 1, middle = 0, young = 0;
};

/// A population as the stars that make its light at 5500 Å.
struct Part {
    double temperature, giant, share;
};
constexpr std::array oldStars{Part{4450, 1, 0.42}, Part{4900, 1, 0.16}, Part{5600, 0, 0.30}, Part{3500, 1, 0.12}};
constexpr std::array middleStars{Part{4700, 1, 0.35}, Part{6500, 0, 0.30}, Part{7800, 0, 0.35}};
constexpr std::array youngStars{Part{9000, 0, 0.30}, Part{14'000, 0, 0.35}, Part{28'000, 0, 0.25}, Part{4000, 1, 0.10}};

template <typename Parts>
void addStars(Light& light, const Wavelengths& at, const Parts& parts, double share, double metals, double dispersion) {
    if (share > 0)
        for (const auto& part : parts)
            add(light, stellarLight(at, {part.temperature, metals, part.giant, dispersion}), share * part.share);
}

/// Emission lines in units of Hα before dust (case B; Osterbrock & Ferland 2006, table 4.4; the rest as below).
struct LineRatios {
    double oxygen2 = 1, oxygen3 = 0.3, oxygen1 = 0.03, nitrogen = 0.35, sulphur = 0.35, neon = 0.05;
};

/// Along the sequence of star-forming galaxies of log [O III]/Hβ against log [N II]/Hα (Kauffmann et al. 2003, MNRAS 346,
/// 1055, eq. 1, from which they lie 0.2 dex below).
LineRatios starFormingRatios(Random& random, double leastNitrogen) {
    constexpr double betaOverAlpha = 1 / 2.86;
    const double nitrogen = random.uniform(leastNitrogen, -0.35);
    const double oxygen3 = std::min(0.61 / (nitrogen - 0.05) + 1.1 + random.normal(0, 0.12), 0.85);
    LineRatios ratios;
    ratios.nitrogen = std::pow(10.0, nitrogen);
    ratios.oxygen3 = std::pow(10.0, oxygen3) * betaOverAlpha;
    ratios.oxygen2 = std::pow(10.0, random.normal(0.45, 0.15)) * betaOverAlpha;
    ratios.sulphur = std::pow(10.0, random.normal(-0.5, 0.12));
    ratios.neon = 0.07 * ratios.oxygen3 + 0.02;
    return ratios;
}

/// Ho 2008 (ARA&A 46, 475): [O III]/Hβ above 3 in Seyfert galaxies, strong [N II], [S II] and [O I] in LINERs.
LineRatios activeRatios(Random& random, bool isSeyfert) {
    constexpr double betaOverAlpha = 1 / 3.1;
    LineRatios ratios;
    ratios.nitrogen = random.uniform(0.6, 1.8);
    ratios.sulphur = random.uniform(0.5, 1.2);
    ratios.oxygen1 = random.uniform(0.1, 0.4);
    ratios.oxygen3 = (isSeyfert ? random.uniform(3, 12) : random.uniform(0.8, 2.5)) * betaOverAlpha;
    ratios.oxygen2 = random.uniform(2, 5) * betaOverAlpha;
    ratios.neon = 0.1 * ratios.oxygen3;
    return ratios;
}

/// Adds lines whose Hα has this equivalent width, dimmed by `excess` more of dust than the stars.
void addLines(Light& light, const Wavelengths& at, const LineRatios& ratios, double alphaWidth, double kilometres, double excess,
              double alphaLevel) {
    Light lines(light.size());
    const double alpha = alphaWidth * alphaLevel;
    const auto line = [&](double wavelength, double strength) {
        addGaussian(lines, at, wavelength, seenSigma(wavelength, kilometres), alpha * strength);
    };
    for (const auto& [wavelength, strength] : {std::pair(6564.61, 1.0),
                                               {4862.68, 0.350},
                                               {4341.68, 0.164},
                                               {4102.89, 0.0907},
                                               {3971.20, 0.0556},
                                               {3890.15, 0.065},
                                               {5877.25, 0.04},
                                               {6680.0, 0.011},
                                               {7067.1, 0.008}})
        line(wavelength, strength);
    line(6585.27, ratios.nitrogen);
    line(6549.86, ratios.nitrogen / 3);
    line(5008.24, ratios.oxygen3);
    line(4960.30, ratios.oxygen3 / 3);
    line(3727.09, ratios.oxygen2 * 0.42);
    line(3729.88, ratios.oxygen2 * 0.58);
    line(3869.86, ratios.neon);
    line(6302.05, ratios.oxygen1);
    line(6365.54, ratios.oxygen1 / 3);
    line(6718.29, ratios.sulphur * 0.57);
    line(6732.68, ratios.sulphur * 0.43);
    line(7137.8, 0.03);
    line(9071.1, 0.08);
    redden(lines, at, excess);
    add(light, lines, 1 / throughDust(6564.61, excess));
}

/// Shares of the main sample, luminous red galaxies and emission-line galaxies, so that every kind is there.
Kind drawKind(Random& random) {
    const double where = random.uniform();
    return where < 0.36   ? Kind::Passive
           : where < 0.44 ? Kind::Liner
           : where < 0.72 ? Kind::Disc
           : where < 0.88 ? Kind::Starburst
           : where < 0.95 ? Kind::Seyfert
                          : Kind::AfterBurst;
}

double drawRedshift(Kind kind, Random& random) {
    const bool isFar = random.uniform() < (kind == Kind::Passive ? 0.45 : kind == Kind::Starburst ? 0.35 : 0.12);
    return isFar ? random.uniform(0.2, 0.8) : std::clamp(std::exp(random.normal(std::log(0.095), 0.6)), 0.005, 0.5);
}

Populations drawPopulations(Kind kind, Random& random) {
    Populations shares;
    switch (kind) {
    case Kind::Passive:
    case Kind::Liner: shares.middle = random.uniform(0, 0.15); break;
    case Kind::Disc:
    case Kind::Seyfert:
        shares.young = random.uniform(0.03, 0.4);
        shares.middle = random.uniform(0.1, 0.4);
        break;
    case Kind::Starburst:
        shares.young = random.uniform(0.35, 0.9);
        shares.middle = (1 - shares.young) * random.uniform(0.2, 0.8);
        break;
    case Kind::AfterBurst: shares.middle = random.uniform(0.5, 0.9); break;
    }
    shares.old = 1 - shares.young - shares.middle;
    return shares;
}

/// Equivalent width of Hα, Å (Brinchmann et al. 2004, MNRAS 351, 1151, show its range).
double drawAlphaWidth(Kind kind, double young, Random& random) {
    switch (kind) {
    case Kind::Passive: return random.uniform(0, 0.8);
    case Kind::Liner: return random.uniform(0.8, 5);
    case Kind::Disc: return 90 * young * std::exp(random.normal(0, 0.4));
    case Kind::Starburst: return 150 * young * std::exp(random.normal(0, 0.7));
    case Kind::Seyfert: return std::exp(random.normal(std::log(20), 0.7));
    case Kind::AfterBurst: return random.uniform(0, 2);
    }
    return 0;
}

bool isEarly(Kind kind) { return kind == Kind::Passive || kind == Kind::Liner; }

Light drawStars(const Wavelengths& at, Kind kind, const Populations& shares, Random& random) {
    const double dispersion = isEarly(kind) ? random.uniform(120, 320) : random.uniform(60, 180);
    const double metals = isEarly(kind) ? random.uniform(0.85, 1.3) : random.uniform(0.6, 1.15);
    Light light(at.size());
    addStars(light, at, oldStars, shares.old, metals, dispersion);
    addStars(light, at, middleStars, shares.middle, metals, dispersion);
    addStars(light, at, youngStars, shares.young, metals, dispersion);
    redden(light, at, isEarly(kind) ? random.uniform(0, 0.08) : random.uniform(0.03, 0.35));
    return light;
}

} // namespace

Light drawHostLight(const Wavelengths& at, Random& random) {
    const auto kind = random.uniform() < 0.5 ? Kind::Passive : Kind::Disc;
    return drawStars(at, kind, drawPopulations(kind, random), random);
}

SourceLight drawGalaxyLight(const ObservedPixels& pixels, Random& random) {
    const auto kind = drawKind(random);
    SourceLight galaxy;
    galaxy.redshift = drawRedshift(kind, random);
    const auto at = pixels.atRest(galaxy.redshift);
    const auto shares = drawPopulations(kind, random);
    galaxy.light = drawStars(at, kind, shares, random);

    const bool isActive = kind == Kind::Seyfert || kind == Kind::Liner;
    const auto ratios =
        isActive ? activeRatios(random, kind == Kind::Seyfert) : starFormingRatios(random, kind == Kind::Starburst ? -1.7 : -0.9);
    const double alphaWidth = drawAlphaWidth(kind, shares.young, random);
    // Beyond the last pixel the level there stands for that at Hα.
    addLines(galaxy.light, at, ratios, alphaWidth, isActive ? random.uniform(100, 250) : random.uniform(40, 140),
             random.uniform(0, 0.3), levelAt(galaxy.light, at, 6564.61));
    if (kind == Kind::Starburst || (kind == Kind::Disc && alphaWidth > 15))
        galaxy.subclass = alphaWidth > 50 ? "STARBURST" : "STARFORMING"; // as SDSS parts them, at 50 Å
    else if (kind == Kind::Seyfert)
        galaxy.subclass = "AGN";
    redden(galaxy.light, at, std::min(-0.03 * std::log(1 - random.uniform()), 0.2));
    return galaxy;
}

} // namespace iic
