#include "TestSupport.h"

#include "astro/BandIdentity.h"

using namespace iic;

class TestBandIdentity : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void headerGoesBeforeName_data() {
        QTest::addColumn<QString>("keyword");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("band");
        const auto row = [](const char* what, const char* keyword, const char* value, const char* name, int band) {
            QTest::newRow(what) << keyword << value << name << band;
        };
        row("BAND", "BAND", "3", "x-w1.fits", 3);
        row("BAND as text", "BAND", "W2", "x.fits", 2);
        row("BAND in small letters", "BAND", "w4", "x.fits", 4);
        row("BAND of another survey", "BAND", "K", "x-w1.fits", 1);
        row("BAND out of range", "BAND", "5", "x-w2.fits", 2);
        row("BAND 0", "BAND", "0", "x.fits", 0);
        row("BAND huge", "BAND", "4294967297", "x.fits", 0);
        row("wavelength W1", "WAVELEN", "3.368", "x-w4.fits", 1);
        row("wavelength W2", "WAVELEN", "4.618", "x.fits", 2);
        row("wavelength W3", "WAVELEN", "12.082", "x.fits", 3);
        row("wavelength W4", "WAVELEN", "22.194", "x.fits", 4);
        row("wavelength in metres", "WAVELEN", "4.6e-6", "x.fits", 2);
        row("wavelength of Spitzer", "WAVELEN", "8.0", "x.fits", 0);
        row("no wavelength", "WAVELEN", "0", "x.fits", 0);
        row("Atlas name", "", "", "1210p015_ac51-w3-int-3.fits", 3);
        row("unWISE name", "", "", "unwise-1866p257-w4-img-m.fits.gz", 4);
        row("short name", "", "", "WISE_W2.fits", 2);
        row("only the band", "", "", "w1.fits", 1);
        row("no band", "", "", "1210p015.fits", 0);
        row("a band there is not", "", "", "x-w5.fits", 0);
        row("two digits", "", "", "x-w12.fits", 0);
        row("within a word", "", "", "new1.fits", 0);
        row("in the folder only", "", "", "w1/x.fits", 0);
    }
    void headerGoesBeforeName() {
        QFETCH(QString, keyword);
        QFETCH(QString, value);
        QFETCH(QString, name);
        QFETCH(int, band);
        FitsHeader header;
        if (!keyword.isEmpty())
            header.add({keyword.toStdString(), value.toStdString(), "", false});
        const auto found = identifyBand(header, name.toStdString());
        QCOMPARE(found ? index(*found) + 1 : 0, band);
    }

    void bandGoesBeforeWavelength() {
        FitsHeader header;
        header.add({"WAVELEN", "3.4", "", false});
        header.add({"BAND", "2", "", false});
        QCOMPARE(identifyBand(header, "x-w4.fits"), std::optional(Band::W2));
    }

    void companionsAreToldFromIntensities_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("companion");
        QTest::newRow("intensity") << "1210p015_ac51-w1-int-3.fits" << false;
        QTest::newRow("uncertainty") << "1210p015_ac51-w1-unc-3.fits.gz" << true;
        QTest::newRow("coverage") << "1210p015_ac51-w1-cov-3.fits.gz" << true;
        QTest::newRow("unWISE image") << "unwise-1866p257-w1-img-m.fits" << false;
        QTest::newRow("unWISE inverse variance") << "unwise-1866p257-w1-invvar-m.fits.gz" << true;
        QTest::newRow("unWISE deviation") << "unwise-1866p257-w1-std-m.fits.gz" << true;
        QTest::newRow("unWISE count") << "unwise-1866p257-w1-n-m.fits.gz" << true;
        QTest::newRow("in capitals") << "X-W1-UNC-3.FITS" << true;
        QTest::newRow("a word that starts alike") << "discovery-uncle-w1.fits" << false;
        QTest::newRow("in the folder only") << "a-unc-3/w1.fits" << false;
    }
    void companionsAreToldFromIntensities() {
        QFETCH(QString, name);
        QFETCH(bool, companion);
        QCOMPARE(isCompanionImage(name.toStdString()), companion);
    }

    void fitsNamesAreKnown() {
        for (const char* name : {"a.fits", "a.FITS", "a.fit", "a.fts", "a.fits.gz", "a.fits.fz", "a.b.fits"})
            QVERIFY2(hasFitsName(name), name);
        for (const char* name : {"a.fits.txt", "fits", "a.gz", "afits", "a.fits~", "a.csv"})
            QVERIFY2(!hasFitsName(name), name);
    }
};

IIC_CORE_TEST_MAIN(TestBandIdentity)
#include "test_band_identity.moc"
