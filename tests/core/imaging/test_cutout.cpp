#include "TestSupport.h"
#include "TestTile.h"
#include "imaging/Cutout.h"

#include <cmath>
#include <numeric>

using namespace iic;
using namespace iic::test;

namespace {

SkyCoord skyAt(const Tile& tile, double x, double y) { return tile.reference().wcs.toSky({x, y}).value(); }

double sumOf(const FloatImage& image) { return std::accumulate(image.pixels().begin(), image.pixels().end(), 0.0); }

} // namespace

class TestCutout : public iic::test::Test {
    Q_OBJECT
  private Q_SLOTS:
    void sideFollowsFieldAndScale() {
        QCOMPARE(cutoutSide(50, 1.375), 39);
        QCOMPARE(cutoutSide(50, 2.75), 21);
        QCOMPARE(cutoutSide(50, 2.5), 21);
        QCOMPARE(cutoutSide(50, 0), 0);
        QCOMPARE(cutoutSide(50, 1e-9), 0);
    }

    void holdsThePixelsAboutTheNearest() {
        Tile tile = makeTile(101);
        FloatImage& w1 = tile.bands[0]->pixels;
        for (int y = 0; y < 101; ++y)
            for (int x = 0; x < 101; ++x)
                w1.at(x, y) = static_cast<float>(x + 1000 * y);
        const auto cutout = cutCutout(tile, skyAt(tile, 50.3, 47.8));
        QVERIFY(cutout.has_value());
        QCOMPARE(cutout->bands[0].width(), 39);
        QCOMPARE(cutout->bands[0].at(19, 19), 48050.0F);
        QCOMPARE(cutout->bands[0].at(0, 38), 67031.0F);
        QVERIFY(std::abs(cutout->offset.x - 0.3) < 1e-6);
        QVERIFY(std::abs(cutout->offset.y + 0.2) < 1e-6);
        QVERIFY(!has(cutout->flags, CutoutFlag::Edge));
        QVERIFY(!has(cutout->flags, CutoutFlag::OtherGrid));
        QVERIFY(!has(cutout->flags, CutoutFlag::Uncovered));
    }

    void tellsWhereItsCornerLiesOnEachBand() {
        Tile tile = makeTile(101);
        tile.bands[1] = makeBand(95, 1.375, 10, 19.5); // the same pixels without three at each edge
        tile.bands[2] = makeBand(51, 2.75, 10, 18.0); // another grid
        const auto cutout = cutCutout(tile, skyAt(tile, 52.4, 47.8));
        QVERIFY(cutout.has_value());
        QCOMPARE(cutout->corner[0].x, 33.0);
        QCOMPARE(cutout->corner[0].y, 29.0);
        QCOMPARE(cutout->corner[1].x, 30.0);
        QCOMPARE(cutout->corner[1].y, 26.0);
        QCOMPARE(cutout->corner[2].x, 33.0);
        QVERIFY(!cutout->regridded[1] && cutout->regridded[2]);
    }

    void isBlankBeyondTheEdge() {
        const Tile tile = makeTile(101);
        const auto cutout = cutCutout(tile, skyAt(tile, 5, 100));
        QVERIFY(cutout.has_value());
        QVERIFY(has(cutout->flags, CutoutFlag::Edge));
        QVERIFY(!has(cutout->flags, CutoutFlag::Uncovered));
        QVERIFY(std::isnan(cutout->bands[0].at(13, 19)));
        QCOMPARE(cutout->bands[0].at(14, 19), 10.0F);
        QVERIFY(std::isnan(cutout->bands[0].at(19, 20)));
    }

    void refusesAPositionOffTheTile() {
        const Tile tile = makeTile(101);
        for (const SkyCoord& position : {skyAt(tile, -1, 50), skyAt(tile, 50, 101), SkyCoord{330, -2}}) {
            const auto cutout = cutCutout(tile, position);
            QVERIFY(!cutout.has_value());
            QCOMPARE(cutout.error().code, ErrorCode::NothingOnTile);
        }
    }

    void tellsOfUncoveredPixels() {
        Tile tile = makeTile(101);
        tile.bands[1]->pixels.at(52, 50) = NAN;
        QVERIFY(has(cutCutout(tile, skyAt(tile, 50, 50))->flags, CutoutFlag::Uncovered));
        QVERIFY(!has(cutCutout(tile, skyAt(tile, 75, 75))->flags, CutoutFlag::Uncovered));
    }

    void tellsWhenNoSourceIsInTheCentre() {
        Tile tile = makeTile(201);
        addNoise(tile.bands[0]->pixels, 0.15, 3);
        addSource(tile.bands[0]->pixels, 60.4, 60.2, 60);
        QVERIFY(!has(cutCutout(tile, skyAt(tile, 60, 60))->flags, CutoutFlag::EmptyCentre));
        QVERIFY(has(cutCutout(tile, skyAt(tile, 68, 60))->flags, CutoutFlag::EmptyCentre));
        const Tile flat = makeTile(101);
        QVERIFY(has(cutCutout(flat, skyAt(flat, 50, 50))->flags, CutoutFlag::EmptyCentre));
    }

    void takesABandOfAnotherGridOntoTheReference() {
        Tile tile = makeTile(101, 0);
        tile.bands[3] = makeBand(51, 2.75, 0, 13.0);
        const SkyCoord place = skyAt(tile, 52.4, 49.2);
        const PixelCoord inW4 = tile.bands[3]->wcs.toPixel(place).value();
        addSource(tile.bands[3]->pixels, inW4.x, inW4.y, 500, 4);
        const auto cutout = cutCutout(tile, place);
        QVERIFY(has(cutout->flags, CutoutFlag::OtherGrid));
        QCOMPARE(cutout->bands[3].width(), 39);
        QVERIFY(std::abs(sumOf(cutout->bands[3]) / 500 - 1) < 0.005);
        const auto pixels = cutout->bands[3].pixels();
        const auto brightest = std::max_element(pixels.begin(), pixels.end()) - pixels.begin();
        QVERIFY(std::abs(static_cast<int>(brightest % 39) - 19) <= 1);
        QVERIFY(std::abs(static_cast<int>(brightest / 39) - 19) <= 1);
    }

    void resamplingKeepsFluxAndCentre_data() {
        QTest::addColumn<int>("side");
        for (const int side : {64, 80, 96, 128})
            QTest::addRow("%d", side) << side;
    }
    void resamplingKeepsFluxAndCentre() {
        QFETCH(int, side);
        FloatImage native(39, 39, 0);
        addSource(native, 19.4, 18.7, 1000);
        const FloatImage result = resample(native, {0.4, -0.3}, 1.375, side);
        QCOMPARE(result.width(), side);
        QVERIFY(std::abs(sumOf(result) / sumOf(native) - 1) < 0.005);
        double x = 0;
        double y = 0;
        for (int j = 0; j < side; ++j)
            for (int i = 0; i < side; ++i) {
                x += i * result.at(i, j) / sumOf(result);
                y += j * result.at(i, j) / sumOf(result);
            }
        QVERIFY(std::abs(x - (side - 1) / 2.0) < 0.02);
        QVERIFY(std::abs(y - (side - 1) / 2.0) < 0.02);
    }

    void shrinkingKeepsFlux() {
        FloatImage native(437, 437, 0);
        addSource(native, 217.3, 219.1, 1000);
        const FloatImage result = resample(native, {0, 0}, 1.375, 80, 600);
        QVERIFY2(std::abs(sumOf(result) / 1000 - 1) < 0.005, qPrintable(QString::number(sumOf(result))));
    }

    void resamplingKeepsBlanks() {
        FloatImage native(39, 39, 1);
        native.at(19, 19) = NAN;
        const FloatImage result = resample(native, {0, 0}, 1.375, 80);
        QVERIFY(std::isnan(result.at(40, 40)));
        QVERIFY(std::abs(result.at(10, 10) - 0.2066F) < 1e-3F);
        QVERIFY(std::isnan(resample(native, {0, 0}, 1.375, 80, 100).at(0, 0)));
    }
};

IIC_CORE_TEST_MAIN(TestCutout)
#include "test_cutout.moc"
