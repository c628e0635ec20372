#include "TestSupport.h"
#include "catalog/TableFile.h"
#include "imaging/Detection.h"
#include "sim/SimulatedSky.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace iic;

namespace {

NoProgress quiet;

SimulatedSky simulate(const SimulationOptions& options) { return simulateSky(options, quiet, {}).value(); }

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

SimulationOptions onlyOf(SourceClass sourceClass, double brightest, double faintest, int count) {
    SimulationOptions options;
    options.side = 600;
    options.sourceCount = count;
    options.classShares = {};
    options.classShares[static_cast<std::size_t>(sourceClass)] = 1;
    options.brightestW1 = brightest;
    options.faintestW1 = faintest;
    return options;
}

struct Truth {
    SkyCoord position;
    PixelCoord pixel;
    double w1, halfLightRadius;
};

std::vector<Truth> truthOf(const SimulatedSky& sky) {
    const auto cell = [&](const char* name, std::size_t row) { return sky.truth.find(name)->number(row).value(); };
    std::vector<Truth> truth;
    for (std::size_t row = 0; row < sky.truth.rowCount(); ++row) {
        const SkyCoord position{cell("ra", row), cell("dec", row)};
        truth.push_back(
            {position, sky.tile.reference().wcs.toPixel(position).value(), cell("w1mag", row), cell("half_light_radius", row)});
    }
    return truth;
}

/// Those with nothing listed within 25 pixels, the edge included.
std::vector<Truth> isolated(const SimulatedSky& sky) {
    const auto all = truthOf(sky);
    const double last = sky.tile.reference().pixels.width() - 26;
    std::vector<Truth> alone;
    for (const auto& source : all) {
        const auto& at = source.pixel;
        const auto near = std::ranges::count_if(
            all, [&](const Truth& other) { return std::hypot(other.pixel.x - at.x, other.pixel.y - at.y) < 25; });
        if (near == 1 && at.x > 25 && at.y > 25 && at.x < last && at.y < last)
            alone.push_back(source);
    }
    return alone;
}

double medianConcentration(const SimulatedSky& sky, double smallestRadius) {
    std::vector<double> values;
    for (const auto& source : isolated(sky))
        if (source.halfLightRadius >= smallestRadius)
            values.push_back(measureAt(sky.tile, source.position).value().concentration);
    return values.size() < 5 ? std::nan("") : median(values);
}

/// Square of the scatter of the differences of pixels `lag` apart in x, from their quartiles.
double scatterAt(const FloatImage& image, int lag) {
    std::vector<double> differences;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x + lag < image.width(); ++x)
            differences.push_back(static_cast<double>(image.at(x + lag, y)) - image.at(x, y));
    std::ranges::sort(differences);
    const double width = (differences[differences.size() * 3 / 4] - differences[differences.size() / 4]) / 1.349;
    return width * width;
}

/// Fourth differences along both axes in units of what white noise of rms 1 gives: what changes from pixel to pixel.
std::vector<double> fineStructure(const FloatImage& image) {
    constexpr std::array<double, 5> weight{1, -4, 6, -4, 1};
    constexpr double ofWhiteNoise = 70;
    std::vector<double> found;
    for (int y = 2; y < image.height() - 2; ++y)
        for (int x = 2; x < image.width() - 2; ++x) {
            double sum = 0;
            for (int dy = -2; dy <= 2; ++dy)
                for (int dx = -2; dx <= 2; ++dx)
                    sum += weight[static_cast<std::size_t>(dx + 2)] * weight[static_cast<std::size_t>(dy + 2)] *
                           static_cast<double>(image.at(x + dx, y + dy));
            found.push_back(std::abs(sum) / ofWhiteNoise);
        }
    return found;
}

double finest(const FloatImage& image) {
    auto found = fineStructure(image);
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
    std::nth_element(found.begin(), middle, found.end());
    return *middle / 0.6745;
}

double sharpestIn(const FloatImage& image) {
    const auto found = fineStructure(image);
    return *std::max_element(found.begin(), found.end());
}

/// Correlation of the noise of pixels `lag` apart, free of slow gradients: far apart there is none.
double correlation(const FloatImage& image, int lag) { return 1 - scatterAt(image, lag) / scatterAt(image, 25); }

float spreadAbout(const FloatImage& image, const PixelCoord& centre) {
    float low = HUGE_VALF, high = -HUGE_VALF;
    for (int dy = -2; dy <= 2; ++dy)
        for (int dx = -2; dx <= 2; ++dx) {
            const float value =
                image.at(static_cast<int>(std::lround(centre.x)) + dx, static_cast<int>(std::lround(centre.y)) + dy);
            low = std::min(low, value);
            high = std::max(high, value);
        }
    return high - low;
}

float peakOf(const FloatImage& image, const PixelCoord& centre) {
    return image.at(static_cast<int>(std::lround(centre.x)), static_cast<int>(std::lround(centre.y)));
}

/// Median W1−W2 and W2−W3 of what lies redward of W2−W3 = 2, where spirals are and early types are not.
std::pair<double, double> spiralColours(const std::vector<std::array<double, 3>>& magnitudes) {
    std::vector<double> first, second;
    for (const auto& [w1, w2, w3] : magnitudes)
        if (w2 - w3 > 2) {
            first.push_back(w1 - w2);
            second.push_back(w2 - w3);
        }
    return {median(first), median(second)};
}

} // namespace

class TestSimulatedLight : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void measuredMagnitudesAreTheTrueOnes() {
        const auto sky = simulate(onlyOf(SourceClass::Star, 8.6, 12, 40));
        std::vector<double> differences;
        for (const auto& star : isolated(sky))
            differences.push_back(measureAt(sky.tile, star.position).value().bands[0].correctedMagnitude - star.w1);
        QVERIFY2(differences.size() >= 10, qPrintable(QString::number(differences.size())));
        QVERIFY2(std::abs(median(differences)) < 0.05, qPrintable(QString::number(median(differences))));
        for (double& difference : differences)
            difference = std::abs(difference);
        QVERIFY2(median(differences) < 0.05, qPrintable(QString::number(median(differences))));
    }

    void starsAreAsConcentratedAsThoseOfTheAtlas() {
        std::vector<double> tiles;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            auto options = onlyOf(SourceClass::Star, 8.6, 12, 40);
            options.seed = seed;
            tiles.push_back(medianConcentration(simulate(options), 0));
            QVERIFY2(tiles.back() > 0.42 && tiles.back() < 0.52, qPrintable(QString::number(tiles.back())));
        }
        QVERIFY2(median(tiles) > 0.44 && median(tiles) < 0.50, qPrintable(QString::number(median(tiles))));

        const double galaxies = medianConcentration(simulate(onlyOf(SourceClass::Galaxy, 9, 11, 40)), 8);
        QVERIFY2(galaxies < 0.40, qPrintable(QString::number(galaxies)));
    }

    void brightStarsAreFlatInTheMiddle() {
        const auto saturated = simulate(onlyOf(SourceClass::Star, 3, 5, 12));
        const auto& image = saturated.tile.band(Band::W1)->pixels;
        const auto stars = isolated(saturated);
        QVERIFY(stars.size() >= 2);
        const float level = peakOf(image, stars.front().pixel);
        for (const auto& star : stars) {
            QVERIFY2(spreadAbout(image, star.pixel) < 0.02F * level, qPrintable(QString::number(spreadAbout(image, star.pixel))));
            QVERIFY(std::abs(peakOf(image, star.pixel) / level - 1) < 0.02F);
        }

        const auto fainter = simulate(onlyOf(SourceClass::Star, 8.6, 10, 12));
        const auto peaked = isolated(fainter);
        QVERIFY(peaked.size() >= 2);
        for (const auto& star : peaked) {
            const auto& pixels = fainter.tile.band(Band::W1)->pixels;
            QVERIFY(peakOf(pixels, star.pixel) < level);
            QVERIFY(spreadAbout(pixels, star.pixel) > 0.2F * peakOf(pixels, star.pixel));
        }
    }

    void upperLimitsGrowMoreCommonWithMagnitude() {
        const auto sky = simulate(onlyOf(SourceClass::Star, 9, 17, 1500));
        const auto catalog = Catalog::fromTable(sky.catalog, "simulated");
        QVERIFY(catalog);
        for (const Band band : {Band::W3, Band::W4}) {
            std::array<double, 3> sources{}, limits{};
            for (std::size_t row = 0; row < catalog->size(); ++row) {
                const double w1 = catalog->magnitude(row, Band::W1).value();
                const std::size_t bin = w1 < 12 ? 0 : w1 < 14 ? 1 : 2;
                const bool isLimit = !catalog->magnitudeError(row, band);
                ++sources[bin];
                limits[bin] += isLimit;
                QVERIFY(catalog->magnitude(row, band));
                const double snr = catalog->signalToNoise(row, band).value(); // one decimal is written
                QVERIFY(isLimit ? snr <= 2 : snr >= 2);
                QCOMPARE(catalog->text(row, Role::PhotometricQuality)[static_cast<std::size_t>(band)] == 'U', isLimit);
            }
            QVERIFY(sources[0] > 20);
            const double bright = limits[0] / sources[0], middle = limits[1] / sources[1], faint = limits[2] / sources[2];
            const double byChance = 0.05; // noise alone passes 2 σ in one source of 44, and a bin holds about a hundred
            QVERIFY2(bright < middle && bright < faint && middle < faint + byChance && faint > 0.9,
                     qPrintable(QString("%1 %2 %3").arg(bright).arg(middle).arg(faint)));
        }
        for (std::size_t row = 0; row < catalog->size(); ++row)
            QVERIFY(catalog->magnitudeError(row, Band::W1));
    }

    void noiseIsThatOfTheAtlas() {
        SimulationOptions options;
        options.side = 400;
        options.sourceCount = 0;
        const auto sky = simulate(options);
        const std::array noise{0.050, 0.060, 0.41, 0.043};
        for (const Band band : allBands) {
            const auto& image = sky.tile.band(band)->pixels;
            QVERIFY2(correlation(image, 1) > 0.9, qPrintable(QString::number(correlation(image, 1))));
            QVERIFY2(std::abs(correlation(image, 14)) < 0.15, qPrintable(QString::number(correlation(image, 14))));
            const double rms = std::sqrt(scatterAt(image, 25) / 2) / noise[static_cast<std::size_t>(band)];
            QVERIFY2(rms > 0.7 && rms < 1.45, qPrintable(QString::number(rms)));
        }
    }

    void pixelsAreCorrelatedLikeThoseOfARealField() {
        IIC_REQUIRE_REAL_DATA(data);
        const auto real = readFitsImage(data / "allwise" / "2010ai" / "WISE_W3.fits");
        QVERIFY(real);
        SimulationOptions options;
        options.side = 400;
        options.sourceCount = 382; // as dense as a whole tile by default
        const auto sky = simulate(options);
        for (const int lag : {1, 2, 4}) {
            const double there = correlation(real->pixels, lag), here = correlation(sky.tile.band(Band::W3)->pixels, lag);
            QVERIFY2(std::abs(there - here) < 0.08,
                     qPrintable(QString("%1 px: %2 there, %3 here").arg(lag).arg(there).arg(here)));
        }
    }

    void theFinestStructureIsNoneOfTheSources() {
        IIC_REQUIRE_REAL_DATA(data);
        SimulationOptions options;
        options.side = 400;
        options.sourceCount = 0;
        const auto empty = simulate(options);
        for (const Band band : allBands) {
            const auto real = readFitsImage(data / "allwise" / "2010ai" / ("WISE_" + std::string(bandName(band)) + ".fits"));
            QVERIFY(real);
            const double there = finest(real->pixels), here = finest(empty.tile.band(band)->pixels);
            QVERIFY2(here > 0.5 * there && here < 10 * there, qPrintable(QString("%1 there, %2 here").arg(there).arg(here)));
        }
    }

    void aStarHasNoSharpCore() {
        const auto sky = simulate(onlyOf(SourceClass::Star, 9, 9.5, 1));
        const auto& pixels = sky.tile.band(Band::W1)->pixels.pixels();
        const double peak = *std::max_element(pixels.begin(), pixels.end());
        const double sharpest = sharpestIn(sky.tile.band(Band::W1)->pixels);
        QVERIFY2(sharpest < 2e-3 * peak, qPrintable(QString("%1 of %2").arg(sharpest).arg(peak)));
    }

    void spiralsHaveTheColoursOfRealOnes() {
        IIC_REQUIRE_REAL_DATA(data);
        const auto table = readTable(data / "catalogs" / "frb_hosts_galaxies.csv");
        QVERIFY(table);
        std::vector<std::array<double, 3>> hosts;
        for (std::size_t row = 0; row < table->rowCount(); ++row) {
            const auto cell = [&](const char* name) { return table->find(name)->number(row).value(); };
            if (cell("w3sig") < 999 && cell("w2sig") < 999) // 999: an upper limit
                hosts.push_back({cell("w1mpro_vega"), cell("w2mpro_vega"), cell("w3mpro_vega")});
        }
        QVERIFY(hosts.size() > 20);

        const auto sky = simulate(onlyOf(SourceClass::Galaxy, 12, 15, 700));
        std::vector<std::array<double, 3>> galaxies;
        for (std::size_t row = 0; row < sky.truth.rowCount(); ++row) {
            const auto cell = [&](const char* name) { return sky.truth.find(name)->number(row).value(); };
            galaxies.push_back({cell("w1mag"), cell("w2mag"), cell("w3mag")});
        }
        const auto [real12, real23] = spiralColours(hosts);
        const auto [simulated12, simulated23] = spiralColours(galaxies);
        QVERIFY2(std::abs(real12 - simulated12) < 0.1, qPrintable(QString("%1 %2").arg(real12).arg(simulated12)));
        QVERIFY2(std::abs(real23 - simulated23) < 0.3, qPrintable(QString("%1 %2").arg(real23).arg(simulated23)));
    }
};

IIC_CORE_TEST_MAIN(TestSimulatedLight)
#include "test_simulated_light.moc"
