#include "FitsBytes.h"
#include "TestSupport.h"

#include <array>
#include <cmath>
#include <fitsio.h>
#include <limits>
#include <numeric>
#include <zlib.h>

using namespace iic;
using namespace iic::test;

namespace {

std::vector<float> pixelsOf(const FitsImage& image) { return {image.pixels.pixels().begin(), image.pixels.pixels().end()}; }

/// The file that an independent library makes of these pixels, e.g. "in.fits[compress G]".
void writeByLibrary(const std::string& name, int width, int height, std::vector<float> values) {
    fitsfile* file = nullptr;
    int status = 0;
    std::array<long, 2> sides{width, height};
    fits_create_file(&file, name.c_str(), &status);
    fits_set_quantize_level(file, 0, &status);
    fits_create_img(file, FLOAT_IMG, 2, sides.data(), &status);
    fits_write_img(file, TFLOAT, 1, static_cast<LONGLONG>(values.size()), values.data(), &status);
    fits_close_file(file, &status);
    QCOMPARE(status, 0);
}

std::string gzipped(const std::string& bytes, const std::filesystem::path& path) {
    gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

class TestFitsImage : public iic::test::Test {
    Q_OBJECT

    Folder folder_;

    Result<FitsImage> read(const std::string& bytes) { return readFitsImage(folder_.write("in.fits", bytes)); }

  private Q_SLOTS:
    void pixelsComeInFileOrder() {
        const auto image = read(imageBytes(3, 2));
        QVERIFY2(image, image ? "" : image.error().oneLine().c_str());
        QCOMPARE(image->pixels.width(), 3);
        QCOMPARE(image->pixels.height(), 2);
        QCOMPARE(image->pixels.at(2, 0), 3.0f);
        QCOMPARE(image->pixels.at(0, 1), 4.0f);
        QVERIFY(image->warnings.empty());
    }

    void packedFilesReadAsPlainOnes_data() {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "a.fits"
                               << "a.fits";
        QTest::newRow("gzip") << "b.fits.gz"
                              << "b.fits.gz";
        QTest::newRow("fpack, gzip tiles") << "c.fits.fz[compress G]"
                                           << "c.fits.fz";
    }
    void packedFilesReadAsPlainOnes() {
        QFETCH(QString, written);
        QFETCH(QString, name);
        writeByLibrary(folder_.file(written.toStdString()).string(), 50, 40, counting(2000));
        const auto image = readFitsImage(folder_.file(name.toStdString()));
        QVERIFY2(image, image ? "" : image.error().oneLine().c_str());
        QCOMPARE(image->pixels.width(), 50);
        QCOMPARE(pixelsOf(*image), counting(2000));
    }

    void imageMayLieInAnExtension() {
        const auto primary = headerBytes({"SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T"});
        const auto extension = headerBytes({"XTENSION= 'IMAGE   '", "BITPIX  = -32", "NAXIS   = 2", "NAXIS1  = 2", "NAXIS2  = 2",
                                            "PCOUNT  = 0", "GCOUNT  = 1", "BAND    = 3"});
        const auto image = read(primary + extension + padded(bigEndian({1, 2, 3, 4}), '\0'));
        QVERIFY2(image, image ? "" : image.error().oneLine().c_str());
        QCOMPARE(pixelsOf(*image), counting(4));
        QCOMPARE(image->header.integer("BAND"), std::optional<long long>(3));
    }

    void integersAreScaledAndBlanksAreNaN() {
        const auto header = headerBytes(imageCards(2, 2, 16) + Cards{"BSCALE  = 0.5", "BZERO   = 10.0", "BLANK   = -1"});
        const auto image = read(header + padded(std::string("\x00\x02\xff\xff\x00\x00\x00\x04", 8), '\0'));
        QVERIFY2(image, image ? "" : image.error().oneLine().c_str());
        QCOMPARE(image->pixels.at(0, 0), 11.0f);
        QVERIFY(std::isnan(image->pixels.at(1, 0)));
        QCOMPARE(image->pixels.at(0, 1), 10.0f);
        QCOMPARE(image->pixels.at(1, 1), 12.0f);
    }

    void scaledFloatsAreScaled() {
        const auto image =
            read(headerBytes(imageCards(2, 1) + Cards{"BSCALE  = 2.0", "BZERO   = 1.0"}) + padded(bigEndian({3, 4}), '\0'));
        QVERIFY(image);
        QCOMPARE(pixelsOf(*image), (std::vector<float>{7, 9}));
    }

    void doublesAreNarrowed() {
        const auto image = read(headerBytes(imageCards(1, 1, -64)) + padded(std::string("\x40\x04\0\0\0\0\0\0", 8), '\0'));
        QVERIFY(image);
        QCOMPARE(pixelsOf(*image), (std::vector<float>{2.5f}));
    }

    void notANumberStaysNotANumber() {
        constexpr float nan = std::numeric_limits<float>::quiet_NaN();
        const auto image = read(headerBytes(imageCards(2, 1)) + padded(bigEndian({nan, 5}), '\0'));
        QVERIFY(image);
        QVERIFY(std::isnan(image->pixels.at(0, 0)));
        QCOMPARE(image->pixels.at(1, 0), 5.0f);
        QVERIFY(image->warnings.empty());
    }

    void whatNoImageHoldsIsNotMeasured() {
        std::vector<float> values(2000, 3.0f);
        values[0] = std::numeric_limits<float>::infinity();
        values[1] = -std::numeric_limits<float>::infinity();
        values[2] = 3e38f; // one of 2,000 is borne
        const auto image = read(headerBytes(imageCards(2000, 1)) + padded(bigEndian(values), '\0'));
        QVERIFY(image);
        for (int x = 0; x < 3; ++x)
            QVERIFY(std::isnan(image->pixels.at(x, 0)));
        QCOMPARE(image->pixels.at(3, 0), 3.0f);
    }

    /// Larger than the pieces in which pixels are taken.
    void everyPixelOfALargeImageIsTaken() {
        std::vector<float> values(50'000);
        std::iota(values.begin(), values.end(), 1.0f);
        values[40'000] = std::numeric_limits<float>::infinity();
        const std::string bytes = headerBytes(imageCards(250, 200)) + padded(bigEndian(values), '\0');
        for (const std::string& file : {bytes, gzipped(bytes, folder_.file("made.gz"))}) {
            const auto image = read(file);
            QVERIFY(image);
            const auto pixels = image->pixels.pixels();
            for (std::size_t i = 0; i < values.size(); ++i)
                QVERIFY(i == 40'000 ? std::isnan(pixels[i]) : pixels[i] == values[i]);
        }
    }

    void bytesAfterTheLastBlockGiveAWarning() {
        const auto image = read(imageBytes(3, 2) + "x");
        QVERIFY(image);
        QCOMPARE(pixelsOf(*image), counting(6));
        QCOMPARE(image->warnings.size(), std::size_t{1});
        QVERIFY(image->warnings[0].find("in.fits") != std::string::npos &&
                image->warnings[0].find("1 bytes") != std::string::npos);
    }

    void damagedFilesAreRefusedWithTheReason_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const std::string& bytes, ErrorCode code, const char* says) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << static_cast<int>(code) << QByteArray(says);
        };
        const auto whole = imageBytes(59, 60);
        row("text", "ra,dec\n1,2\n", ErrorCode::NotFits, "SIMPLE expected");
        row("nothing", "", ErrorCode::NotFits, "not a FITS file");
        row("a web page", padded("<html>404</html>", ' '), ErrorCode::NotFits, "not a FITS file");
        row("short data", whole.substr(0, whole.size() - 3000), ErrorCode::TruncatedData,
            "shorter than the header says (17280 bytes expected, 14280 found)");
        row("no data", whole.substr(0, 2880), ErrorCode::TruncatedData, "17280 bytes expected, 2880 found");
        row("last block not full", whole.substr(0, 2880 + 59 * 60 * 4), ErrorCode::TruncatedData,
            "before their last block of 2880 bytes is full (17280 bytes expected, 17040");
        row("no END", padded(fmt::format("{:<80}", "SIMPLE  = T"), ' '), ErrorCode::BadHeader, "header cannot be read");
        row("half a header", whole.substr(0, 1000), ErrorCode::BadHeader, "header cannot be read");
        row("no axes", headerBytes({"SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 0"}), ErrorCode::NoImages,
            "no two-dimensional image");
        row("one axis", headerBytes({"SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 1", "NAXIS1  = 4"}) + std::string(2880, '\0'),
            ErrorCode::NoImages, "no two-dimensional image");
        row("a cube",
            headerBytes({"SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 3", "NAXIS1  = 2", "NAXIS2  = 2", "NAXIS3  = 2"}) +
                std::string(2880, '\0'),
            ErrorCode::BadHeader, "NAXIS3 = 2");
        row("nothing wide", headerBytes(imageCards(0, 5)), ErrorCode::BadHeader, "");
        row("negative side", headerBytes(imageCards(-5, 5)), ErrorCode::BadHeader, "");
        row("side over 32 bits", headerBytes(imageCards(4294967297, 1)) + std::string(2880, '\0'), ErrorCode::BadHeader, "");
        row("area over 64 bits", headerBytes(imageCards(4294967296, 4294967296)) + std::string(2880, '\0'), ErrorCode::BadHeader,
            "");
        row("side over 64 bits",
            headerBytes({"SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 2", "NAXIS1  = 99999999999999999999", "NAXIS2  = 1"}),
            ErrorCode::BadHeader, "");
        row("more axes than there are", headerBytes({"SIMPLE  = T", "BITPIX  = -32", "NAXIS   = 999999"}), ErrorCode::BadHeader,
            "");
        row("BITPIX unknown", headerBytes(imageCards(2, 2, 7)) + std::string(2880, '\0'), ErrorCode::BadHeader, "");
        row("values to 3e38", headerBytes(imageCards(2, 2)) + padded(bigEndian({3e38f, -3e38f, 1e-40f, 2}), '\0'),
            ErrorCode::ImplausibleData, "3 of 4 values");
        row("no finite value", headerBytes(imageCards(2, 1)) + padded(bigEndian({NAN, INFINITY}), '\0'),
            ErrorCode::ImplausibleData, "no finite pixel");
    }
    void damagedFilesAreRefusedWithTheReason() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QFETCH(QByteArray, says);
        const auto image = read(bytes.toStdString());
        QVERIFY(!image);
        const auto line = image.error().oneLine();
        QVERIFY2(static_cast<int>(image.error().code) == code, line.c_str());
        QCOMPARE(image.error().file, folder_.file("in.fits").string());
        QVERIFY(!image.error().reason.empty());
        QVERIFY2(line.find(says.toStdString()) != std::string::npos, line.c_str());
    }

    void hugeSidesInSmallPackedFilesAreRefusedBeforeRoomIsMade_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("gzip") << QByteArray::fromStdString(
            gzipped(headerBytes(imageCards(32000, 32000)) + std::string(2880, '\0'), folder_.file("made.gz")));
        writeByLibrary(folder_.file("made.fz[compress G]").string(), 50, 40, counting(2000));
        QTest::newRow("fpack") << QByteArray::fromStdString(folder_.bytes("made.fz"))
                                      .replace("ZNAXIS2 =                   40", "ZNAXIS2 =                32000");
    }
    void hugeSidesInSmallPackedFilesAreRefusedBeforeRoomIsMade() {
        QFETCH(QByteArray, bytes);
        const auto header = readFitsHeader(folder_.write("in.fits", bytes.toStdString()));
        QVERIFY(!header);
        const auto code = header.error().code;
        QVERIFY2(code == ErrorCode::TruncatedData || code == ErrorCode::BadHeader, header.error().oneLine().c_str());
    }

    /// CFITSIO copies and divides by such values unlooked, and dies of some.
    void tablesThatCannotBeAreRefused_data() {
        QTest::addColumn<QByteArray>("card");
        for (const char* card : {"ZTILE1  = 0", "ZTILE2  = -1", "ZNAXIS  = 99999999999", "ZNAXIS1 = 0", "TTYPE1  = unquoted",
                                 "ZCMPTYPE= unquoted", "TFIELDS = 99999", "NAXIS1  = M 8", "PCOUNT  = -1"})
            QTest::newRow(card) << QByteArray(card);
        QTest::newRow("a name that fills its card") << QByteArray("TTYPE1  =") + QByteArray(71, 'Q');
    }
    void tablesThatCannotBeAreRefused() {
        QFETCH(QByteArray, card);
        const auto primary = headerBytes({"SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T"});
        const auto table =
            headerBytes({"XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 8", "NAXIS2  = 1", "PCOUNT  = 0",
                         "GCOUNT  = 1", "TFIELDS = 1", "TFORM1  = '1PB(0)'", card.toStdString(), "TTYPE1  = 'COMPRESSED_DATA'",
                         "ZIMAGE  = T", "ZCMPTYPE= 'GZIP_1'", "ZBITPIX = -32", "ZNAXIS  = 2", "ZNAXIS1 = 8", "ZNAXIS2 = 1"});
        const auto bytes = primary + table + std::string(2880, '\0');
        for (const auto& file : {bytes, gzipped(bytes, folder_.file("made.gz"))}) {
            const auto image = read(file);
            QVERIFY(!image);
            QVERIFY2(image.error().code == ErrorCode::BadHeader && !image.error().detail.empty(),
                     image.error().oneLine().c_str());
        }
    }

    void tablesWithoutTheirFirstCardsAreRefused() {
        const auto primary = headerBytes({"SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T"});
        const auto image =
            read(primary + headerBytes({"XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 8", "ZIMAGE  = T"}));
        QVERIFY(!image);
        QVERIFY2(image.error().code == ErrorCode::BadHeader, image.error().oneLine().c_str());
    }

    void damagedGzipIsRefused_data() {
        QTest::addColumn<double>("kept");
        QTest::addColumn<double>("flipped");
        QTest::newRow("cut in its header") << 0.0003 << 1.0;
        QTest::newRow("cut in the FITS header") << 0.004 << 1.0;
        QTest::newRow("cut in the data") << 0.8 << 1.0;
        QTest::newRow("a bit of the data flipped") << 1.0 << 0.5;
    }
    void damagedGzipIsRefused() {
        QFETCH(double, kept);
        QFETCH(double, flipped);
        std::vector<float> values;
        for (int pixel = 0; pixel < 3600; ++pixel)
            values.push_back(static_cast<float>(std::sin(pixel * 12.9898)));
        auto packed = gzipped(headerBytes(imageCards(60, 60)) + padded(bigEndian(values), '\0'), folder_.file("made.gz"));
        QVERIFY(readFitsImage(folder_.write("in.fits.gz", packed)));
        const auto place = [&packed](double share) {
            return static_cast<std::size_t>(share * static_cast<double>(packed.size()));
        };
        if (flipped < 1)
            packed[place(flipped)] ^= 1;
        const auto image = readFitsImage(folder_.write("in.fits.gz", packed.substr(0, place(kept))));
        QVERIFY(!image);
        QVERIFY2(image.error().code == ErrorCode::TruncatedData, image.error().oneLine().c_str());
    }

    void gzippedTextIsRefused() {
        folder_.write("in.fits.gz", gzipped("ra,dec\n1,2\n", folder_.file("made.gz")));
        const auto image = readFitsImage(folder_.file("in.fits.gz"));
        QVERIFY(!image);
        QVERIFY(image.error().file == folder_.file("in.fits.gz").string() && !image.error().reason.empty());
    }

    void whatIsNoFileIsRefused() {
        const auto missing = readFitsImage(folder_.file("missing.fits"));
        QVERIFY(!missing && missing.error().code == ErrorCode::FileNotFound);
        const auto folder = readFitsImage(folder_.path());
        QVERIFY(!folder && folder.error().code == ErrorCode::FileUnreadable);
    }

    void namesAreTakenAsTheyAre() {
        const auto image = readFitsImage(folder_.write("a[1:2,1:2] (b) !c.fits", imageBytes(3, 2)));
        QVERIFY2(image, image ? "" : image.error().oneLine().c_str());
        QCOMPARE(image->pixels.width(), 3);
    }

    void readingLeavesTheFileAsItWas() {
        const auto bytes = imageBytes(3, 2);
        const auto path = folder_.write("only-read.fits", bytes);
        std::filesystem::permissions(path, std::filesystem::perms::owner_read);
        const auto written = std::filesystem::last_write_time(path);
        QVERIFY(readFitsImage(path));
        QVERIFY(readFitsHeader(path));
        QCOMPARE(folder_.bytes("only-read.fits"), bytes);
        QVERIFY(std::filesystem::last_write_time(path) == written);
    }
};

IIC_CORE_TEST_MAIN(TestFitsImage)
#include "test_fits_image.moc"
