#include "FitsBytes.h"
#include "TestSupport.h"

#include "astro/WorldCoordinates.h"
#include "base/Parallel.h"

#include <cmath>
#include <limits>

using namespace iic;
using namespace iic::test;

class TestWorldCoordinates : public iic::test::Test {
    Q_OBJECT

    Folder folder_;

    Result<WorldCoordinates> fromCards(const Cards& cards) {
        const auto header = readFitsHeader(folder_.write("in.fits", imageBytes(2, 2, cards)));
        return header ? WorldCoordinates::fromHeader(*header, "in.fits") : tl::unexpected(header.error());
    }

    static Cards matrixCards(double cd11, double cd12, double cd21, double cd22) {
        return {"CTYPE1  = 'RA---TAN'",
                "CTYPE2  = 'DEC--TAN'",
                "CRVAL1  = 40.0",
                "CRVAL2  = -30.0",
                "CRPIX1  = 100.0",
                "CRPIX2  = 100.0",
                fmt::format("CD1_1   = {:.12f}", cd11),
                fmt::format("CD1_2   = {:.12f}", cd12),
                fmt::format("CD2_1   = {:.12f}", cd21),
                fmt::format("CD2_2   = {:.12f}", cd22)};
    }

  private Q_SLOTS:
    void referencePixelIsCountedFromZero() {
        const auto wcs = fromCards(skyCards("SIN", 150, 2, 1.375, 3));
        QVERIFY2(wcs, wcs ? "" : wcs.error().oneLine().c_str());
        const auto sky = wcs->toSky({2, 2});
        QVERIFY(sky && std::abs(sky->rightAscension - 150) < 1e-12 && std::abs(sky->declination - 2) < 1e-12);
        QVERIFY(std::abs(wcs->pixelScale() - 1.375) < 1e-9);
        const auto up = wcs->toSky({2, 3}), right = wcs->toSky({3, 2});
        QVERIFY(up->declination > 2 && right->rightAscension < 150);
        QVERIFY(std::abs(separationArcsec(*sky, *up) - 1.375) < 1e-6);
    }

    /// SIN maps an angle from the reference point to its sine, TAN to its tangent.
    void projectionsAreThoseOfTheirNames() {
        for (const auto& [name, distance] : {std::pair{"SIN", std::asin(M_PI / 180)}, {"TAN", std::atan(M_PI / 180)}}) {
            const auto wcs = fromCards(skyCards(name, 0, 0, 3.6, 1));
            QVERIFY(wcs);
            const auto sky = wcs->toSky({0, 1000});
            QVERIFY(sky);
            QVERIFY(std::abs(sky->declination - distance * 180 / M_PI) < 1e-10);
        }
    }

    void pixelsGoToTheSkyAndBack_data() {
        QTest::addColumn<QString>("projection");
        QTest::addColumn<double>("rightAscension");
        QTest::addColumn<double>("declination");
        for (const QString& projection : {QStringLiteral("SIN"), QStringLiteral("TAN")})
            for (const auto& [ra, dec] :
                 {std::pair{150.0, 2.0}, {0.0, 0.0}, {359.9999, -45.0}, {10.0, 89.9}, {200.0, 90.0}, {270.0, -90.0}})
                QTest::addRow("%s at %g %g", qPrintable(projection), ra, dec) << projection << ra << dec;
    }
    void pixelsGoToTheSkyAndBack() {
        QFETCH(QString, projection);
        QFETCH(double, rightAscension);
        QFETCH(double, declination);
        const auto wcs = fromCards(skyCards(projection.toStdString(), rightAscension, declination, 1.375, 2048));
        QVERIFY(wcs);
        for (double x = -0.5; x < 4095; x += 195)
            for (double y = -0.5; y < 4095; y += 195) {
                const auto sky = wcs->toSky({x, y});
                QVERIFY(sky);
                QVERIFY(sky->rightAscension >= 0 && sky->rightAscension < 360 && std::abs(sky->declination) <= 90);
                const auto back = wcs->toPixel(*sky);
                QVERIFY(back);
                QVERIFY2(std::hypot(back->x - x, back->y - y) < 1e-6, fmt::format("{} {}", back->x - x, back->y - y).c_str());
            }
    }

    void rightAscensionStaysUnderACircle() {
        const auto wcs = fromCards(skyCards("SIN", 0, 0, 1.375, 1));
        QVERIFY(wcs);
        for (double step = 1e-18; step < 1; step *= 2)
            for (const double x : {-step, step}) {
                const auto sky = wcs->toSky({x, 0});
                QVERIFY2(sky && sky->rightAscension >= 0 && sky->rightAscension < 360, fmt::format("at {}", x).c_str());
            }
    }

    void theFarSideHasNoPixelAndOutsideHasNoSky() {
        for (const char* projection : {"SIN", "TAN"}) {
            const auto wcs = fromCards(skyCards(projection, 150, 2));
            QVERIFY(!wcs->toPixel({330, -2}));
            QVERIFY(!wcs->toPixel({250, -2}));
            QVERIFY(wcs->toPixel({150, 10}));
        }
        const auto orthographic = fromCards(skyCards("SIN", 150, 2));
        QVERIFY(!orthographic->toSky({1e6, 0}));
    }

    void whatIsNotANumberHasNoPlace() {
        const auto wcs = fromCards(skyCards("TAN"));
        for (const double odd : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
            QVERIFY(!wcs->toSky({odd, 1}));
            QVERIFY(!wcs->toSky({1, odd}));
            QVERIFY(!wcs->toPixel({odd, 1}));
            QVERIFY(!wcs->toPixel({1, odd}));
        }
    }

    void matrixAndTwistGiveScaleAndRotation_data() {
        QTest::addColumn<double>("angle");
        for (const double angle : {0.0, 30.0, -75.0, 179.0})
            QTest::addRow("%g", angle) << angle;
    }
    void matrixAndTwistGiveScaleAndRotation() {
        QFETCH(double, angle);
        const double scale = 2.75 / 3600, c = std::cos(angle * M_PI / 180) * scale, s = std::sin(angle * M_PI / 180) * scale;
        // East is left when north is up; the +y axis lies `angle` east of north.
        const auto wcs = fromCards(matrixCards(-c, s, s, c));
        QVERIFY2(wcs, wcs ? "" : wcs.error().oneLine().c_str());
        QVERIFY(std::abs(wcs->pixelScale() - 2.75) < 1e-6);
        QVERIFY2(std::abs(wcs->rotation() - angle) < 1e-6, std::to_string(wcs->rotation()).c_str());
        const auto centre = wcs->toSky({99, 99}), up = wcs->toSky({99, 100});
        const double east = (up->rightAscension - centre->rightAscension) * std::cos(centre->declination * M_PI / 180);
        const double north = up->declination - centre->declination;
        QVERIFY(std::abs(std::remainder(std::atan2(east, north) * 180 / M_PI - angle, 360)) < 1e-2);
    }

    void declinationMayComeFirst() {
        const auto wcs = fromCards({"CTYPE1  = 'DEC--TAN'", "CTYPE2  = 'RA---TAN'", "CRVAL1  = -30.0", "CRVAL2  = 40.0",
                                    "CRPIX1  = 3.0", "CRPIX2  = 3.0", "CDELT1  = 0.001", "CDELT2  = 0.001"});
        QVERIFY(wcs);
        const auto sky = wcs->toSky({2, 3});
        QVERIFY(sky->rightAscension > 40 && std::abs(sky->declination + 30) < 1e-6);
        QVERIFY2(std::abs(wcs->rotation() - 90) < 1e-9, "the +y axis points east");
        const auto back = wcs->toPixel(*sky);
        QVERIFY(back && std::hypot(back->x - 2, back->y - 3) < 1e-8);
    }

    void aThirdAxisOfOneIsNoHindrance() {
        auto bytes =
            headerBytes(Cards{"SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 3", "NAXIS1  = 1", "NAXIS2  = 1", "NAXIS3  = 1"} +
                        skyCards() + Cards{"CTYPE3  = 'FREQ'", "CRVAL3  = 8.8E13", "CDELT3  = 1.0", "CRPIX3  = 1.0"});
        const auto image = readFitsImage(folder_.write("cube.fits", bytes + padded(bigEndian({1}), '\0')));
        QVERIFY2(image, image ? "" : image.error().oneLine().c_str());
        const auto wcs = WorldCoordinates::fromHeader(image->header, "cube.fits");
        QVERIFY2(wcs, wcs ? "" : wcs.error().oneLine().c_str());
        const auto sky = wcs->toSky({2, 2});
        QVERIFY(sky && std::abs(sky->rightAscension - 150) < 1e-9);
    }

    void unusableHeadersAreRefused_data() {
        QTest::addColumn<QStringList>("cards");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const Cards& cards, ErrorCode code) {
            QStringList list;
            for (const auto& card : cards)
                list << QString::fromStdString(card);
            QTest::newRow(name) << list << static_cast<int>(code);
        };
        row("no coordinates", {}, ErrorCode::UnsupportedProjection);
        row("not the sky", {"CTYPE1  = 'WAVE'", "CTYPE2  = 'LINEAR'"}, ErrorCode::UnsupportedProjection);
        row("one celestial axis", {"CTYPE1  = 'RA---TAN'"}, ErrorCode::UnsupportedProjection);
        row("two right ascensions", {"CTYPE1  = 'RA---TAN'", "CTYPE2  = 'RA---TAN'"}, ErrorCode::UnsupportedProjection);
        row("projections differ", {"CTYPE1  = 'RA---TAN'", "CTYPE2  = 'DEC--SIN'"}, ErrorCode::UnsupportedProjection);
        row("unknown projection", skyCards("XYZ"), ErrorCode::UnsupportedProjection);
        row("singular matrix", matrixCards(0, 0, 0, 0), ErrorCode::UnsupportedProjection);
        row("a scale of degrees", skyCards("TAN", 10, 10, 1e5), ErrorCode::BadHeader);
        row("a scale of nothing", skyCards("TAN", 10, 10, 1e-7), ErrorCode::BadHeader);
        row("declination over 90", skyCards("TAN", 10, 95), ErrorCode::UnsupportedProjection);
        row("thousands of axes", skyCards("TAN") + Cards{"WCSAXES = 20000"}, ErrorCode::BadHeader);
        row("thousands of axes in a second card", skyCards("TAN") + Cards{"WCSAXES = 2", "WCSAXES = 65536"},
            ErrorCode::BadHeader);
        row("thousands of axes in another system", skyCards("TAN") + Cards{"WCSAXESA= 65536"}, ErrorCode::BadHeader);
        row("axes over 64 bits", skyCards("TAN") + Cards{"WCSAXES = 99999999999999999999"}, ErrorCode::BadHeader);
        row("fewer axes than none", skyCards("TAN") + Cards{"WCSAXES = -5"}, ErrorCode::BadHeader);
    }
    void unusableHeadersAreRefused() {
        QFETCH(QStringList, cards);
        QFETCH(int, code);
        Cards plain;
        for (const auto& card : cards)
            plain.push_back(card.toStdString());
        const auto wcs = fromCards(plain);
        QVERIFY(!wcs);
        QVERIFY2(static_cast<int>(wcs.error().code) == code, wcs.error().oneLine().c_str());
        QCOMPARE(wcs.error().file, std::string("in.fits"));
    }

    void sameGridToleratesTwentiethsOfAPixel() {
        const auto grid = fromCards(skyCards("SIN", 150, 2, 1.375, 100));
        QVERIFY(grid->sameGrid(*grid, 200, 200));
        QVERIFY(grid->sameGrid(*fromCards(skyCards("SIN", 150, 2, 1.375, 100.03)), 200, 200));
        QVERIFY(!grid->sameGrid(*fromCards(skyCards("SIN", 150, 2, 1.375, 100.05)), 200, 200));
        QVERIFY(!grid->sameGrid(*fromCards(skyCards("SIN", 150, 2, 2.75, 100)), 200, 200));
        QVERIFY(!grid->sameGrid(*fromCards(skyCards("SIN", 330, -2, 1.375, 100)), 200, 200));
    }

    void severalThreadsMayAskAtOnce() {
        const auto wcs = fromCards(skyCards("SIN", 150, 2, 1.375, 2048));
        const auto copy = *wcs;
        std::vector<double> worst(4, 0);
        parallelRanges(
            worst.size(),
            [&](std::size_t first, std::size_t last) {
                for (std::size_t thread = first; thread < last; ++thread)
                    for (int place = 0; place < 5000; ++place) {
                        const PixelCoord pixel{place * 0.7, 4000 - place * 0.3 * static_cast<double>(thread)};
                        const auto back = copy.toPixel(copy.toSky(pixel).value_or(SkyCoord{})).value_or(PixelCoord{-1e9, 0});
                        worst[thread] = std::max(worst[thread], std::hypot(back.x - pixel.x, back.y - pixel.y));
                    }
            },
            4);
        for (const double difference : worst)
            QVERIFY(difference < 1e-6);
    }
};

IIC_CORE_TEST_MAIN(TestWorldCoordinates)
#include "test_world_coordinates.moc"
