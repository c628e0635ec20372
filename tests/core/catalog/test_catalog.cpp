#include "TableText.h"
#include "TestSupport.h"

#include "catalog/Catalog.h"

using namespace iic;

namespace {

struct Counts {
    std::size_t positions = 0, stars = 0, galaxies = 0, quasars = 0, magnitudes = 0;
};

Counts countsOf(const Catalog& catalog) {
    Counts counts;
    for (std::size_t row = 0; row < catalog.size(); ++row) {
        const auto truth = catalog.truth(row);
        counts.positions += catalog.position(row).has_value();
        counts.stars += truth == SourceClass::Star;
        counts.galaxies += truth == SourceClass::Galaxy;
        counts.quasars += truth == SourceClass::Quasar;
        counts.magnitudes += catalog.magnitude(row, Band::W1).has_value();
    }
    return counts;
}

} // namespace

class TestCatalog : public iic::test::Test {
    Q_OBJECT

    iic::test::TableText files_;
    Result<Catalog> read(const std::string& text) { return readCatalog(files_.write(text)); }

  private Q_SLOTS:
    void namesAreKnown_data() {
        QTest::addColumn<QString>("header");
        QTest::newRow("AllWISE") << "designation,ra,dec,w2mpro,w2sigmpro,w2snr,cc_flags,ext_flg,ph_qual";
        QTest::newRow("AllWISE in capitals") << "DESIGNATION,RA,DEC,W2MPRO,W2SIGMPRO,W2SNR,CC_FLAGS,EXT_FLG,PH_QUAL";
        QTest::newRow("VizieR II/328") << "AllWISE,RAJ2000,DEJ2000,W2mag,e_W2mag,snr2,ccf,ex,qph";
        QTest::newRow("VizieR with a suffix")
            << "AllWISE_allwise,RAJ2000_allwise,DEJ2000_allwise,W2mag_allwise,e_W2mag_allwise,snr2_allwise,ccf_allwise,ex_allwise,qph_allwise";
        QTest::newRow("CatWISE") << "source_name,ra,dec,w2mpro_pm,w2sigmpro_pm,w2snr_pm,cc_flags,ext_flg,ph_qual";
    }
    void namesAreKnown() {
        QFETCH(QString, header);
        const auto catalog = read(header.toStdString() + "\nJ1,10.5,-20.25,14.25,0.05,21.5,hh00,1,AABU\n");
        QVERIFY(catalog);
        QCOMPARE(catalog->identifier(0), std::string("J1"));
        QCOMPARE(catalog->position(0)->rightAscension, 10.5);
        QCOMPARE(catalog->position(0)->declination, -20.25);
        QCOMPARE(catalog->magnitude(0, Band::W2), std::optional(14.25));
        QCOMPARE(catalog->magnitudeError(0, Band::W2), std::optional(0.05));
        QCOMPARE(catalog->signalToNoise(0, Band::W2), std::optional(21.5));
        QCOMPARE(catalog->text(0, Role::ContaminationFlags), std::string("hh00"));
        QCOMPARE(catalog->text(0, Role::ExtendedFlag), std::string("1"));
        QCOMPARE(catalog->text(0, Role::PhotometricQuality), std::string("AABU"));
        QVERIFY(!catalog->magnitude(0, Band::W1));
    }

    void classesAreReadWhateverTheirName_data() {
        QTest::addColumn<QString>("column");
        for (const char* name : {"class", "CLASS", "truth", "label", "SpObjClass", "spclass"})
            QTest::newRow(name) << name;
    }
    void classesAreReadWhateverTheirName() {
        QFETCH(QString, column);
        const auto catalog = read("ra,dec," + column.toStdString() +
                                  "\n1,2,STAR\n1,2,Galaxy\n1,2,QSO\n1,2,AGN\n1,2,quasar\n1,2,LM-STAR\n1,2,YSO\n1,2,\n");
        QVERIFY(catalog);
        const auto counts = countsOf(*catalog);
        QCOMPARE(counts.stars, std::size_t(2));
        QCOMPARE(counts.galaxies, std::size_t(1));
        QCOMPARE(counts.quasars, std::size_t(3));
    }

    void classNamesReadBack() {
        for (const auto sourceClass : {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar})
            QCOMPARE(parseClass(className(sourceClass)), std::optional(sourceClass));
    }

    void anErrorMissingOrAbsurdIsAnUpperLimit() {
        const auto catalog = read("ra,dec,w1mpro,w1sigmpro\n1,2,15,0.1\n1,2,15,999\n1,2,15,null\n1,2,15,-1\n1,2,15,9\n");
        QVERIFY(catalog);
        QCOMPARE(catalog->magnitudeError(0, Band::W1), std::optional(0.1));
        for (std::size_t row = 1; row < 5; ++row) {
            QCOMPARE(catalog->magnitude(row, Band::W1), std::optional(15.0));
            QVERIFY(!catalog->magnitudeError(row, Band::W1));
        }
    }

    void aLimitIsToldByAMissingErrorOrALowSignal() {
        const auto catalog =
            read("ra,dec,w1mpro,w1sigmpro,w1snr,w2mpro\n1,2,15,0.1,10,14\n1,2,17,,1.5,14\n1,2,17,0.6,1.5,14\n1,2,,,,\n");
        QVERIFY(catalog);
        QVERIFY(!catalog->isUpperLimit(0, Band::W1));
        QVERIFY(catalog->isUpperLimit(1, Band::W1));
        QVERIFY(catalog->isUpperLimit(2, Band::W1));
        QVERIFY(!catalog->isUpperLimit(3, Band::W1));
        QVERIFY(!catalog->isUpperLimit(0, Band::W2)); // no errors are listed: nothing says that it is one
    }

    void positionsOffTheSphereAreNone() {
        const auto catalog = read("ra,dec,w1mpro\n0,90,1\n360,-90,1\n-1,0,1\n361,0,1\n1,91,1\n,1,1\n1,nan,1\ninf,1,inf\n");
        QVERIFY(catalog);
        QCOMPARE(catalog->position(0)->declination, 90.0);
        QCOMPARE(catalog->position(1)->rightAscension, 0.0);
        for (std::size_t row = 2; row < 8; ++row)
            QVERIFY2(!catalog->position(row), std::to_string(row).c_str());
        QVERIFY(!catalog->magnitude(7, Band::W1));
    }

    void rowsWithoutANameAreCalledByTheirPosition() {
        const auto catalog = read("name,ra,dec\nM31,10.6847,41.269\n,161.0922917,21.0542222\n,,\n");
        QVERIFY(catalog);
        QCOMPARE(catalog->identifier(0), std::string("M31"));
        QCOMPARE(catalog->identifier(1), std::string("J104422.15+210315.1"));
        QCOMPARE(catalog->identifier(2), std::string("row 3"));
    }

    void tablesWithoutPositionsAreNoCatalogs() {
        for (const char* text : {"a,b\n1,2\n", "ra,b\n1,2\n", "ra,dec\n10 44 22.15,+21 03 15.2\n"}) {
            const auto catalog = read(text);
            QVERIFY2(!catalog, text);
            QCOMPARE(catalog.error().code, ErrorCode::NoPositions);
            QVERIFY(readTable(files_.file("table.csv")));
        }
        QCOMPARE(read("ra,dec\n")->size(), std::size_t(0));
    }

    void theUserMaySayWhatColumnsMean() {
        const auto table = files_.read("x,y,ra,dec\n5,6,1,2\n");
        const auto catalog = Catalog::fromTable(*table, {{Role::RightAscension, "x"}, {Role::Declination, "y"}}, "t.csv");
        QVERIFY(catalog);
        QCOMPARE(catalog->position(0)->rightAscension, 5.0);
        QVERIFY(!Catalog::fromTable(*table, {{Role::RightAscension, "x"}, {Role::Declination, "z"}}, "t.csv"));
    }

    void realCatalogsOpen_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("positions");
        QTest::addColumn<int>("stars");
        QTest::addColumn<int>("quasars");
        QTest::addColumn<int>("magnitudes");
        QTest::newRow("duplicate columns") << "bright_standards_duplicate_columns" << 220 << 220 << 0 << 0 << 220;
        QTest::newRow("galaxies") << "frb_hosts_galaxies" << 38 << 38 << 0 << 0 << 38;
        QTest::newRow("scrambled") << "scrambled_match_do_not_trust" << 2000 << 2000 << 1840 << 160 << 1592;
        QTest::newRow("SDSS") << "sdss_star_qso_w1w2" << 3833 << 3833 << 1991 << 1842 << 3833;
        QTest::newRow("SkyServer") << "skyserver_header_line" << 5000 << 5000 << 5000 << 0 << 0;
        QTest::newRow("VizieR") << "vizier_allwise_columns" << 2108 << 1646 << 0 << 0 << 1645;
        QTest::newRow("X-ray") << "xray_classes_allwise" << 2051 << 2051 << 499 << 911 << 1540;
    }
    void realCatalogsOpen() {
        IIC_REQUIRE_REAL_DATA(folder);
        QFETCH(QString, name);
        const auto catalog = readCatalog(folder / "catalogs" / (name.toStdString() + ".csv"));
        QVERIFY(catalog);
        QTEST(int(catalog->size()), "rows");
        const auto counts = countsOf(*catalog);
        QTEST(int(counts.positions), "positions");
        QTEST(int(counts.stars), "stars");
        QTEST(int(counts.quasars), "quasars");
        QTEST(int(counts.magnitudes), "magnitudes");
    }

    void realUpperLimitsHaveNoError() {
        IIC_REQUIRE_REAL_DATA(folder);
        const auto catalog = readCatalog(folder / "catalogs" / "frb_hosts_galaxies.csv");
        QVERIFY(catalog);
        QVERIFY(catalog->magnitude(0, Band::W2) && !catalog->magnitudeError(0, Band::W2));
        QCOMPARE(catalog->magnitudeError(1, Band::W2), std::optional(0.05));
    }
};

IIC_CORE_TEST_MAIN(TestCatalog)
#include "test_catalog.moc"
