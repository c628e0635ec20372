#include "sim/SourceLight.h"
#include "sim/StellarLight.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace iic {

namespace {

constexpr double lymanAlpha = 1215.67;

/// Lines of the composite of Vanden Berk et al. 2001 (AJ 122, 549), table 2: equivalent width in Å, how wide they are beside
/// Mg II, and by how many km/s they come towards us (Richards et al. 2002, AJ 124, 1).
struct BroadLine {
    double wavelength, width, breadth, blueshift;
};
constexpr std::array broadLines{
    BroadLine{1033.03, 9.77, 1.2, 300},  BroadLine{1215.67, 75, 1.0, 200},    BroadLine{1240.81, 18, 1.3, 400},
    BroadLine{1262.59, 3.0, 1.2, 0},     BroadLine{1304.35, 1.66, 1.1, 0},    BroadLine{1336.60, 0.69, 1.0, 0},
    BroadLine{1398.33, 8.13, 1.3, 500},  BroadLine{1549.06, 23.78, 1.2, 800}, BroadLine{1640.42, 5.0, 1.8, 600},
    BroadLine{1665.85, 2.0, 1.3, 300},   BroadLine{1857.40, 1.5, 1.2, 200},   BroadLine{1892.03, 3.0, 1.1, 200},
    BroadLine{1908.73, 18.0, 1.3, 400},  BroadLine{2798.75, 32.28, 1.0, 0},   BroadLine{4102.89, 5.05, 1.0, 0},
    BroadLine{4341.68, 12.62, 1.0, 0},   BroadLine{4862.68, 46.21, 1.0, 0},   BroadLine{5877.29, 4.94, 1.1, 0},
    BroadLine{6564.61, 194.52, 0.95, 0}, BroadLine{7067.1, 3.06, 1.0, 0}};

struct NarrowLine {
    double wavelength, width; ///< Å
};
constexpr std::array narrowLines{NarrowLine{3426.84, 1.22},  NarrowLine{3728.5, 1.56}, NarrowLine{3869.86, 1.38},
                                 NarrowLine{4341.68, 0.5},   NarrowLine{4862.68, 1.3}, NarrowLine{4960.30, 4.4},
                                 NarrowLine{5008.24, 13.23}, NarrowLine{6564.61, 5},   NarrowLine{6585.27, 3},
                                 NarrowLine{6718.29, 1.0},   NarrowLine{6732.68, 0.9}};

/// Blends of Fe II and Fe III as Gaussians, with equivalent widths after the templates of Vestergaard & Wilkes 2001 (ApJS 134, 1) and
/// Boroson & Green 1992 (ApJS 80, 109).
struct Blend {
    double wavelength, sigma, width;
};
constexpr std::array ironBlends{Blend{2080, 45, 6},  Blend{2230, 60, 5},  Blend{2420, 70, 22}, Blend{2560, 60, 18},
                                Blend{2740, 45, 12}, Blend{2880, 60, 9},  Blend{2970, 50, 9},  Blend{3200, 80, 10},
                                Blend{3500, 80, 5},  Blend{4180, 40, 4},  Blend{4480, 35, 8},  Blend{4590, 50, 17},
                                Blend{5180, 30, 9},  Blend{5280, 40, 17}, Blend{5530, 50, 4}};

/// Power laws of the same composite, α_ν = −0.44 up to 5000 Å; the rise beyond, host and hot dust, is less in brighter ones. Blueward of
/// Lyα after Telfer et al. 2002 (ApJ 565, 773), α_ν = −1.76.
Light continuum(const Wavelengths& at, Random& random) {
    const double slope = -2 + random.normal(0.44, 0.30), beyond = random.uniform(-1.3, 0.1), ultraviolet = -0.24;
    Light light(at.size());
    for (std::size_t pixel = 0; pixel < at.size(); ++pixel) {
        const double wavelength = at[pixel];
        light[pixel] = std::pow(std::clamp(wavelength, lymanAlpha, 5000.0) / 5000, slope) *
                       std::pow(std::max(wavelength, 5000.0) / 5000, std::max(beyond, slope)) *
                       std::pow(std::min(wavelength, lymanAlpha) / lymanAlpha, ultraviolet);
    }
    return light;
}

/// Balmer continuum, optically thin, with the merged lines before its edge (Grandi 1982, ApJ 255, 25).
void addSmallBump(Light& light, const Wavelengths& at, double share) {
    const double level = levelAt(light, at, 3000);
    for (std::size_t pixel = 0; pixel < at.size(); ++pixel) {
        const double edge = 1 / (1 + std::exp((at[pixel] - 3720) / 45));
        light[pixel] += share * level * edge * planck(at[pixel], 15'000) / planck(3000, 15'000) * std::pow(at[pixel] / 3646, 3);
    }
}

/// The lines of a nucleus whose Mg II is of a σ of `width` km/s.
void addBroadLines(Light& light, const Wavelengths& at, double width, Random& random) {
    const double mostly = std::pow(10.0, random.normal(-0.05, 0.20));
    const Light under = light;
    const double shift = random.normal(1, 0.5);
    for (const auto& line : broadLines) {
        const double area = levelAt(under, at, line.wavelength) * line.width * mostly * std::pow(10.0, random.normal(0, 0.17));
        const double centre = line.wavelength * (1 - shift * line.blueshift / lightSpeed);
        const double sigma = seenSigma(centre, width * line.breadth);
        addGaussian(light, at, centre, 0.75 * sigma, 0.55 * area);
        addGaussian(light, at, centre, 2.0 * sigma, 0.45 * area);
    }
    const double iron = mostly * std::pow(10.0, random.normal(-0.05, 0.25));
    for (const auto& blend : ironBlends)
        addGaussian(light, at, blend.wavelength, std::hypot(blend.sigma, seenSigma(blend.wavelength, width)),
                    iron * blend.width * levelAt(under, at, blend.wavelength));
    addSmallBump(light, at, random.uniform(0.05, 0.3));
}

/// Those of the gas far from the nucleus, whose dust does not dim them, over its `continuum`.
Light narrowLight(const Wavelengths& at, const Light& continuum, Random& random) {
    const double strength = std::pow(10.0, random.normal(0, 0.35)), kilometres = random.uniform(120, 350);
    Light light(at.size());
    for (const auto& line : narrowLines)
        addGaussian(light, at, line.wavelength, seenSigma(line.wavelength, kilometres),
                    strength * line.width * levelAt(continuum, at, line.wavelength));
    return light;
}

/// The hydrogen between: mean depth 0.0023 (1 + z)^3.65 (Kim et al. 2007, MNRAS 382, 1657), strewn from pixel to pixel; the same gas in Lyβ
/// below 1026 Å, and nearly nothing left below the Lyman limit.
void addForest(Light& light, const Wavelengths& at, double redshift, Random& random) {
    std::vector<double> depth(at.size());
    double memory = 0;
    for (std::size_t pixel = 0; pixel < at.size() && at[pixel] < lymanAlpha * 0.997; ++pixel) {
        memory = 0.6 * memory + 0.8 * random.normal();
        const auto meanDepth = [&](double line) { return 0.0023 * std::pow(at[pixel] * (1 + redshift) / line, 3.65); };
        depth[pixel] = meanDepth(lymanAlpha) * 1.5 * std::exp(1.2 * memory - 0.72);
        if (at[pixel] < 1025.72)
            depth[pixel] += 0.5 * meanDepth(1025.72);
        if (at[pixel] < 911.75)
            depth[pixel] += 3;
    }
    absorb(light, depth);
}

/// One in eight has broad absorption blueward of its lines (Trump et al. 2006, ApJS 165, 1), many a narrow doublet somewhere.
void addAbsorbers(Light& light, const Wavelengths& at, double redshift, Random& random) {
    std::vector<double> depth(at.size());
    if (redshift > 1.4 && random.uniform() < 0.12) {
        const double outflow = random.uniform(3000, 20'000), width = random.uniform(1000, 4000), peak = random.uniform(0.5, 2.5);
        for (const auto& [line, share] :
             {std::pair(1549.06, 1.0), {1398.33, 0.6}, {1240.81, 0.9}, {1033.0, 0.9}, {1215.67, 0.5}}) {
            const double sigma = line * width / lightSpeed;
            addGaussian(depth, at, line * (1 - outflow / lightSpeed), sigma, 2.5 * peak * share * sigma);
        }
    }
    for (double more = random.uniform(); more < 0.35; more = random.uniform()) {
        const double place = random.uniform(0.75, 1.0);
        const bool isCarbon = random.uniform() < 0.5;
        for (const double line : isCarbon ? std::array{1548.20, 1550.77} : std::array{2796.35, 2803.53})
            addGaussian(depth, at, line * place, seenSigma(line * place, 60), random.uniform(0.4, 1.5));
    }
    absorb(light, depth);
}

/// From nearby ones, whose host is in the fibre, over the many below redshift 2.2 to those that BOSS sought about 2.3 and beyond.
double drawRedshift(Random& random) {
    const double where = random.uniform();
    if (where < 0.30)
        return std::exp(random.uniform(std::log(0.05), std::log(0.8)));
    if (where < 0.65)
        return random.uniform(0.6, 2.4);
    if (where < 0.90)
        return std::clamp(random.normal(2.5, 0.35), 1.8, 4.0);
    return random.uniform(3, 5);
}

/// σ in km/s; nearby nuclei are fainter and their lines narrower (Shen et al. 2011, ApJS 194, 45, fig. 5).
double drawWidth(double redshift, Random& random) {
    const double median = redshift < 0.4 ? 3300 : 4300; // FWHM
    return std::clamp(median * std::exp(random.normal(0, 0.38)), 1300.0, 12'000.0) / 2.355;
}

/// Many nuclei of nearby galaxies are seen through dust (Seyfert 1.5 to 1.9), few of the bright ones (Richards et al. 2003, AJ 126,
/// 1131).
double drawNuclearDust(double redshift, Random& random) {
    if (redshift < 0.4 && random.uniform() < 0.4)
        return random.uniform(0.1, 0.8);
    return random.uniform() < 0.12 ? random.uniform(0.08, 0.3) : -0.02 * std::log(1 - random.uniform());
}

/// Light of the host at 5500 Å in units of the nucleus: up to three times as much nearby, little at redshift 1 (Shen et al. 2011, eq. 1).
double drawHostShare(double redshift, Random& random) { return 3 * std::pow(random.uniform(), 1.5) * std::exp(-redshift / 0.5); }

} // namespace

SourceLight drawQuasarLight(const ObservedPixels& pixels, Random& random) {
    SourceLight quasar;
    quasar.redshift = drawRedshift(random);
    quasar.subclass = "BROADLINE";
    const auto at = pixels.atRest(quasar.redshift);
    auto& light = quasar.light;
    light = continuum(at, random);
    const auto narrow = narrowLight(at, light, random);
    addBroadLines(light, at, drawWidth(quasar.redshift, random), random);
    addAbsorbers(light, at, quasar.redshift, random);
    redden(light, at, drawNuclearDust(quasar.redshift, random));
    add(light, narrow, 1);
    if (quasar.redshift < 0.9)
        add(light, drawHostLight(at, random), drawHostShare(quasar.redshift, random) * levelAt(light, at, 5500));
    addForest(light, at, quasar.redshift, random);
    redden(light, pixels.atRest(0), std::min(-0.03 * std::log(1 - random.uniform()), 0.2));
    return quasar;
}

} // namespace iic
