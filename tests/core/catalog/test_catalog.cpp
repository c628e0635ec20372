#include "TableText.h"
#include "TestSupport.h"

#include "catalog/Catalog.h"
#include "catalog/CatalogWarnings.h"

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
        QTest::newRow("CatWISE at VizieR") << "Name,RA_ICRS,DE_ICRS,W2mproPM,e_W2mproPM,snrW2pm,ccf,ex,qph";
        QTest::newRow("AllWISE at ESA") << "designation,ra,dec,w2mpro,w2mpro_error,w2snr,cc_flags,ext_flag,ph_qual";
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

    void spectraAreKnown_data() {
        QTest::addColumn<QString>("header");
        QTest::newRow("SpecObj") << "specObjID,ra,dec,class,subClass,z,zWarning,zErr";
        QTest::newRow("SpecObj as a file") << "SPECOBJID,PLUG_RA,PLUG_DEC,CLASS,SUBCLASS,Z,ZWARNING,Z_ERR";
        QTest::newRow("SkyServer") << "specobjid,plugra,plugdec,class,subclass,z,zwarning,x";
        QTest::newRow("VizieR") << "objID,RA_ICRS,DE_ICRS,spCl,subCl,zsp,f_zsp,e_zsp";
        QTest::newRow("PhotoObj beside it") << "objid,ra,dec,class,subClass,redshift,zWarning,z,u,g,r,i";
    }
    void spectraAreKnown() {
        QFETCH(QString, header);
        const auto catalog = read(header.toStdString() + "\n42,10.5,-20.25,QSO,BROADLINE,2.5,0,17" +
                                  (header.endsWith("i") ? ",1,1,1,1" : "") + "\n");
        QVERIFY2(catalog, catalog ? "" : catalog.error().oneLine().c_str());
        QCOMPARE(catalog->identifier(0), std::string("42"));
        QCOMPARE(catalog->position(0)->rightAscension, 10.5);
        QCOMPARE(catalog->truth(0), std::optional(SourceClass::Quasar));
        QCOMPARE(catalog->redshift(0), std::optional(2.5));
        QCOMPARE(catalog->text(0, Role::SpectralSubclass), std::string("BROADLINE"));
        QCOMPARE(catalog->text(0, Role::RedshiftWarning), std::string("0"));
    }

    void zBesideTheOtherMagnitudesIsOne() {
        QVERIFY(!read("ra,dec,u,g,r,i,z\n1,2,20,19,18,17,16\n")->redshift(0));
        QCOMPARE(read("ra,dec,name,z\n1,2,x,0.5\n")->redshift(0), std::optional(0.5));
    }

    void codesAreNoClasses() {
        const auto catalog = read("ra,dec,type,spCl\n1,2,6,STAR\n");
        QCOMPARE(catalog->truth(0), std::optional(SourceClass::Star));
    }

    void sdssLabelsNeedAnUndoubtedRedshift() {
        const auto catalog = read("ra,dec,class,zWarning\n1,2,STAR,0\n1,2,GALAXY,4\n1,2,QSO,\n1,2,AGN,4\n1,2,LM-STAR,4\n"
                                  "1,2,star,4\n1,2,,4\n1,2, QSO ,0\n");
        const std::vector<std::optional<SourceClass>> expected{SourceClass::Star,
                                                               {},
                                                               {},
                                                               SourceClass::Quasar,
                                                               SourceClass::Star,
                                                               SourceClass::Star, // as a user writes it
                                                               {},
                                                               SourceClass::Quasar};
        for (std::size_t row = 0; row < expected.size(); ++row)
            QVERIFY2(catalog->truth(row) == expected[row], std::to_string(row).c_str());
        QCOMPARE(warningsOf(*catalog).back(),
                 std::string("2 SDSS labels are left out because their zWarning is not 0, the first in row 2"));
        QVERIFY(warningsOf(*read("ra,dec,class\n1,2,STAR\n")).empty());
    }

    void whatToKnowOfACatalogIsCountedAndPlaced() {
        const auto catalog = read("#Table1\nra,dec,ra,w1mpro,w1sigmpro,w2mpro,w2sigmpro\n1,2,3,15,0.1,14,0.1\n"
                                  "1,2,3,15,999,14,\n,2,3,15,,14,0.1\n");
        const auto warnings = warningsOf(*catalog);
        QCOMPARE(warnings.size(), std::size_t(4));
        QVERIFY(warnings[0].find("#Table1") != std::string::npos);
        QCOMPARE(warnings[1], std::string("1 column names repeat or are empty; read as ra_2 (column 3)"));
        QCOMPARE(warnings[2], std::string("1 of 3 rows have no position, the first is row 3"));
        QCOMPARE(warnings[3],
                 std::string("upper limits, not measurements, among the magnitudes of 3 rows: 2 in W1 (first in row 2), "
                             "1 in W2 (first in row 2)"));
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

    void theTrapsOfRealCatalogsAreReported_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("duplicate columns") << "bright_standards_duplicate_columns"
                                           << QStringList{"2 column names repeat", "12[Jy]_2 (column 41), 25[Jy]_2 (column 42)",
                                                          "among the magnitudes of 220 rows: 198 in W1 (first in row 1)"};
        QTest::newRow("galaxies") << "frb_hosts_galaxies"
                                  << QStringList{
                                         "5 in W2 (first in row 1), 11 in W3 (first in row 1), 18 in W4 (first in row 1)"};
        QTest::newRow("scrambled") << "scrambled_match_do_not_trust" << QStringList{"only 51 % of pairs of a quasar and a star"};
        QTest::newRow("SDSS") << "sdss_star_qso_w1w2" << QStringList{};
        QTest::newRow("SkyServer") << "skyserver_header_line" << QStringList{"the first line is not the header but \"#Table1\""};
        QTest::newRow("VizieR") << "vizier_allwise_columns" << QStringList{"462 of 2108 rows have no position", "666 in W4"};
        QTest::newRow("X-ray") << "xray_classes_allwise" << QStringList{"235 in W3"};
    }
    void theTrapsOfRealCatalogsAreReported() {
        IIC_REQUIRE_REAL_DATA(folder);
        QFETCH(QString, name);
        QFETCH(QStringList, expected);
        const auto catalog = readCatalog(folder / "catalogs" / (name.toStdString() + ".csv"));
        QVERIFY(catalog);
        QStringList warnings;
        for (const auto& warning : warningsOf(*catalog))
            warnings << QString::fromStdString(warning);
        for (const auto& part : expected)
            QVERIFY2(warnings.join('\n').contains(part), qPrintable(warnings.join('\n')));
        QVERIFY2(warnings.size() <= expected.size(), qPrintable(warnings.join('\n')));
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
