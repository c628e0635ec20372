#include "CommandTest.h"

#include <QDir>

#include <cmath>

class TestSpectraCommands : public iic::test::CommandTest {
    Q_OBJECT

  private Q_SLOTS:
    void simulationRepeats() {
        const auto made = run({"spectra", "simulate", "--per-class", "3", "--seed", "5", "--out", path("one"), "--json"});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
        QCOMPARE(made.json()["spectra"].get<int>(), 9);
        QCOMPARE(run({"spectra", "simulate", "--per-class", "3", "--seed", "5", "--out", path("two")}).exit, 0);
        const auto names = QDir(path("one")).entryList(QDir::Files);
        QCOMPARE(names.size(), 9);
        for (const auto& name : names) {
            QVERIFY(name.startsWith("spec-") && name.endsWith(".fits"));
            QCOMPARE(contents("one/" + name), contents("two/" + name));
        }
    }

    void infoTellsWhatASpectrumHolds() {
        QCOMPARE(run({"spectra", "simulate", "--per-class", "1", "--out", path("sky")}).exit, 0);
        QStringList files;
        for (const auto& name : QDir(path("sky")).entryList(QDir::Files))
            files << path("sky/" + name);
        const auto told = run(QStringList{"info", "--json"} + files);
        QVERIFY2(told.exit == 0, qPrintable(told.error));
        const auto report = told.json();
        QCOMPARE(report.size(), 3u);
        QStringList classes;
        for (const auto& spectrum : report) {
            classes << QString::fromStdString(spectrum["class"].get<std::string>());
            QVERIFY(spectrum["pixels"] >= 3800 && spectrum["medianSignalToNoise"] > 0.3 && spectrum["maskedPixels"] >= 0);
            QVERIFY(spectrum["wavelengths"][0] > 3700 && spectrum["wavelengths"][1] < 9400);
            QVERIFY(spectrum["redshift"].is_number() && spectrum["position"].size() == 2);
        }
        QCOMPARE(classes, (QStringList{"STAR", "GALAXY", "QSO"}));
        const auto text = run(QStringList{"info"} + files);
        QVERIFY(text.output.contains("QSO BROADLINE  z = ") && text.output.contains("median SNR "));
    }

    void whatIsWrongIsTold() {
        const auto none = run({"spectra", "simulate", "--per-class", "0", "--out", path("never")});
        QCOMPARE(none.exit, 2);
        QVERIFY(!QFile::exists(path("never")));
        QCOMPARE(run({"spectra"}).exit, 2);
        write("file", "in the way");
        failsWith(run({"spectra", "simulate", "--per-class", "1", "--out", path("file/sky")}), {"file/sky", "cannot be made"});
        QCOMPARE(run({"spectra", "simulate", "--per-class", "1", "--out", path("cut")}).exit, 0);
        const auto name = "cut/" + QDir(path("cut")).entryList(QDir::Files).front();
        write(name, contents(name).left(9000));
        failsWith(run({"info", path(name)}), {name, "shorter"});
    }

    void realSpectraAreTold() {
        IIC_REQUIRE_REAL_DATA(data);
        const auto told = run({"info", "--json", QString::fromStdString((data / "spectra/spec-3655-55240-0002.fits").string())});
        QVERIFY2(told.exit == 0, qPrintable(told.error));
        const auto report = told.json()[0];
        QCOMPARE(report["class"].get<std::string>(), std::string("QSO"));
        QVERIFY(std::abs(report["redshift"].get<double>() - 2.355) < 1e-3);
        QVERIFY(std::abs(report["medianSignalToNoise"].get<double>() - 8.4) < 0.3);
        QCOMPARE(report["maskedPixels"].get<int>(), 13);
    }
};

IIC_CORE_TEST_MAIN(TestSpectraCommands)
#include "test_spectra_commands.moc"
