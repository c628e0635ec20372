#include "TestSupport.h"

#include "astro/TileSet.h"

#include <cmath>

using namespace iic;

namespace {

std::string describe(const Stop& stop) { return std::get<Error>(stop).oneLine(); }

} // namespace

/// Files of the surveys themselves, whole and damaged.
class TestRealTiles : public iic::test::Test {
    Q_OBJECT

    static JobResult<std::vector<Tile>> open(const std::filesystem::path& path) {
        NoProgress quiet;
        return openTiles({{path}, {}}, quiet, {});
    }

  private Q_SLOTS:
    void fieldsOpen_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("survey");
        QTest::addColumn<QList<int>>("widths");
        QTest::addColumn<int>("height");
        QTest::addColumn<double>("scale");
        const int allWise = static_cast<int>(Survey::AllWise), other = static_cast<int>(Survey::Other);
        QTest::newRow("2010H") << "allwise/2010H"
                               << "1210p015_ac51" << allWise << QList{261, 261, 261, 261} << 261 << 1.375;
        QTest::newRow("2010ai") << "allwise/2010ai"
                                << "1954p287_ac51" << allWise << QList{261, 261, 261, 261} << 144 << 1.375;
        QTest::newRow("m31") << "allwise/m31"
                             << "0098p408_ac51" << allWise << QList{437, 437, 437, 437} << 438 << 1.375;
        QTest::newRow("ngc309") << "allwise/ngc309"
                                << "0138m107_ac51" << allWise << QList{728, 728, 0, 0} << 613 << 1.375;
        QTest::newRow("hips") << "allwise/hips-2010h"
                              << "hips-2010h" << other << QList{130, 130, 130, 65} << 130 << 2.75;
    }
    void fieldsOpen() {
        IIC_REQUIRE_REAL_DATA(data);
        QFETCH(QString, folder);
        QFETCH(QString, id);
        QFETCH(int, survey);
        QFETCH(QList<int>, widths);
        QFETCH(int, height);
        QFETCH(double, scale);
        const auto tiles = open(data / folder.toStdString());
        QVERIFY2(tiles, tiles ? "" : describe(tiles.error()).c_str());
        QCOMPARE(tiles->size(), std::size_t{1});
        const auto& tile = tiles->front();
        QCOMPARE(QString::fromStdString(tile.id), id);
        QCOMPARE(static_cast<int>(tile.survey), survey);
        QVERIFY(tile.warnings.empty());
        QCOMPARE(tile.reference().pixels.height(), height);
        QVERIFY(std::abs(tile.reference().wcs.pixelScale() - scale) < 1e-3);
        QVERIFY(std::abs(tile.reference().wcs.rotation()) < 0.01);
        for (const auto band : allBands) {
            const auto* image = tile.band(band);
            QCOMPARE(image ? image->pixels.width() : 0, widths[index(band)]);
            if (!image || tile.survey != Survey::AllWise)
                continue;
            QVERIFY(image->wcs.sameGrid(tile.reference().wcs, image->pixels.width(), image->pixels.height()));
            constexpr std::array zeroPoints{20.5, 19.5, 18.0, 13.0};
            QCOMPARE(image->magnitudeZeroPoint, std::optional(zeroPoints[static_cast<std::size_t>(band)]));
        }
    }

    void unWiseGivesTwoTiles() {
        IIC_REQUIRE_REAL_DATA(data);
        const auto tiles = open(data / "unwise");
        QVERIFY2(tiles, tiles ? "" : describe(tiles.error()).c_str());
        QCOMPARE(tiles->size(), std::size_t{2});
        const std::array<std::string, 2> ids{"unwise-1866p257", "unwise-3460p121"};
        const std::array widths{25, 10};
        for (std::size_t number = 0; number < 2; ++number) {
            const auto& tile = (*tiles)[number];
            QCOMPARE(tile.id, ids[number]);
            QVERIFY(tile.survey == Survey::UnWise);
            for (const auto band : allBands) {
                QVERIFY(tile.band(band));
                QCOMPARE(tile.band(band)->pixels.width(), widths[number]);
                QCOMPARE(tile.band(band)->magnitudeZeroPoint, std::optional(22.5));
            }
            QVERIFY(std::abs(tile.reference().wcs.pixelScale() - 2.75) < 1e-6);
        }
    }

    void gzippedCompanionsRead() {
        IIC_REQUIRE_REAL_DATA(data);
        int read = 0;
        for (const auto& entry : std::filesystem::directory_iterator(data / "unwise"))
            if (entry.path().extension() == ".gz") {
                const auto image = readFitsImage(entry.path());
                QVERIFY2(image, image ? "" : image.error().oneLine().c_str());
                QCOMPARE(image->pixels.width(), image->pixels.height());
                ++read;
            }
        QCOMPARE(read, 8);
    }

    void damagedFilesAreRefused_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, ErrorCode code, const char* says) {
            QTest::newRow(name) << name << static_cast<int>(code) << says;
        };
        row("2010ai_180341_WISE_W4.fits", ErrorCode::TruncatedData, "20160 bytes expected, 20149 found");
        row("2010h_2ff1fa_WISE_W1.fits", ErrorCode::TruncatedData, "72000 bytes expected, 71998 found");
        row("2010h_d44a6d_WISE_W2.fits", ErrorCode::TruncatedData, "72000 bytes expected, 71995 found");
        row("2010h_79e5f6_WISE_W3.fits", ErrorCode::ImplausibleData, "the pixel values are not those of an image");
    }
    void damagedFilesAreRefused() {
        IIC_REQUIRE_REAL_DATA(data);
        QFETCH(QString, name);
        QFETCH(int, code);
        QFETCH(QString, says);
        const auto image = readFitsImage(data / "damaged" / name.toStdString());
        QVERIFY(!image);
        const auto line = image.error().oneLine();
        QVERIFY2(static_cast<int>(image.error().code) == code && line.find(says.toStdString()) != std::string::npos,
                 line.c_str());
    }

    void filesWithATailOpenWithAWarning() {
        IIC_REQUIRE_REAL_DATA(data);
        for (const char* name : {"2010h_8a6114_WISE_W4.fits", "2010ai_8ba33c_WISE_W3.fits"}) {
            const auto image = readFitsImage(data / "damaged" / name);
            QVERIFY2(image, image ? "" : image.error().oneLine().c_str());
            QCOMPARE(image->warnings.size(), std::size_t{1});
        }
    }

    void spectraAreNoImages() {
        IIC_REQUIRE_REAL_DATA(data);
        int refused = 0;
        for (const auto& entry : std::filesystem::directory_iterator(data / "spectra")) {
            const auto image = readFitsImage(entry.path());
            QVERIFY(!image);
            QVERIFY2(image.error().code == ErrorCode::NoImages, image.error().oneLine().c_str());
            ++refused;
        }
        QCOMPARE(refused, 13);
    }
};

IIC_CORE_TEST_MAIN(TestRealTiles)
#include "test_real_tiles.moc"
