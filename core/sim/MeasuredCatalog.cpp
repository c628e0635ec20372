#include "sim/MeasuredCatalog.h"

#include "sim/PointSpread.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <numeric>

namespace iic {

namespace {

constexpr double beam = 6.0 / 1.375; // pixels within which the Atlas does not part two sources
constexpr double listingThreshold = 5.0; // SNR in W1
constexpr double limitThreshold = 2.0;
constexpr double magnitudePerSnr = 2.5 / 2.302585092994046;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

struct Measurement {
    double magnitude, error, snr;
};

double fluxOf(double magnitude) { return std::pow(10.0, -0.4 * magnitude); }

/// Noise of the depth and, for bright sources, a floor of 2 % (the catalog's zero-point and PSF errors).
Measurement measure(double magnitude, Band band, double sky, Random& random) {
    const double flux = fluxOf(magnitude);
    const double skyNoise = sky * fluxOf(backgrounds[static_cast<std::size_t>(band)].faintestFiveSigma) / 5;
    const double noise = std::hypot(skyNoise, 0.02 * flux);
    const double measured = flux + noise * random.normal();
    const double snr = measured / noise;
    if (snr < limitThreshold)
        return {-2.5 * std::log10(std::max(measured, 0.0) + limitThreshold * noise), nothing, std::max(snr, 0.0)};
    return {-2.5 * std::log10(measured), magnitudePerSnr / snr, snr};
}

/// Indices of sources with none brighter in the beam, in order of brightness.
std::vector<std::size_t> resolved(const std::vector<TrueSource>& sources) {
    std::vector<std::size_t> order(sources.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sources[a].magnitude[0] < sources[b].magnitude[0]; });
    std::map<std::pair<int, int>, std::vector<std::size_t>> cells;
    const auto cell = [](const PixelCoord& p) {
        return std::pair(static_cast<int>(std::floor(p.x / beam)), static_cast<int>(std::floor(p.y / beam)));
    };
    std::vector<std::size_t> kept;
    for (const auto candidate : order) {
        const auto& at = sources[candidate].pixel;
        const auto [column, row] = cell(at);
        bool hidden = false;
        for (int dy = -1; dy <= 1 && !hidden; ++dy)
            for (int dx = -1; dx <= 1 && !hidden; ++dx)
                if (const auto near = cells.find({column + dx, row + dy}); near != cells.end())
                    hidden = std::any_of(near->second.begin(), near->second.end(), [&](std::size_t other) {
                        return std::hypot(sources[other].pixel.x - at.x, sources[other].pixel.y - at.y) < beam;
                    });
        if (hidden)
            continue;
        cells[{column, row}].push_back(candidate);
        kept.push_back(candidate);
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

char quality(double snr) { return snr >= 10 ? 'A' : snr >= 3 ? 'B' : snr >= limitThreshold ? 'C' : 'U'; }

} // namespace

SkyTables listSources(const std::vector<TrueSource>& sources, const WorldCoordinates& wcs, int side, double noise,
                      Random& random) {
    Texts names, qualities, flags, classes;
    Integers extended;
    Reals rightAscensions, declinations, trueRightAscensions, trueDeclinations, radii, redshifts;
    std::array<Reals, bandCount> magnitudes, errors, snrs, trueMagnitudes;
    for (const auto number : resolved(sources)) {
        const auto& source = sources[number];
        std::array<Measurement, bandCount> measured;
        for (const auto band : allBands)
            measured[static_cast<std::size_t>(band)] =
                measure(source.magnitude[static_cast<std::size_t>(band)], band, noise, random);
        // Centroids are good to the beam over twice the SNR, and to 0.05″ at best.
        const double jitter = std::hypot(0.05, 4.0 / std::max(measured[0].snr, 1.0)) / 1.375;
        const PixelCoord found{source.pixel.x + jitter * random.normal(), source.pixel.y + jitter * random.normal()};
        const auto position = wcs.toSky(found), truth = wcs.toSky(source.pixel);
        const bool onTile = found.x > -0.5 && found.y > -0.5 && found.x < side - 0.5 && found.y < side - 0.5;
        if (measured[0].snr < listingThreshold || !onTile || !position || !truth)
            continue;
        names.push_back(designation(*position));
        rightAscensions.push_back(position->rightAscension);
        declinations.push_back(position->declination);
        trueRightAscensions.push_back(truth->rightAscension);
        trueDeclinations.push_back(truth->declination);
        classes.emplace_back(className(source.sourceClass));
        radii.push_back(source.halfLightRadius);
        redshifts.push_back(source.sourceClass == SourceClass::Galaxy ? source.redshift : nothing);
        extended.push_back(source.halfLightRadius > 5 ? 1 : 0);
        flags.emplace_back("0000");
        std::string letters;
        for (std::size_t band = 0; band < bandCount; ++band) {
            magnitudes[band].push_back(std::round(measured[band].magnitude * 1000) / 1000);
            errors[band].push_back(std::round(measured[band].error * 1000) / 1000);
            snrs[band].push_back(std::round(measured[band].snr * 10) / 10);
            trueMagnitudes[band].push_back(std::round(source.magnitude[band] * 10000) / 10000);
            letters += quality(measured[band].snr);
        }
        qualities.push_back(letters);
    }

    SkyTables tables;
    tables.catalog.comments = {"Simulated by IICnet Studio; not observations"};
    tables.catalog.add(textColumn("designation", names));
    tables.catalog.add(realColumn("ra", "deg", rightAscensions));
    tables.catalog.add(realColumn("dec", "deg", declinations));
    for (std::size_t band = 0; band < bandCount; ++band) {
        const auto prefix = fmt::format("w{}", band + 1);
        tables.catalog.add(realColumn(prefix + "mpro", "mag", magnitudes[band]));
        tables.catalog.add(realColumn(prefix + "sigmpro", "mag", errors[band]));
        tables.catalog.add(realColumn(prefix + "snr", "", snrs[band]));
    }
    tables.catalog.add(textColumn("cc_flags", flags));
    tables.catalog.add(integerColumn("ext_flg", "", extended));
    tables.catalog.add(textColumn("ph_qual", qualities));

    tables.truth.comments = tables.catalog.comments;
    tables.truth.add(textColumn("designation", names));
    tables.truth.add(realColumn("ra", "deg", trueRightAscensions));
    tables.truth.add(realColumn("dec", "deg", trueDeclinations));
    tables.truth.add(textColumn("class", classes));
    for (std::size_t band = 0; band < bandCount; ++band)
        tables.truth.add(realColumn(fmt::format("w{}mag", band + 1), "mag", trueMagnitudes[band]));
    tables.truth.add(realColumn("half_light_radius", "arcsec", radii));
    tables.truth.add(realColumn("redshift", "", redshifts));
    return tables;
}

} // namespace iic
