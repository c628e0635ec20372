#include "TestSupport.h"

#include "astro/Coordinates.h"
#include "base/Random.h"

#include <cmath>

using namespace iic;

class TestCoordinates : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void positionsAreReadInEveryForm_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("rightAscension");
        QTest::addColumn<double>("declination");
        const double ra = (10 + 44 / 60.0 + 22.15 / 3600) * 15, dec = 21 + 3 / 60.0 + 15.2 / 3600;
        QTest::newRow("degrees") << "161.09 +21.05" << 161.09 << 21.05;
        QTest::newRow("degrees, comma") << " 161.09, -21.05 " << 161.09 << -21.05;
        QTest::newRow("degrees, tab as from a table") << "161.09\t-21.05" << 161.09 << -21.05;
        QTest::newRow("whole degrees") << "0 -90" << 0.0 << -90.0;
        QTest::newRow("colons") << "10:44:22.15 +21:03:15.2" << ra << dec;
        QTest::newRow("colons, comma") << "10:44:22.15,+21:03:15.2" << ra << dec;
        QTest::newRow("colons, no sign") << "10:44:22.15 21:03:15.2" << ra << dec;
        QTest::newRow("letters") << "10h44m22.15s +21d03m15.2s" << ra << dec;
        QTest::newRow("letters, no gap") << "10h44m22.15s-21d03m15.2s" << ra << -dec;
        QTest::newRow("blanks") << "10 44 22.15 -21 03 15.2" << ra << -dec;
        QTest::newRow("typographic minus") << "10:44:22.15 \u221221:03:15.2" << ra << -dec;
        QTest::newRow("designation") << "J104422.15+210315.2" << ra << dec;
        QTest::newRow("catalog's name") << "WISEA J104422.15-210315.2" << ra << -dec;
        QTest::newRow("just south of the equator") << "00:00:00 -00:00:01.8" << 0.0 << -0.0005;
        QTest::newRow("north pole") << "12:00:00 +90:00:00" << 180.0 << 90.0;
    }
    void positionsAreReadInEveryForm() {
        QFETCH(QString, text);
        QFETCH(double, rightAscension);
        QFETCH(double, declination);
        const auto position = parsePosition(text.toStdString());
        QVERIFY(position);
        QVERIFY(std::abs(position->rightAscension - rightAscension) < 1e-10);
        QVERIFY(std::abs(position->declination - declination) < 1e-10);
    }

    void whatIsNoPositionIsNone_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"",
                                 " ",
                                 "161.09",
                                 "360 0",
                                 "-1 0",
                                 "10 90.01",
                                 "10 -91",
                                 "24:00:00 00:00:00",
                                 "10:60:00 +00:00:00",
                                 "10:00:60 +00:00:00",
                                 "10:00:00 +90:00:01",
                                 "10:00:00 +10:60:00",
                                 "nan nan",
                                 "1e2 1e1",
                                 "10:44 +21:03",
                                 "J1044+2103",
                                 "M 31",
                                 "161.09 +21.05 7",
                                 "10:44:22.1521:03:15.2",
                                 "10:44:22 21:03"})
            QTest::newRow(text) << text;
        QTest::newRow("long") << QString(100'000, '1');
    }
    void whatIsNoPositionIsNone() {
        QFETCH(QString, text);
        QVERIFY(!parsePosition(text.toStdString()));
    }

    void namesAreCutOffAsInAllWise_data() {
        QTest::addColumn<double>("rightAscension");
        QTest::addColumn<double>("declination");
        QTest::addColumn<QString>("name");
        QTest::newRow("cut, not rounded") << 161.0923333 << 21.0542499 << "J104422.15+210315.2";
        QTest::newRow("exactly on a digit") << 15.0 * (10 + 44 / 60.0 + 22.15 / 3600) << 21 + 3 / 60.0 + 15.2 / 3600
                                            << "J104422.15+210315.2";
        QTest::newRow("the origin") << 0.0 << 0.0 << "J000000.00+000000.0";
        QTest::newRow("south") << 10.5 << -0.00001 << "J004200.00-000000.0";
        QTest::newRow("north pole") << 0.0 << 90.0 << "J000000.00+900000.0";
        QTest::newRow("south pole") << 359.0 << -90.0 << "J235600.00-900000.0";
        QTest::newRow("just before 24h") << 359.99999 << 1.0 << "J235959.99+010000.0";
        QTest::newRow("nearest number to 24h") << std::nextafter(360.0, 0.0) << 1.0 << "J235959.99+010000.0";
    }
    void namesAreCutOffAsInAllWise() {
        QFETCH(double, rightAscension);
        QFETCH(double, declination);
        QFETCH(QString, name);
        QCOMPARE(QString::fromStdString(designation({rightAscension, declination})), name);
        const QString plain = name.mid(1);
        const auto expected = plain.mid(0, 2) + ':' + plain.mid(2, 2) + ':' + plain.mid(4, 5) + ' ' + plain.mid(9, 3) + ':' +
                              plain.mid(12, 2) + ':' + plain.mid(14);
        QCOMPARE(QString::fromStdString(sexagesimal({rightAscension, declination})), expected);
    }

    void everyNameReadsBackNearby() {
        Random random(1);
        for (int trial = 0; trial < 5000; ++trial) {
            const SkyCoord position{random.uniform(0, 360), random.uniform(-90, 90)};
            for (const auto& text : {designation(position), sexagesimal(position)}) {
                const auto back = parsePosition(text);
                QVERIFY2(back, text.c_str());
                const double north = position.declination - back->declination,
                             east = position.rightAscension - back->rightAscension;
                QVERIFY2(std::abs(north) * 3600 < 0.1001 && east * 3600 > -1e-6 && east * 3600 < 0.1501, text.c_str());
                QVERIFY2(std::abs(back->declination) <= std::abs(position.declination) + 1e-9, text.c_str());
            }
        }
    }

    void separationsHold_data() {
        QTest::addColumn<double>("ra1");
        QTest::addColumn<double>("dec1");
        QTest::addColumn<double>("ra2");
        QTest::addColumn<double>("dec2");
        QTest::addColumn<double>("arcsec");
        QTest::newRow("none") << 10.0 << 20.0 << 10.0 << 20.0 << 0.0;
        QTest::newRow("north") << 10.0 << 20.0 << 10.0 << 21.0 << 3600.0;
        QTest::newRow("across 0h") << 359.9995 << 0.0 << 0.0005 << 0.0 << 3.6;
        QTest::newRow("shrunk by cos(dec)") << 10.0 << 60.0 << 10.002 << 60.0 << 3.6;
        QTest::newRow("over the pole") << 0.0 << 89.9995 << 180.0 << 89.9995 << 3.6;
        QTest::newRow("at the pole every RA is one") << 0.0 << 90.0 << 123.0 << 90.0 << 0.0;
        QTest::newRow("a quarter") << 0.0 << 0.0 << 90.0 << 0.0 << 324000.0;
        QTest::newRow("antipodes") << 0.0 << 30.0 << 180.0 << -30.0 << 648000.0;
        QTest::newRow("a milliarcsecond") << 10.0 << 20.0 << 10.0 << 20.0 + 1e-3 / 3600 << 1e-3;
    }
    void separationsHold() {
        QFETCH(double, ra1);
        QFETCH(double, dec1);
        QFETCH(double, ra2);
        QFETCH(double, dec2);
        QFETCH(double, arcsec);
        const double there = separationArcsec({ra1, dec1}, {ra2, dec2}), back = separationArcsec({ra2, dec2}, {ra1, dec1});
        QVERIFY2(std::abs(there - arcsec) < 1e-7, std::to_string(there).c_str());
        QVERIFY(std::abs(there - back) < 1e-9);
    }
};

IIC_CORE_TEST_MAIN(TestCoordinates)
#include "test_coordinates.moc"
