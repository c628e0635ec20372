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
        failsWith(run({"spectra", "simulate", "--per-class", "2", "--out", path("one")}),
                  {"one", "holds spectra already", "9 spectra"});
        const auto names = QDir(path("one")).entryList(QDir::Files);
        QCOMPARE(names.size(), 9);
        for (const auto& name : names) {
            QVERIFY(name.startsWith("spec-") && name.endsWith(".fits"));
            QCOMPARE(contents("one/" + name), contents("two/" + name));
        }
    }

    void sourcesOfACatalogHaveSpectraWhereTheyLie() {
        write("truth.csv", "name,ra,dec,class\na,10.5,-3.25,galaxy\nb,11,4,star\nc,12,5,galaxy\nd,13,6,\ne,14,7,galaxy\n");
        const auto made = run({"spectra", "simulate", "--catalog", path("truth.csv"), "--per-class", "2", "--out", path("at")});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
        QStringList files;
        for (const auto& name : QDir(path("at")).entryList(QDir::Files))
            files << path("at/" + name);
        QCOMPARE(files.size(), 3); // two galaxies at most, and the star
        const auto told = run(QStringList{"info", "--json"} + files).json();
        int galaxies = 0;
        bool isThere = false;
        for (const auto& spectrum : told) {
            galaxies += spectrum["class"] == "GALAXY";
            isThere = isThere || (spectrum["class"] == "GALAXY" && std::abs(spectrum["position"][0].get<double>() - 10.5) < 1e-6);
        }
        QVERIFY(galaxies == 2 && isThere);
        write("none.csv", "name,ra,dec\na,10.5,-3.25\n");
        failsWith(run({"spectra", "simulate", "--catalog", path("none.csv"), "--out", path("no")}),
                  {"none.csv", "a class and a place"}, path("no"));
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
        const auto folder = run({"info", "--json", path("sky")});
        QVERIFY2(folder.exit == 0, qPrintable(folder.error));
        QCOMPARE(folder.json().size(), 3u);
        QDir().mkpath(path("bare"));
        QCOMPARE(run({"info", path("sky"), path("bare")}).exit, 1);
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

    void aRunLearnsAndIsGoneOnWith() {
        const QString out = path("run");
        const QStringList few{"spectra", "train", "--per-class", "12", "--seed", "3", "--device", "cpu", "--out", out};
        const auto made = run(few + QStringList{"--epochs", "2", "--json"});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
        QCOMPARE(made.json()["epochs"].get<int>(), 2);
        QVERIFY(made.json()["testSpectra"] >= 3 && made.json()["testAccuracy"] >= 0);
        for (const char* name : {"run.json", "epochs.csv", "best.h5", "last.h5"})
            QVERIFY2(QFile::exists(path("run/") + name), name);
        failsWith(run(few), {"holds a run already"});
        QCOMPARE(run(few + QStringList{"--resume"}).exit, 2); // --per-class and --seed have no effect
        const auto longer = run({"spectra", "train", "--out", out, "--resume", "--epochs", "2", "--json"});
        QVERIFY2(longer.exit == 0, qPrintable(longer.error));
        const auto again = run({"spectra", "train", "--per-class", "12", "--seed", "3", "--device", "cpu", "--epochs", "2",
                                "--schedule", "cosine", "--out", path("again")});
        QVERIFY2(again.exit == 0, qPrintable(again.error));
        QCOMPARE(contents("again/epochs.csv").split('\n')[2].split(',')[3],
                 contents("run/epochs.csv").split('\n')[2].split(',')[3]);
    }

    void aFolderOfSpectraIsLearnedFromAndClassified() {
        QCOMPARE(run({"spectra", "simulate", "--per-class", "10", "--seed", "8", "--out", path("learned")}).exit, 0);
        const auto made =
            run({"spectra", "train", "--spectra", path("learned"), "--epochs", "1", "--rest-frame", "--out", path("rest")});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
        write("learned/spec-9999-99999-0001.fits", "no FITS at all");
        const auto told = run({"spectra", "classify", path("learned"), "--model", path("rest/best.h5"), "--out", path("t.csv")});
        QVERIFY2(told.exit == 0, qPrintable(told.error));
        QVERIFY2(told.output.contains(" of 30 as their files say"), qPrintable(told.output + told.error));
        QCOMPARE(told.error.count("left out"), 1);
        QVERIFY(told.error.contains("1 file is left out") && told.error.contains("spec-9999-99999-0001.fits"));
        const auto rows = readCsv(path("t.csv"));
        QCOMPARE(rows.size(), 30);
        for (const auto& row : rows) {
            const double sum = row["p_star"].toDouble() + row["p_galaxy"].toDouble() + row["p_quasar"].toDouble();
            QVERIFY(std::abs(sum - 1) < 1e-4 && row["name"].startsWith("spec-"));
            QVERIFY(QStringList({"star", "galaxy", "quasar"}).contains(row["class"]));
            QVERIFY(QStringList({"STAR", "GALAXY", "QSO"}).contains(row["survey_class"]));
            QVERIFY(row["ra"].toDouble() > 0 && !row["z"].isEmpty() && row["snr"].toDouble() > 0);
        }
        const auto json = run({"spectra", "classify", path("learned"), "--model", path("rest/best.h5"), "--json"}).json();
        QCOMPARE(json["spectra"].size(), 30u);
        QCOMPARE(json["leftOut"].size(), 1u);
        QCOMPARE(json["told"].get<int>(), 30);
    }

    void whatCannotBeClassifiedIsRefused() {
        QCOMPARE(run({"spectra", "simulate", "--per-class", "1", "--out", path("three")}).exit, 0);
        const QString ofImages = QStringLiteral(IIC_SOURCE_DIR "/resources/models/demo/best.h5");
        failsWith(run({"spectra", "classify", path("three"), "--model", ofImages, "--out", path("no.csv")}),
                  {"does not read spectra", "best.h5"}, path("no.csv"));
        failsWith(run({"spectra", "classify", path("nowhere"), "--model", ofImages}), {"nowhere", "no such"});
        QDir().mkpath(path("empty"));
        failsWith(run({"spectra", "classify", path("empty"), "--model", ofImages}), {"holds no spectrum"});
        const auto made = run({"spectra", "train", "--per-class", "12", "--epochs", "1", "--out", path("small")});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
        write("spec-1.fits", "no FITS at all");
        failsWith(run({"spectra", "classify", path("spec-1.fits"), "--model", path("small/best.h5")}), {"spec-1.fits"});
        failsWith(run({"spectra", "train", "--spectra", path("empty"), "--out", path("never")}), {"too few spectra"},
                  path("never"));
        QCOMPARE(run({"spectra", "train", "--spectra", path("three"), "--per-class", "9", "--out", path("never")}).exit, 2);
        QCOMPARE(run({"spectra", "classify", path("three")}).exit, 2);
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
