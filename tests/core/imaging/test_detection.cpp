#include "TestSupport.h"
#include "TestTile.h"
#include "imaging/Detection.h"

#include <algorithm>
#include <cmath>

using namespace iic;
using namespace iic::test;

namespace {

NoProgress quiet;

struct Star {
    double x, y, magnitude;
};

/// Stars of colour 0 on noise like the Atlas's, 40 pixels apart at least.
constexpr std::array stars{Star{60.2, 60.4, 9},   Star{120.7, 60.1, 11},  Star{180.5, 60.5, 12},
                           Star{60.1, 130.6, 13}, Star{120.3, 130.2, 14}, Star{180.9, 130.8, 14.5},
                           Star{60.6, 200.3, 15}, Star{120.4, 200.7, 7},  Star{180.2, 200.1, 10}};

Tile starTile() {
    Tile tile = makeTile(261, 300);
    const std::array noise{0.15, 0.12, 0.5, 0.05};
    for (std::size_t band = 0; band < bandCount; ++band) {
        addNoise(tile.bands[band]->pixels, noise[band], 11 + band);
        for (const Star& star : stars)
            addSource(tile.bands[band]->pixels, star.x, star.y, std::pow(10, 0.4 * (atlasZeroPoint[band] - star.magnitude)));
    }
    return tile;
}

std::vector<DetectedSource> detect(const Tile& tile, const DetectionOptions& options = {}) {
    return detectSources(tile, options, quiet, {}).value();
}

const DetectedSource* nearest(const std::vector<DetectedSource>& sources, double x, double y) {
    const auto distance = [&](const DetectedSource& s) { return std::hypot(s.pixel.x - x, s.pixel.y - y); };
    const auto found =
        std::min_element(sources.begin(), sources.end(), [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
    return found != sources.end() && distance(*found) < 2 ? &*found : nullptr;
}

std::vector<Tile> realTiles(const std::filesystem::path& folder) {
    OpenTilesOptions options;
    options.paths = {folder};
    return openTiles(options, quiet, {}).value();
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

double colour(const DetectedSource& source, int first, int second) {
    return source.bands[static_cast<std::size_t>(first)].correctedMagnitude -
           source.bands[static_cast<std::size_t>(second)].correctedMagnitude;
}

} // namespace

class TestDetection : public iic::test::Test {
    Q_OBJECT
  private Q_SLOTS:
    void findsAndMeasuresEveryStar() {
        const auto sources = detect(starTile());
        QCOMPARE(sources.size(), stars.size());
        for (const Star& star : stars) {
            const DetectedSource* found = nearest(sources, star.x, star.y);
            QVERIFY(found);
            QVERIFY(std::hypot(found->pixel.x - star.x, found->pixel.y - star.y) < 0.3);
            const BandPhotometry& w1 = found->bands[0];
            // A Gaussian of 6.3 px FWHM has 8.1 % of its light outside 6 px.
            QVERIFY(std::abs(w1.rawMagnitude - star.magnitude - 0.092) < 0.05);
            QVERIFY(std::abs(w1.rawMagnitude - w1.correctedMagnitude - 0.222) < 1e-9);
            QVERIFY(w1.magnitudeError > 0 && w1.magnitudeError < 0.1);
            QVERIFY(found->concentration > 0.44 && found->concentration < 0.55);
            QCOMPARE(w1.saturated, star.magnitude < 8);
            QVERIFY(!found->atEdge);
        }
    }

    void aLopsidedSourceIsWhereItsLightPeaks() {
        Tile tile = makeTile(261, 300);
        for (std::size_t band = 0; band < bandCount; ++band) {
            FloatImage& pixels = tile.bands[band]->pixels;
            addNoise(pixels, 0.1, 31 + band);
            addSource(pixels, 130, 130, 400);
            for (int y = 0; y < pixels.height(); ++y) // a wide glow that lies to the right
                for (int x = 0; x < pixels.width(); ++x)
                    pixels.at(x, y) +=
                        static_cast<float>(5 * std::exp(-0.5 * (std::pow((x - 146) / 12.0, 2) + std::pow((y - 130) / 7.0, 2))));
        }
        QVERIFY(nearest(detect(tile), 130, 130));
    }

    void faintBandsAreUpperLimits() {
        const auto sources = detect(starTile());
        const BandPhotometry& w4 = nearest(sources, 60.6, 200.3)->bands[3]; // magnitude 15: 0.16 DN in W4
        QVERIFY(w4.signalToNoise < 2);
        QVERIFY(std::isnan(w4.magnitudeError));
        QVERIFY(std::isfinite(w4.correctedMagnitude));
        QVERIFY(w4.correctedMagnitude < 15);
    }

    void clickMeasuresAsDetectionDoes() {
        const Tile tile = starTile();
        const DetectedSource found = *nearest(detect(tile), 120.7, 60.1);
        const auto clicked = measureAt(tile, found.position);
        QVERIFY(clicked.has_value());
        QCOMPARE(clicked->bands[1].correctedMagnitude, found.bands[1].correctedMagnitude);
        const auto at = [&](double x) { return measureAt(tile, *tile.reference().wcs.toSky({x, 100})).value(); };
        QVERIFY(at(9).atEdge); // the aperture of W4 reaches 12 pixels
        QVERIFY(!at(13).atEdge);
        QVERIFY(std::abs(clicked->pixel.x - found.pixel.x) < 1e-6);
        QCOMPARE(measureAt(tile, {20, 20}).error().code, ErrorCode::NothingOnTile);
    }

    void aSlopeOfTheSkyIsNotASource() {
        Tile tile = starTile();
        for (auto& band : tile.bands)
            for (int y = 0; y < 261; ++y)
                for (int x = 0; x < 261; ++x)
                    band->pixels.at(x, y) += static_cast<float>(0.05 * x + 0.02 * y);
        const auto sources = detect(tile);
        QVERIFY(sources.size() >= stars.size() && sources.size() <= stars.size() + 1);
        QVERIFY(std::abs(nearest(sources, 180.5, 60.5)->bands[0].rawMagnitude - 12.092) < 0.05);
    }

    void uncoveredPixelsAreNeitherSearchedNorMeasured() {
        Tile tile = starTile();
        for (int y = 0; y < 261; ++y)
            for (int x = 150; x < 261; ++x)
                for (auto& band : tile.bands)
                    band->pixels.at(x, y) = NAN;
        for (const DetectedSource& source : detect(tile))
            QVERIFY(source.pixel.x < 151);
        const auto clicked = measureAt(tile, tile.reference().wcs.toSky({200, 100}).value());
        QVERIFY(std::isnan(clicked->bands[0].correctedMagnitude));
    }

    void missingBandAndMissingZeroPointLeaveNoMagnitude() {
        Tile tile = starTile();
        tile.bands[2].reset();
        tile.bands[1]->magnitudeZeroPoint.reset();
        const DetectedSource found = *nearest(detect(tile), 60.2, 60.4);
        QVERIFY(std::isnan(found.bands[1].correctedMagnitude));
        QVERIFY(found.bands[1].flux > 0);
        QVERIFY(std::isnan(found.bands[2].correctedMagnitude));
        QVERIFY(std::isfinite(found.bands[3].correctedMagnitude));
    }

    void bandsOfAnotherGridAreMeasuredThere() {
        Tile tile = starTile();
        tile.bands[3] = makeBand(131, 2.75, 0, 13.0);
        addNoise(tile.bands[3]->pixels, 0.05, 4);
        const PixelCoord place = tile.bands[3]->wcs.toPixel(tile.reference().wcs.toSky({60.2, 60.4}).value()).value();
        addSource(tile.bands[3]->pixels, place.x, place.y, std::pow(10, 0.4 * (13.0 - 6.0)), 3);
        const BandPhotometry w4 = nearest(detect(tile), 60.2, 60.4)->bands[3];
        QVERIFY(std::abs(w4.rawMagnitude - 6.0) < 0.03);
    }

    void nothingToSearchIsAnError() {
        Tile tile = makeTile(50, NAN);
        const auto result = detectSources(tile, {}, quiet, {});
        QVERIFY(!result.has_value());
        QCOMPARE(std::get<Error>(result.error()).code, ErrorCode::ImplausibleData);
        QCOMPARE(std::get<Error>(detectSources(Tile{}, {}, quiet, {}).error()).code, ErrorCode::NoImages);
    }

    void degenerateImagesGiveNoSource() {
        QVERIFY(detect(makeTile(100)).empty());
        QVERIFY(detect(makeTile(1)).empty());
        QVERIFY(detect(makeTile(3)).empty());
    }

    void stopEndsCancelled() {
        std::stop_source source;
        source.request_stop();
        const auto result = detectSources(starTile(), {}, quiet, source.get_token());
        QVERIFY(!result.has_value());
        QVERIFY(isCancelled(result.error()));
    }

    void tableHasTheColumnsOfTheCatalog() {
        const auto sources = detect(starTile());
        const Table table = detectionTable(sources);
        QCOMPARE(table.rowCount(), sources.size());
        for (const char* name :
             {"designation", "ra", "dec", "w1mpro", "w1sigmpro", "w1snr", "w1mag_raw", "w4mpro", "concentration", "flags"})
            QVERIFY2(table.find(name), name);
        std::size_t limits = 0;
        for (std::size_t row = 0; row < table.rowCount(); ++row) {
            QCOMPARE(table.find("ra")->number(row).value(), sources[row].position.rightAscension);
            limits += !table.find("w4sigmpro")->number(row);
        }
        QVERIFY(limits > 0 && limits < sources.size());
        QVERIFY(table.find("flags")->text(0) == "" || table.find("flags")->text(0).starts_with("saturated"));
    }

    void realField2010H() {
        IIC_REQUIRE_REAL_DATA(data);
        const Tile tile = std::move(realTiles(data / "allwise" / "2010H").front());
        const auto sources = detect(tile);
        QVERIFY(sources.size() >= 30);
        const auto galaxy = std::find_if(sources.begin(), sources.end(), [](const DetectedSource& s) {
            return separationArcsec(s.position, {121.6006, 1.0362}) < 2;
        });
        QVERIFY(galaxy != sources.end());
        QVERIFY(galaxy->bands[0].correctedMagnitude > 10.2 && galaxy->bands[0].correctedMagnitude < 10.9);
        QVERIFY(std::abs(colour(*galaxy, 0, 1)) < 0.15);
        QVERIFY(colour(*galaxy, 1, 2) > 1.9 && colour(*galaxy, 1, 2) < 2.7);
        QVERIFY(galaxy->concentration < 0.42);
        std::vector<double> colours;
        for (const DetectedSource& source : sources)
            if (source.concentration >= 0.44 && std::isfinite(colour(source, 0, 1)))
                colours.push_back(colour(source, 0, 1));
        QVERIFY(std::abs(median(colours)) < 0.1);
    }

    void realFieldsThatAreHard_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("fewest");
        QTest::newRow("clipped") << "allwise/2010ai" << 15;
        QTest::newRow("bulge of M31") << "allwise/m31" << 1;
        QTest::newRow("two bands") << "allwise/ngc309" << 80;
        QTest::newRow("HiPS") << "allwise/hips-2010h" << 15;
    }
    void realFieldsThatAreHard() {
        IIC_REQUIRE_REAL_DATA(data);
        QFETCH(QString, field);
        QFETCH(int, fewest);
        for (const Tile& tile : realTiles(data / field.toStdString()))
            QVERIFY(static_cast<int>(detect(tile).size()) >= fewest);
    }
};

IIC_CORE_TEST_MAIN(TestDetection)
#include "test_detection.moc"
