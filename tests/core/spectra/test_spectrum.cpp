#include "SpectrumBytes.h"
#include "TestSupport.h"

#include "spectra/Spectrum.h"

#include <cmath>
#include <limits>
#include <map>
#include <zlib.h>

using namespace iic;
using namespace iic::test;

Q_DECLARE_METATYPE(ErrorCode)

class TestSpectrum : public iic::test::Test {
    Q_OBJECT

    Folder files_;
    Result<Spectrum> read(const std::string& bytes) { return readSpectrum(files_.write("spec-1-2-3.fits", bytes)); }
    Result<Spectrum> readRows(const std::vector<std::string>& rows) {
        return read(emptyPrimary + tableUnit(coaddFields(), rows));
    }
    static std::string row(float flux, float logWavelength, float inverseVariance) {
        return highestFirst(flux) + highestFirst(logWavelength) + highestFirst(inverseVariance);
    }

  private Q_SLOTS:
    void everyPartIsRead() {
        const auto spectrum = read(spectrumBytes());
        QVERIFY2(spectrum, spectrum ? "" : spectrum.error().oneLine().c_str());
        QCOMPARE(spectrum->name, std::string("spec-1-2-3"));
        QCOMPARE(spectrum->size(), std::size_t{60});
        QCOMPARE(spectrum->flux[7], 7.0f);
        QCOMPARE(spectrum->inverseVariance[7], 4.0f);
        QVERIFY(std::abs(spectrum->logWavelength[7] - 3.6007) < 1e-6);
        QCOMPARE(spectrum->className, std::string("QSO"));
        QCOMPARE(spectrum->subclass, std::string("BROADLINE"));
        QCOMPARE(spectrum->redshift.value(), 2.5);
        QCOMPARE(spectrum->position->rightAscension, 150.5);
        QCOMPARE(spectrum->position->declination, -1.25);
        QCOMPARE(spectrum->fibre->plate, 3655);
        QCOMPARE(spectrum->fibre->mjd, 55240);
        QCOMPARE(spectrum->fibre->fibre, 2);
        QVERIFY(holdsSpectrum(files_.file("spec-1-2-3.fits")));
    }

    void namesOfUnitsAndCaseOfColumnsDoNotMatter() {
        auto cards = tableCards(coaddFields(true), 12, 60);
        cards.push_back("EXTNAME = '        '");
        std::string data;
        for (const auto& one : coaddRows(60))
            data += one;
        const auto spectrum = read(emptyPrimary + headerBytes(cards) + padded(data, '\0') + specObjUnit());
        QVERIFY2(spectrum, spectrum ? "" : spectrum.error().oneLine().c_str());
        QCOMPARE(spectrum->className, std::string("QSO"));
    }

    void aFileWithoutSpecObjHasNoClass() {
        const auto spectrum = readRows(coaddRows(60));
        QVERIFY(spectrum);
        QVERIFY(spectrum->className.empty() && !spectrum->redshift && !spectrum->position && !spectrum->fibre);
    }

    void packedFilesAreRead() {
        gzFile packed = gzopen(files_.file("spec-9.fits.gz").c_str(), "wb9");
        const auto bytes = spectrumBytes();
        gzwrite(packed, bytes.data(), static_cast<unsigned>(bytes.size()));
        gzclose(packed);
        const auto spectrum = readSpectrum(files_.file("spec-9.fits.gz"));
        QVERIFY(spectrum);
        QCOMPARE(spectrum->name, std::string("spec-9"));
    }

    void whatIsNoNumberHasNoValue() {
        const float nan = std::numeric_limits<float>::quiet_NaN(), infinite = std::numeric_limits<float>::infinity();
        const auto spectrum = readRows({row(1, 3.5f, 2), row(nan, 3.6f, 2), row(1, 3.7f, nan), row(infinite, 3.8f, 2),
                                        row(1, 3.9f, -2), row(1, 3.95f, infinite), row(3, 4.0f, 0)});
        QVERIFY(spectrum);
        QCOMPARE(spectrum->flux, (std::vector<float>{1, 0, 1, 0, 1, 1, 3}));
        QCOMPARE(spectrum->inverseVariance, (std::vector<float>{2, 0, 0, 0, 0, 0, 0}));
        QCOMPARE(maskedPixels(*spectrum), std::size_t{6});
        QVERIFY(std::abs(medianSignalToNoise(*spectrum).value() - std::sqrt(2)) < 1e-6);
    }

    void impossibleRedshiftsAndPlacesAreLeftOut() {
        const auto table = tableUnit(coaddFields(), coaddRows(60));
        const auto far = read(emptyPrimary + table + specObjUnit("GALAXY", 1e30f));
        QVERIFY(far && !far->redshift && far->position);
        const auto none = read(emptyPrimary + table + specObjUnit("GALAXY", std::nanf(""), 95));
        QVERIFY(none && !none->redshift && !none->position);
        QCOMPARE(none->className, std::string("GALAXY"));
    }

    void hostileFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("word");
        const auto refused = [](const char* name, const std::string& bytes, ErrorCode code, const char* word) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << code << QString(word);
        };
        const auto table = [](const std::vector<TestField>& fields, const std::string& one) {
            return emptyPrimary + tableUnit(fields, {one, one});
        };
        const auto whole = spectrumBytes();
        const auto number = highestFirst(3.6f);
        refused("empty", "", ErrorCode::NotFits, "SIMPLE");
        refused("text", "loglam,flux,ivar\n", ErrorCode::NotFits, "SIMPLE");
        refused("an image", imageBytes(6, 5), ErrorCode::BadTable, "is not a spectrum");
        refused("an image in HDU 1",
                emptyPrimary +
                    headerBytes({"XTENSION= 'IMAGE   '", "BITPIX  = -32", "NAXIS   = 2", "NAXIS1  = 6", "NAXIS2  = 5",
                                 "PCOUNT  = 0", "GCOUNT  = 1"}) +
                    padded(bigEndian(counting(30)), '\0'),
                ErrorCode::BadTable, "is not a spectrum");
        refused("cut in the header", whole.substr(0, 4000), ErrorCode::BadTable, "is not a spectrum");
        refused("cut in the coadd", whole.substr(0, 2880 * 2 + 300), ErrorCode::TruncatedData, "HDU 1");
        refused("cut in SPECOBJ", whole.substr(0, whole.size() - 2000), ErrorCode::TruncatedData, "HDU 2");
        refused("another table", table({{"E", "flux"}, {"E", "wavelength"}, {"E", "ivar"}}, number + number + number),
                ErrorCode::BadTable, "loglam");
        refused("text for numbers", table({{"E", "flux"}, {"4A", "loglam"}, {"E", "ivar"}}, number + "3.60" + number),
                ErrorCode::BadTable, "loglam");
        refused("a vector a row", table({{"3E", "loglam"}, {"3E", "flux"}, {"3E", "ivar"}}, std::string(36, '\1')),
                ErrorCode::BadTable, "3 values");
        refused("one pixel", emptyPrimary + tableUnit(coaddFields(), coaddRows(1)), ErrorCode::ImplausibleData, "1 found");
        refused("more rows than any spectrum", emptyPrimary + tableUnit(coaddFields(), coaddRows(100'001, 3, 1e-5)),
                ErrorCode::ImplausibleData, "100001 found");
        refused("rows that are not there", emptyPrimary + headerBytes(tableCards(coaddFields(), 12, 1'000'000'000)),
                ErrorCode::TruncatedData, "expected");
        refused("rows beyond any file", emptyPrimary + headerBytes(tableCards(coaddFields(), 12, 1'000'000'000'000'000'000)),
                ErrorCode::TruncatedData, "expected");
        refused("wavelengths that stand still", emptyPrimary + tableUnit(coaddFields(), coaddRows(9, 3.6, 0)),
                ErrorCode::ImplausibleData, "do not increase");
        refused("wavelengths that fall", emptyPrimary + tableUnit(coaddFields(), coaddRows(9, 3.6, -1e-3)),
                ErrorCode::ImplausibleData, "do not increase");
        refused("wavelengths in Å", emptyPrimary + tableUnit(coaddFields(), coaddRows(9, 3800, 1)), ErrorCode::ImplausibleData,
                "out of range");
        refused("wavelengths that are none", emptyPrimary + tableUnit(coaddFields(), coaddRows(9, std::nan(""), 1)),
                ErrorCode::ImplausibleData, "out of range");
        refused("a class that is a number",
                emptyPrimary + tableUnit(coaddFields(), coaddRows(9)) + tableUnit({{"E", "CLASS"}}, {number}),
                ErrorCode::BadTable, "CLASS");
        refused("a redshift that is a text",
                emptyPrimary + tableUnit(coaddFields(), coaddRows(9)) + tableUnit({{"4A", "Z"}}, {"0.10"}), ErrorCode::BadTable,
                "Z");
    }
    void hostileFilesAreRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorCode, code);
        QFETCH(QString, word);
        const auto spectrum = read(bytes.toStdString());
        QVERIFY(!spectrum);
        const auto line = QString::fromStdString(spectrum.error().oneLine());
        QVERIFY2(spectrum.error().code == code, qPrintable(line));
        QVERIFY2(line.contains(word) && line.contains("spec-1-2-3.fits"), qPrintable(line));
    }

    void filesThatAreNotThereAreNamed() {
        const auto missing = readSpectrum(files_.file("nowhere.fits"));
        QVERIFY(!missing && missing.error().code == ErrorCode::FileNotFound);
        QVERIFY(!holdsSpectrum(files_.file("nowhere.fits")));
        const auto folder = readSpectrum(files_.path());
        QVERIFY(!folder && folder.error().code == ErrorCode::FileUnreadable);
    }

    void bytesThatUnpackWithoutEndAreRefused() {
        gzFile packed = gzopen(files_.file("bomb.fits.gz").c_str(), "wb1");
        auto piece = spectrumBytes();
        piece.resize(std::size_t{8} << 20, '\0');
        for (int times = 0; times < 10; ++times)
            gzwrite(packed, piece.data(), static_cast<unsigned>(piece.size()));
        gzclose(packed);
        const auto spectrum = readSpectrum(files_.file("bomb.fits.gz"));
        QVERIFY(!spectrum && spectrum.error().code == ErrorCode::ImplausibleData);
    }

    void whatIsWrittenReadsTheSame() {
        auto spectrum = read(spectrumBytes()).value();
        spectrum.logWavelength[3] += 1e-9;
        spectrum.inverseVariance[5] = 0;
        QVERIFY(writeSpectrum(files_.file("spec-again.fits"), spectrum));
        const auto again = readSpectrum(files_.file("spec-again.fits")).value();
        QCOMPARE(again.logWavelength, spectrum.logWavelength);
        QCOMPARE(again.flux, spectrum.flux);
        QCOMPARE(again.inverseVariance, spectrum.inverseVariance);
        QCOMPARE(again.className, spectrum.className);
        QCOMPARE(again.subclass, spectrum.subclass);
        QCOMPARE(again.redshift, spectrum.redshift);
        QCOMPARE(again.position->rightAscension, spectrum.position->rightAscension);
        QCOMPARE(again.position->declination, spectrum.position->declination);
        QCOMPARE(again.fibre->fibre, spectrum.fibre->fibre);
    }

    void littleIsWrittenAndReadToo() {
        const Spectrum bare{"x", {3.6, 3.7}, {1, 2}, {1, 1}, {}, "", "", {}, {}};
        QVERIFY(writeSpectrum(files_.file("bare.fits"), bare));
        const auto again = readSpectrum(files_.file("bare.fits"));
        QVERIFY2(again, again ? "" : again.error().oneLine().c_str());
        QVERIFY(again->className.empty() && !again->redshift && !again->position && !again->fibre);
    }

    void nothingIsWrittenByHalves() {
        const Spectrum uneven{"x", {3.6, 3.7}, {1}, {1, 1}, {}, "", "", {}, {}};
        const auto refused = writeSpectrum(files_.file("uneven.fits"), uneven);
        QVERIFY(!refused && refused.error().code == ErrorCode::BadOption);
        QVERIFY(!std::filesystem::exists(files_.file("uneven.fits")));
        const auto nowhere = writeSpectrum(files_.file("no/such/folder.fits"), read(spectrumBytes()).value());
        QVERIFY(!nowhere && nowhere.error().code == ErrorCode::FileUnwritable);
    }

    void realSpectraAreRead() {
        IIC_REQUIRE_REAL_DATA(data);
        std::map<std::string, int> classes;
        for (const auto& entry : std::filesystem::directory_iterator(data / "spectra")) {
            const auto spectrum = readSpectrum(entry.path());
            QVERIFY2(spectrum, spectrum ? "" : spectrum.error().oneLine().c_str());
            QVERIFY(holdsSpectrum(entry.path()));
            ++classes[spectrum->className];
            QVERIFY(spectrum->size() > 3800 && spectrum->size() < 4700);
            QVERIFY(spectrum->redshift && spectrum->position && spectrum->fibre);
            QVERIFY(medianSignalToNoise(*spectrum).value() > 0.5);
            QCOMPARE(spectrum->name,
                     fmt::format("spec-{:04}-{:05}-{:04}", spectrum->fibre->plate, spectrum->fibre->mjd, spectrum->fibre->fibre));
        }
        QCOMPARE(classes, (std::map<std::string, int>{{"GALAXY", 5}, {"QSO", 7}, {"STAR", 1}}));
    }
};

IIC_CORE_TEST_MAIN(TestSpectrum)
#include "test_spectrum.moc"
