#include "sim/Populations.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace iic {

namespace {

/// One component of a mixture in (W1−W2, W2−W3).
struct ColourCloud {
    double share, w1w2, w1w2Deviation, w2w3, w2w3Deviation, correlation;
};

// Stars: the core and the tails of 1991 SDSS spectroscopic stars at W1 13–14 (percentiles 2…98 of W1−W2: −0.11 −0.06
// −0.03 0.03 0.18) and, for W2−W3, of 212 X-ray-selected low-mass stars with errors below 0.04, 0.06 and 0.15 mag
// (−0.17 0.01 0.07 0.17 1.68); the catalogs' photometric scatter at fainter magnitudes is not intrinsic and is left out.
// X-ray selection favours active stars, hence the small share of the cloud with infrared excess.
constexpr std::array<ColourCloud, 3> starClouds{
    {{0.82, -0.025, 0.045, 0.07, 0.09, 0.1}, {0.14, 0.060, 0.110, 0.10, 0.18, 0.1}, {0.04, 0.080, 0.150, 0.90, 0.60, 0.2}}};

// Quasars: W1−W2 of 1842 SDSS spectroscopic quasars (median 1.10, 16–84 % 0.81–1.33, 2 % 0.41) and W2−W3 of 365
// X-ray-selected AGN with good photometry (median 3.04, 16–84 % 2.64–3.44, correlation 0.13). The low-redshift,
// host-dominated AGN of the X-ray sample make the bluer cloud.
constexpr std::array<ColourCloud, 2> quasarClouds{
    {{0.80, 1.140, 0.200, 3.05, 0.36, 0.10}, {0.20, 0.720, 0.230, 3.00, 0.50, 0.20}}};

// Galaxies: early types and spirals in the mean proportions of a magnitude-limited sample at 3.4 µm. The 38 hosts of
// fast radio bursts, nearly all star-forming, have medians 0.18 and 3.25, those of the spiral cloud.
constexpr ColourCloud earlyCloud{0.40, 0.10, 0.10, 1.00, 0.60, 0.2};
constexpr ColourCloud spiralCloud{0.60, 0.25, 0.15, 3.20, 0.70, 0.2};

/// Slopes of log10 N per magnitude at W1, and the magnitude before which the class is not seen.
struct Counts {
    double slope, brightest;
};
constexpr std::array<Counts, 3> counts{{{0.28, 0.0}, {0.42, 9.0}, {0.50, 12.0}}};

double drawMagnitude(SourceClass sourceClass, const SimulationOptions& options, Random& random) {
    const auto& law = counts[static_cast<std::size_t>(sourceClass)];
    const double bright = std::min(std::max(options.brightestW1, law.brightest), options.faintestW1);
    const double low = std::pow(10.0, law.slope * (bright - options.faintestW1));
    return options.faintestW1 + std::log10(low + random.uniform() * (1 - low)) / law.slope;
}

template <typename Clouds> const ColourCloud& chooseCloud(const Clouds& clouds, Random& random) {
    double left = random.uniform();
    for (const auto& cloud : clouds)
        if ((left -= cloud.share) < 0)
            return cloud;
    return clouds.back();
}

void drawColours(TrueSource& source, const ColourCloud& cloud, double w3w4, double w3w4Deviation, Random& random) {
    const double first = random.normal(), second = random.normal();
    const double w1w2 = cloud.w1w2 + cloud.w1w2Deviation * first;
    const double along = cloud.correlation * first + std::sqrt(1 - cloud.correlation * cloud.correlation) * second;
    const double w2w3 = cloud.w2w3 + cloud.w2w3Deviation * along;
    source.magnitude[1] = source.magnitude[0] - w1w2;
    source.magnitude[2] = source.magnitude[1] - w2w3;
    source.magnitude[3] = source.magnitude[2] - random.normal(w3w4, w3w4Deviation);
}

// Half-light radius by luminosity: Shen et al. 2003 (MNRAS 343, 978), r band, eq. 14 (early types, a = 0.60,
// b = −4.63) and eqs. 15–16 (late types, α = 0.26, β = 0.51, γ = −1.71, M0 = −20.91; σ1 = 0.45, σ2 = 0.27 in ln R).
double halfLightKiloparsec(double absoluteR, bool early, Random& random) {
    const double bright = std::pow(10.0, -0.4 * (absoluteR + 20.91));
    const double logRadius =
        early ? -0.4 * 0.60 * absoluteR - 4.63 : -0.4 * 0.26 * absoluteR + (0.51 - 0.26) * std::log10(1 + bright) - 1.71;
    const double scatter = 0.27 + (0.45 - 0.27) / (1 + bright * bright);
    return std::pow(10.0, logRadius) * std::exp(scatter * random.normal());
}

/// Luminosity distance in Mpc → redshift, to second order in z (H0 = 70 km/s/Mpc, q0 = −0.55).
double redshiftAt(double luminosityDistance) {
    const double hubbleDistance = 299'792.458 / 70.0;
    const double x = luminosityDistance / hubbleDistance;
    return (std::sqrt(1 + 4 * 0.775 * x) - 1) / (2 * 0.775);
}

/// A magnitude-limited sample is dominated by galaxies near M*: M(W1) = −24.1 ± 0.9 (Vega), and r − W1 = 2.8.
void drawShape(TrueSource& source, Random& random) {
    const double absoluteW1 = std::clamp(random.normal(-24.1, 0.9), -26.5, -20.0);
    const double distance = std::pow(10.0, (source.magnitude[0] - absoluteW1 - 25) / 5);
    source.redshift = redshiftAt(distance);
    const double angular = distance / ((1 + source.redshift) * (1 + source.redshift)); // Mpc
    const double radius = halfLightKiloparsec(absoluteW1 + 2.8, source.spheroid, random);
    source.halfLightRadius = std::min(radius / (angular * 1000) * 180 / std::numbers::pi * 3600, 60.0);
    const double flattest = source.spheroid ? 0.5 : 0.15;
    source.axisRatio = random.uniform(flattest, 1.0);
    source.positionAngle = random.uniform(0, std::numbers::pi);
}

TrueSource drawSource(SourceClass sourceClass, const SimulationOptions& options, Random& random) {
    TrueSource source;
    source.sourceClass = sourceClass;
    source.pixel = {random.uniform(0, options.side) - 0.5, random.uniform(0, options.side) - 0.5};
    source.magnitude[0] = drawMagnitude(sourceClass, options, random);
    if (sourceClass == SourceClass::Star) {
        drawColours(source, chooseCloud(starClouds, random), 0.1, 0.2, random);
    } else if (sourceClass == SourceClass::Quasar) {
        drawColours(source, chooseCloud(quasarClouds, random), 2.4, 0.4, random);
    } else {
        source.spheroid = random.uniform() < earlyCloud.share;
        drawColours(source, source.spheroid ? earlyCloud : spiralCloud, source.spheroid ? 1.0 : 2.1, 0.5, random);
        drawShape(source, random);
    }
    for (auto& wobble : source.wobble)
        wobble = {random.normal(0, 0.006), random.normal(0, 0.008), random.normal(0, 0.008)};
    return source;
}

// Below the limit the counts of stars and galaxies together rise by about 0.30 a magnitude (Fazio et al. 2004,
// ApJS 154, 39, at 3.6 µm); two magnitudes of it hold the light that still stands out from the noise.
constexpr double unresolvedSlope = 0.30;
constexpr double unresolvedDepth = 2.0;
constexpr ColourCloud unresolvedCloud{1.0, 0.25, 0.30, 2.0, 1.0, 0.0};

} // namespace

std::vector<TrueSource> drawUnresolved(const SimulationOptions& options, double richness, Random& random) {
    const double growth = std::pow(10.0, unresolvedSlope * unresolvedDepth) - 1;
    const auto count =
        static_cast<std::size_t>(std::lround(growth * richness * options.unresolvedOf.value_or(options.sourceCount)));
    std::vector<TrueSource> sources(count);
    for (auto& source : sources) {
        source.pixel = {random.uniform(0, options.side) - 0.5, random.uniform(0, options.side) - 0.5};
        source.magnitude[0] = options.faintestW1 + std::log10(1 + random.uniform() * growth) / unresolvedSlope;
        drawColours(source, unresolvedCloud, 2.0, 0.5, random);
    }
    return sources;
}

std::vector<TrueSource> drawSources(const SimulationOptions& options, Random& random) {
    const auto shares = options.balanced ? std::array<double, 3>{1, 1, 1} : options.classShares;
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    std::vector<TrueSource> sources;
    sources.reserve(static_cast<std::size_t>(options.sourceCount));
    for (int number = 0; number < options.sourceCount; ++number) {
        const double where = random.uniform() * total;
        const auto sourceClass = where < shares[0]               ? SourceClass::Star
                                 : where < shares[0] + shares[1] ? SourceClass::Galaxy
                                                                 : SourceClass::Quasar;
        sources.push_back(drawSource(sourceClass, options, random));
    }
    return sources;
}

} // namespace iic
