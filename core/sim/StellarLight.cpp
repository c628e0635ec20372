#include "sim/StellarLight.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace iic {

namespace {

constexpr double spectrographSigma = 69; // km/s: R = 1850 (Smee et al. 2013, AJ 146, 32)

/// A line or blend: its equivalent width in Å at 6000 and at 4500 K and the σ of its profile in Å.
struct MetalLine {
    double wavelength, at6000, at4500, sigma;
};
constexpr std::array metalLines{
    // Iron and magnesium of the near ultraviolet.
    MetalLine{2538, 10, 15, 15}, MetalLine{2609, 9, 14, 12}, MetalLine{2799, 18, 22, 7}, MetalLine{2853, 7, 14, 6},
    MetalLine{3000, 10, 18, 25}, MetalLine{3096, 6, 12, 14}, MetalLine{3360, 7, 14, 22}, MetalLine{3441, 4, 8, 10},
    MetalLine{3582, 6, 11, 12}, MetalLine{3735, 6, 11, 14}, MetalLine{3825, 3, 6, 6}, MetalLine{3839, 2.5, 5, 5},
    // The blue: CN, calcium H and K, G band, iron.
    MetalLine{3872, 5, 13, 13}, MetalLine{3934.78, 11, 19, 6}, MetalLine{3969.59, 8.5, 14, 5}, MetalLine{4046.9, 0.9, 1.9, 2},
    MetalLine{4064.5, 0.9, 1.8, 2.5}, MetalLine{4078.9, 0.6, 1.2, 2}, MetalLine{4133, 0.7, 1.4, 3}, MetalLine{4145, 0.8, 1.9, 3},
    MetalLine{4181, 0.5, 3, 16}, MetalLine{4227.9, 0.9, 3.6, 2.5}, MetalLine{4251.5, 0.8, 1.7, 2.5},
    MetalLine{4261.7, 0.6, 1.2, 2}, MetalLine{4273, 0.9, 1.8, 2.5}, MetalLine{4305.6, 5.5, 7.5, 9}, MetalLine{4327, 0.9, 2.2, 3},
    MetalLine{4384.8, 1.6, 4.2, 3.5}, MetalLine{4406, 0.7, 1.7, 2.5}, MetalLine{4416.4, 0.7, 1.7, 2.5},
    MetalLine{4456, 0.7, 1.6, 3.5}, MetalLine{4532, 1.6, 3.1, 8}, MetalLine{4669, 1.4, 4.5, 16},
    // The green: iron, magnesium and its hydride.
    MetalLine{4892, 0.4, 0.9, 3}, MetalLine{4921.9, 0.6, 1.2, 3}, MetalLine{4958.9, 0.6, 1.3, 3}, MetalLine{5017, 2.2, 4.2, 13},
    MetalLine{5168.8, 0.8, 1.7, 2}, MetalLine{5174.1, 0.8, 2.2, 2}, MetalLine{5185, 1.0, 2.5, 2}, MetalLine{5228.5, 0.6, 1.4, 3},
    MetalLine{5271.4, 1.5, 3.1, 5}, MetalLine{5331, 1.3, 2.8, 5}, MetalLine{5373, 0.5, 1.1, 3}, MetalLine{5407.5, 0.8, 1.9, 4},
    MetalLine{5448, 0.4, 1.0, 3}, MetalLine{5529.9, 0.3, 0.6, 2}, MetalLine{5711, 0.4, 1.1, 5}, MetalLine{5784, 0.3, 0.8, 5},
    // The red.
    MetalLine{6104.4, 0.2, 0.6, 2.5}, MetalLine{6124, 0.25, 0.8, 2.5}, MetalLine{6138.5, 0.3, 0.7, 3},
    MetalLine{6163.9, 0.35, 1.0, 2.5}, MetalLine{6193.3, 0.25, 0.6, 2.5}, MetalLine{6232.4, 0.25, 0.6, 2.5},
    MetalLine{6254, 0.2, 0.6, 2.5}, MetalLine{6338, 0.2, 0.5, 2.5}, MetalLine{6395.3, 0.3, 0.6, 2.5},
    MetalLine{6432.5, 0.3, 0.6, 2.5}, MetalLine{6440.8, 0.3, 0.8, 2.5}, MetalLine{6464.3, 0.3, 0.7, 2.5},
    MetalLine{6497, 0.8, 1.7, 4}, MetalLine{6679.8, 0.2, 0.4, 2}, MetalLine{8500.36, 1.1, 1.6, 2.5},
    MetalLine{8544.44, 2.8, 3.9, 3}, MetalLine{8664.52, 2.3, 3.2, 3}, MetalLine{8691, 0.3, 0.6, 2.5},
    MetalLine{8809.2, 0.5, 0.9, 2.5}};
/// Those that are strong in dwarfs: sodium and potassium.
constexpr std::array dwarfLines{MetalLine{5100, 0.3, 5, 35},        MetalLine{4780, 0.1, 2, 14},
                                MetalLine{5891.58, 0.75, 2.4, 2.2}, MetalLine{5897.56, 0.6, 2.1, 2.2},
                                MetalLine{7667, 0.15, 0.7, 2.5},    MetalLine{7701, 0.15, 0.7, 2.5},
                                MetalLine{8185.5, 0.2, 0.9, 2.5},   MetalLine{8197.1, 0.25, 1.2, 2.5}};

/// Peaks: optical depth in a dwarf of type M5, over the haze below; both so that they look like the mean M dwarfs of SDSS (Kesseli et al.
/// 2017, ApJS 230, 16).
constexpr std::array titaniumOxide{
    MolecularBand{4584, 40, 50, 0.3},   MolecularBand{4762, 60, 60, 0.5},   MolecularBand{4956, 70, 80, 0.5},
    MolecularBand{5168, 90, 90, 0.6},   MolecularBand{5449, 60, 90, 0.45},  MolecularBand{5760, 30, 50, 0.3},
    MolecularBand{5849, 90, 70, 0.5},   MolecularBand{6160, 100, 90, 0.55}, MolecularBand{6653, 150, 60, 0.5},
    MolecularBand{7056, 70, 150, 0.85}, MolecularBand{7591, 60, 200, 0.55}, MolecularBand{8208, 60, 80, 0.15},
    MolecularBand{8434, 60, 130, 0.25}, MolecularBand{8861, 60, 100, 0.2}};
constexpr std::array<std::pair<double, double>, 5> oxideHaze{{{6200, 0.65}, {6540, 0.42}, {7050, 0.25}, {7540, 0.05}, {7700, 0}}};
constexpr std::array vanadiumOxide{MolecularBand{7336, 120, 50, 0.35}, MolecularBand{7853, 90, 50, 0.5}};
/// Their heads look blueward.
constexpr std::array calciumHydride{MolecularBand{6392, 40, -15, 0.3}, MolecularBand{6990, 180, -80, 0.45}};
constexpr std::array magnesiumHydride{MolecularBand{5212, 50, -130, 1}, MolecularBand{4845, 20, -50, 0.3}};

/// Optical depth of the crowd of weak lines at 5000 K: the 4000 Å break and the fall into the ultraviolet.
constexpr std::array<std::pair<double, double>, 16> crowd{{{2000, 4.2},
                                                           {2400, 3.4},
                                                           {2600, 2.7},
                                                           {2660, 2.0},
                                                           {2880, 1.75},
                                                           {2950, 1.2},
                                                           {3200, 0.80},
                                                           {3600, 0.66},
                                                           {3850, 0.62},
                                                           {3960, 0.48},
                                                           {4010, 0.26},
                                                           {4380, 0.27},
                                                           {4530, 0.13},
                                                           {5000, 0.07},
                                                           {5500, 0.035},
                                                           {6500, 0}}};

double widthAt(const MetalLine& line, double temperature) {
    if (temperature > 6000)
        return line.at6000 * std::pow(6000 / temperature, 4.5);
    const double cooler = std::min((6000 / temperature - 1) / (6000.0 / 4500 - 1), 1.5);
    return line.at6000 * std::pow(line.at4500 / line.at6000, cooler);
}

double crowdAt(double temperature) {
    return temperature > 6000 ? 0.55 * std::pow(6000 / temperature, 5) : std::min(0.55 + 0.45 * (6000 - temperature) / 1000, 1.4);
}

/// Of Hδ, in units of the strongest, at 9000 K.
double balmerStrength(double temperature) {
    const double off = std::log(temperature / 9000);
    return off < 0 ? std::exp(-std::pow(off / 0.322, 2)) : 1 / (1 + std::pow(off / 0.55, 2));
}

template <typename Lines>
void addMetals(std::span<double> depth, const Wavelengths& at, const Lines& lines, const Atmosphere& star, double strength) {
    for (const auto& line : lines) {
        const double seen = seenSigma(line.wavelength, star.dispersion);
        addGaussian(depth, at, line.wavelength, std::hypot(line.sigma, seen), strength * widthAt(line, star.temperature));
    }
}

constexpr double headSigma = 7; // Å: a head is of several

template <typename Bands>
void addBands(std::span<double> depth, const Wavelengths& at, const Bands& bands, double strength, double dispersion) {
    if (strength > 0)
        for (const auto& band : bands)
            addBand(depth, at, band, strength, std::hypot(headSigma, seenSigma(band.head, dispersion)));
}

/// The bands of the cool: oxides grow from type K7 on and are gone into dust in type L, where potassium is wide; the hydrides are those of
/// dwarfs.
void addMolecules(std::span<double> depth, const Wavelengths& at, const Atmosphere& star) {
    const double temperature = star.temperature, dwarf = 1 - 0.7 * star.giant;
    const double gas = std::clamp((temperature - 1900) / 400, 0.0, 1.0);
    const double oxides = std::clamp((4050 - temperature) / 950, 0.0, 1.8) * gas;
    for (std::size_t pixel = 0; oxides > 0 && pixel < at.size(); ++pixel)
        depth[pixel] += oxides * interpolate(oxideHaze, at[pixel]);
    addBands(depth, at, titaniumOxide, oxides * std::sqrt(star.metals), star.dispersion);
    addBands(depth, at, vanadiumOxide, std::clamp((3000 - temperature) / 500, 0.0, 1.2) * gas, star.dispersion);
    addBands(depth, at, calciumHydride, dwarf * std::min(oxides, 1.3), star.dispersion);
    const double hydride = 0.55 * std::exp(-std::pow((temperature - 4150) / 650, 2));
    addBands(depth, at, magnesiumHydride, dwarf * hydride * std::sqrt(star.metals), star.dispersion);
    if (temperature < 2600)
        addLorentzian(depth, at, 7684, 45, 2.5 * (2600 - temperature) / 500);
}

/// Lines of neutral and ionised helium, and of silicon and magnesium, in stars of types O and B.
void addHotLines(std::span<double> depth, const Wavelengths& at, double temperature) {
    const double neutral = std::exp(-std::pow(std::log(temperature / 20'000) / 0.4, 2));
    const double ionised = 1 / (1 + std::exp((33'000 - temperature) / 2500));
    for (const double line : {3889.7, 4027.3, 4144.9, 4389.2, 4472.7, 4714.5, 4923.3, 5017.1, 5877.2, 6680.0, 7067.1})
        addGaussian(depth, at, line, 3, 1.1 * neutral);
    for (const double line : {4201.0, 4542.9, 4687.0, 5413.0})
        addGaussian(depth, at, line, 3, 1.0 * ionised);
    addGaussian(depth, at, 4482.4, 2, 0.5 * std::exp(-std::pow(std::log(temperature / 10'000) / 0.3, 2)));
}

/// Beyond the limit of the series the gas is opaque; lines that run into each other begin it.
void addBalmerJump(std::span<double> depth, const Wavelengths& at, double strength) {
    constexpr double limit = 3690, width = 25;
    for (std::size_t pixel = 0; pixel < at.size() && at[pixel] < limit + 4 * width; ++pixel)
        depth[pixel] += 0.9 * strength / (1 + std::exp((at[pixel] - limit) / width));
}

} // namespace

double seenSigma(double wavelength, double kilometres) {
    return wavelength * std::hypot(kilometres, spectrographSigma) / lightSpeed;
}

void addBalmer(std::span<double> depth, const Wavelengths& at, double equivalentWidth, double halfWidth, double dispersion,
               double fading) {
    constexpr std::array<std::pair<double, double>, 13> series{{{6564.61, 0.8},
                                                                {4862.68, 1.0},
                                                                {4341.68, 1.05},
                                                                {4102.89, 1.0},
                                                                {3971.20, 0.9},
                                                                {3890.15, 0.8},
                                                                {3836.47, 0.7},
                                                                {3798.98, 0.55},
                                                                {3771.70, 0.4},
                                                                {3751.22, 0.3},
                                                                {3735.43, 0.22},
                                                                {3723.00, 0.15},
                                                                {3712.97, 0.1}}};
    double faded = 1;
    for (std::size_t line = 0; line < series.size(); ++line) {
        const auto& [wavelength, strength] = series[line];
        faded *= line > 3 ? fading : 1;
        const double half = std::hypot(halfWidth, 1.18 * seenSigma(wavelength, dispersion));
        addLorentzian(depth, at, wavelength, half, equivalentWidth * strength * faded / (std::numbers::pi * half));
    }
}

Light stellarLight(const Wavelengths& at, const Atmosphere& star) {
    const double temperature = star.temperature;
    const double balmer = balmerStrength(temperature);
    const double colourTemperature = temperature * (1 + 0.45 * std::exp(-std::pow((temperature - 9500) / 2200, 2)));
    const double crowdedness = crowdAt(temperature) * star.metals;
    Light light(at.size());
    std::vector<double> depth(at.size());
    for (std::size_t pixel = 0; pixel < at.size(); ++pixel) {
        light[pixel] = planck(at[pixel], colourTemperature);
        depth[pixel] = crowdedness * interpolate(crowd, at[pixel]);
    }
    addBalmer(depth, at, 14 * balmer, 1 + 4.5 * balmer, star.dispersion);
    addBalmerJump(depth, at, balmer);
    for (const double paschen : {8547.7, 8600.8, 8667.4, 8752.9, 8865.2, 9017.4, 9231.5})
        addLorentzian(depth, at, paschen, 7, 0.22 * balmer * balmer);
    addMetals(depth, at, metalLines, star, star.metals);
    addMetals(depth, at, dwarfLines, star, star.metals * (1 - 0.45 * star.giant) * (temperature < 4300 ? 1.6 : 1));
    if (temperature > 9000)
        addHotLines(depth, at, temperature);
    addMolecules(depth, at, star);
    absorb(light, depth);
    return light;
}

} // namespace iic
