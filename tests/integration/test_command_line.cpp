#include "CommandTest.h"

#include <QDir>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <grp.h>
#include <unistd.h>

using iic::test::Outcome;

class TestCommandLine : public iic::test::CommandTest {
    Q_OBJECT

    /// As a user whom file permissions bind, also where root runs the tests.
    static Outcome runUnprivileged(const QString& file, const QStringList& words) {
        QProcess program;
        if (::geteuid() == 0)
            program.setChildProcessModifier([] {
                constexpr uid_t nobody = 65534;
                if (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0)
                    ::_exit(127);
            });
        program.start(file, words);
        return outcomeOf(program);
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto made =
            run({"simulate", "--out", path("sky"), "--side", "400", "--sources", "500", "--balanced", "--seed", "3", "--json"});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
        QVERIFY(made.json()["sources"].get<int>() > 300 && made.json()["sources"].get<int>() <= 500);
        const auto trained = run({"train", "--simulated-fields", "1", "--sources-per-field", "150", "--epochs", "1", "--batch",
                                  "16", "--device", "cpu", "--out", path("run"), "--json"});
        QVERIFY2(trained.exit == 0, qPrintable(trained.error));
        QVERIFY(QFile::exists(path("run/best.h5")));
        QCOMPARE(trained.json()["epochs"].size(), 1u);
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("unknown") << QStringList{"paint"};
        QTest::newRow("missing option") << QStringList{"detect", "somewhere"};
        QTest::newRow("bad number") << QStringList{"simulate", "--out", "x", "--side", "-5"};
        QTest::newRow("nothing to train on") << QStringList{"train", "--out", path("never")};
    }
    void wrongUsage() {
        QFETCH(QStringList, words);
        const auto outcome = run(words);
        QCOMPARE(outcome.exit, 2);
        QVERIFY(outcome.error.startsWith("iicnet: error: "));
        QVERIFY(outcome.output.isEmpty());
        QVERIFY(!QFile::exists(path("never")));
    }

    void help() {
        const auto outcome = run({"--help"});
        QCOMPARE(outcome.exit, 0);
        for (const char* name : {"simulate", "spectra", "info", "detect", "cutouts", "match", "train", "evaluate", "classify",
                                 "models", "project", "demo"})
            QVERIFY2(outcome.output.contains(name), name);
    }

    void models() {
        const auto outcome = run({"models", "--json"});
        QCOMPARE(outcome.exit, 0);
        const auto report = outcome.json();
        QVERIFY(report["parameters"] >= 1'740'000 && report["parameters"] <= 1'760'000);
        QVERIFY(report["multiplyAdds"] >= 218'000'000 && report["multiplyAdds"] <= 219'500'000);
    }

    void info() {
        const auto outcome = run({"info", path("sky"), path("sky/catalog.tbl"), "--json"});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QCOMPARE(outcome.json().size(), 2u);
        QCOMPARE(outcome.json()[1]["bands"].size(), 4u);
        QCOMPARE(outcome.json()[1]["bands"][0]["width"].get<int>(), 400);
    }

    void infoTellsWhatColumnsMean() {
        write("roles.csv", "name,ra,dec,flux1,kind\nA,150.1,2.2,15,STAR\n");
        const auto guessed = run({"info", path("roles.csv"), "--json"}).json()[0];
        QCOMPARE(guessed["format"].get<std::string>(), std::string("CSV"));
        QCOMPARE(guessed["roles"].size(), 3u);
        QCOMPARE(guessed["withoutRole"].size(), 2u);
        const QStringList said{"info", "--role", "magnitude1=flux1", "--role", "class=kind", path("roles.csv")};
        const auto changed = run(said + QStringList{"--json"}).json()[0];
        QCOMPARE(changed["roles"]["magnitude1"].get<std::string>(), std::string("flux1"));
        QCOMPARE(changed["withoutRole"].size(), 0u);
        QVERIFY(run(said).output.contains("class"));
        for (const char* bad : {"magnitude1=none", "magnitude1=kind", "brightness=flux1"}) {
            const auto refused = run({"info", "--role", bad, path("roles.csv")});
            QCOMPARE(refused.exit, 2);
            QVERIFY2(refused.error.contains(QString(bad).section('=', 1)), qPrintable(refused.error));
        }
    }

    void infoShowsTablesWithoutPositions() {
        write("bare.csv", "a,b\n1,2\n");
        const auto outcome = run({"info", path("bare.csv"), "--json"});
        QCOMPARE(outcome.exit, 0);
        QVERIFY(outcome.error.contains("no columns with positions"));
        QCOMPARE(outcome.json()[0]["rows"].get<int>(), 1);
    }

    void tablesOfEveryFormAreWrittenAndTold() {
        for (const QString name : {"found.csv", "found.tbl", "found.fits", "found.vot"}) {
            const auto detected = run({"detect", path("sky"), "--out", path(name)});
            QVERIFY2(detected.exit == 0, qPrintable(detected.error));
        }
        const auto all =
            run({"info", path("found.csv"), path("found.tbl"), path("found.fits"), path("found.vot"), "--json"}).json();
        QCOMPARE(all.size(), 4u);
        QCOMPARE(all[2]["format"].get<std::string>(), std::string("FITS"));
        QCOMPARE(all[3]["format"].get<std::string>(), std::string("VOTable"));
        for (const auto& table : all) {
            QCOMPARE(table["rows"].get<int>(), all[0]["rows"].get<int>());
            QVERIFY(table["columns"] == all[0]["columns"]);
            QVERIFY(table["roles"] == all[0]["roles"]);
        }
    }

    void simulationRepeats() {
        for (const char* name : {"again", "other"})
            QCOMPARE(run({"simulate", "--out", path(name), "--side", "400", "--sources", "500", "--balanced", "--seed",
                          name == QString("again") ? "3" : "4"})
                         .exit,
                     0);
        const auto bytes = [&](const char* name) {
            QFile file(path(name) + "/catalog.tbl");
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QVERIFY(!bytes("sky").isEmpty());
        QCOMPARE(bytes("again"), bytes("sky"));
        QVERIFY(bytes("other") != bytes("sky"));
    }

    void detectThenClassify() {
        const auto found = run({"detect", path("sky"), "--out", path("found.csv"), "--json"});
        QVERIFY2(found.exit == 0, qPrintable(found.error));
        const auto rows = readCsv(path("found.csv"));
        QCOMPARE(rows.size(), found.json()["sources"].get<int>());
        QVERIFY(rows.size() > 100);

        const auto classified =
            run({"classify", "--tiles", path("sky"), "--catalog", path("found.csv"), "--model", path("run/best.h5"), "--out",
                 path("classes.csv"), "--regions", path("classes.reg"), "--device", "cpu", "--json"});
        QVERIFY2(classified.exit == 0, qPrintable(classified.error));
        const auto report = classified.json();
        QCOMPARE(report["stars"].get<int>() + report["galaxies"].get<int>() + report["quasars"].get<int>() +
                     report["incomplete"].get<int>() + report["offTile"].get<int>(),
                 rows.size());
        for (const auto& row : readCsv(path("classes.csv")))
            if (row["status"] == "classified") {
                QVERIFY(QStringList({"star", "galaxy", "quasar"}).contains(row["class"]));
                QVERIFY(std::abs(row["p_star"].toDouble() + row["p_galaxy"].toDouble() + row["p_quasar"].toDouble() - 1) < 1e-4);
            }
        QVERIFY(QFile::exists(path("classes.reg")));
    }

    void rowsOffTheTileAreCounted() {
        const auto rows = readCsv(path("found.csv"));
        const auto inside = rows[rows.size() / 2];
        write("mixed.csv", ("ra,dec\n" + inside["ra"] + ',' + inside["dec"] + "\n10,-70\n20,-60\n").toUtf8());
        const auto outcome = run({"classify", "--tiles", path("sky"), "--catalog", path("mixed.csv"), "--model",
                                  path("run/best.h5"), "--out", path("mixed-out.csv"), "--json"});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QCOMPARE(outcome.json()["offTile"].get<int>(), 2);
        QCOMPARE(readCsv(path("mixed-out.csv")).size(), 3);
    }

    void cutouts() {
        write("two.csv", "name,ra,dec\nA,150.1,2.2\n../B,10,-70\n");
        const auto outcome =
            run({"cutouts", "--tiles", path("sky"), "--catalog", path("two.csv"), "--out", path("cut"), "--json"});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QCOMPARE(outcome.json()["written"].get<int>(), 1);
        QCOMPARE(QDir(path("cut")).entryList({"*.png"}).size(), 1);
        QCOMPARE(QDir(path("cut")).entryList({"*.fits"}).size(), 4);
        const auto described = run({"info", path("cut"), "--json"});
        QVERIFY2(described.exit == 0, qPrintable(described.error));
        const auto tile = described.json()[0];
        QCOMPARE(tile["bands"][0]["width"].get<int>(), 39);
        QVERIFY(std::abs(tile["centre"][0].get<double>() - 150.1) < 0.7 * 1.375 / 3600);
        QVERIFY(std::abs(tile["centre"][1].get<double>() - 2.2) < 0.7 * 1.375 / 3600);
    }

    void aSecondRunDoesNotOverwriteTheFirst() {
        const QByteArray before = contents("run/best.h5");
        failsWith(run({"train", "--simulated-fields", "1", "--sources-per-field", "150", "--epochs", "1", "--out", path("run")}),
                  {"run", "--resume"});
        QCOMPARE(contents("run/best.h5"), before);
        failsWith(run({"train", "--tiles", path("nothing"), "--catalog", path("nothing.csv"), "--out", path("none")}),
                  {"nothing"}, path("none"));
    }

    void outputThatGoesNowhereIsAnError() {
        failsWith(run({"classify", "--tiles", path("sky"), "--catalog", path("sky/catalog.tbl"), "--model", path("run/best.h5"),
                       "--out", path("both.csv"), "--regions", path("nowhere/both.reg")}),
                  {"nowhere"}, path("both.csv"));
        QProcess program;
        program.setStandardOutputFile("/dev/full");
        program.start(IICNET_PROGRAM, {"models"});
        failsWith(outcomeOf(program), {"printed"});
    }

    void hostileWordsDoNotReachTheTerminal() {
        write("escape.csv", "ra,dec\n10,-70\n");
        QVERIFY(QFile::rename(path("escape.csv"), path("\x1b[31m\nred.csv")));
        failsWith(run({"classify", "--tiles", path("sky"), "--catalog", path("\x1b[31m\nred.csv"), "--model", path("run/best.h5"),
                       "--out", path("bad.csv")}),
                  {"?[31m?red.csv"}, path("bad.csv"));
    }

    void bytesThatAreNoTextDoNotBreakJson() {
        write("latin.csv", "ra,dec,caf\xe9\n150.1,2.2,1\n");
        const auto outcome = run({"info", path("latin.csv"), "--json"});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QCOMPARE(outcome.json()[0]["columns"].size(), 3u);
    }

    void testingOnWhatWasLearnedIsRefused() {
        const auto outcome = run({"evaluate", "--seed", "1", "--model", path("run/best.h5")});
        QCOMPARE(outcome.exit, 2);
        QVERIFY(outcome.error.contains("--svm-seed"));
    }

    void badInputIsRefusedByName() {
        write("text.fits", "this is no FITS file\n");
        write("nopositions.csv", "name,colour\na,red\n");
        write("far.csv", "ra,dec\n10,-70\n");
        write("weights.h5", "PK\x03\x04 a pickle, say");
        QVERIFY(QDir().mkpath(path("empty")));
        const QString out = path("bad.csv");
        failsWith(run({"detect", path("absent.fits"), "--out", out}), {"absent.fits"}, out);
        failsWith(run({"detect", path("text.fits"), "--out", out}), {"text.fits"}, out);
        failsWith(run({"detect", path("empty"), "--out", out}), {"empty"}, out);
        const auto classify = [&](const QString& catalog, const QString& model) {
            return run({"classify", "--tiles", path("sky"), "--catalog", path(catalog), "--model", path(model), "--out", out});
        };
        failsWith(classify("nopositions.csv", "run/best.h5"), {"nopositions.csv"}, out);
        failsWith(classify("far.csv", "run/best.h5"), {"far.csv"}, out);
        failsWith(classify("found.csv", "weights.h5"), {"weights.h5"}, out);
        failsWith(run({"detect", path("sky"), "--out", path("nowhere/found.csv")}), {"nowhere"}, path("nowhere"));
    }

    void aFolderThatCannotBeWrittenIsRefused() {
        constexpr auto readable = QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther;
        QVERIFY(QDir().mkpath(path("locked")));
        QVERIFY(QFile::setPermissions(path("locked"), readable));
        QVERIFY(QFile::setPermissions(folder_.path(), readable | QFile::WriteOwner));
        const QString program = path("iicnet"); // where a user without rights can run it
        QVERIFY(QFile::copy(IICNET_PROGRAM, program) && QFile::setPermissions(program, readable));
        failsWith(runUnprivileged(program, {"detect", path("sky"), "--out", path("locked/found.csv")}), {"locked/found.csv"},
                  path("locked/found.csv"));
        failsWith(runUnprivileged(program, {"simulate", "--out", path("locked/sky"), "--side", "100", "--sources", "10"}),
                  {"locked"}, path("locked/sky"));
        QVERIFY(QDir(path("locked")).isEmpty());
        QFile::setPermissions(path("locked"), readable | QFile::WriteOwner);
    }

    void interruptCancels() {
        QProcess program;
        program.start(IICNET_PROGRAM, {"train", "--simulated-fields", "1", "--sources-per-field", "150", "--epochs", "1000",
                                       "--batch", "16", "--device", "cpu", "--out", path("stopped")});
        QVERIFY(program.waitForStarted());
        QByteArray output;
        while (!output.contains("epoch") && program.waitForReadyRead(120'000))
            output += program.readAllStandardOutput();
        QVERIFY(output.contains("epoch"));
        ::kill(static_cast<pid_t>(program.processId()), SIGINT);
        QVERIFY(program.waitForFinished(60'000));
        QCOMPARE(program.exitCode(), 130);
        QVERIFY(QFile::exists(path("stopped/last.h5")));
    }

    void demo() {
        const auto outcome =
            run({"demo", "--out", path("demo"), "--model", path("run/best.h5"), "--sources", "200", "--device", "cpu"});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QVERIFY(outcome.output.contains("designation"));
        for (const char* name : {"demo/sky.png", "demo/catalog.csv", "demo/sky/catalog.tbl", "demo/sky/truth.tbl"})
            QVERIFY2(QFile::exists(path(name)), name);
    }

    void galaxyOf2010H() {
        IIC_REQUIRE_REAL_DATA(real);
        const QString tiles = QString::fromStdString((real / "allwise/2010H").string());
        QCOMPARE(run({"detect", tiles, "--out", path("h.csv")}).exit, 0);
        const auto rows = readCsv(path("h.csv"));
        QVERIFY(rows.size() >= 30);
        bool seen = false;
        QList<double> colours;
        for (const auto& row : rows) {
            const double w1 = row["w1mpro"].toDouble(), w2 = row["w2mpro"].toDouble(), w3 = row["w3mpro"].toDouble();
            if (std::hypot((row["ra"].toDouble() - 121.6006) * std::cos(1.0362 * M_PI / 180), row["dec"].toDouble() - 1.0362) <
                2.0 / 3600) {
                seen = true;
                QVERIFY2(w1 > 10.2 && w1 < 10.9 && std::abs(w1 - w2) < 0.15 && w2 - w3 > 1.9 && w2 - w3 < 2.7,
                         qPrintable(QString("%1 %2 %3").arg(w1).arg(w2).arg(w3)));
            }
            if (row["concentration"].toDouble() >= 0.44 && !row["w2mpro"].isEmpty())
                colours << w1 - w2;
        }
        QVERIFY(seen);
        std::sort(colours.begin(), colours.end());
        QVERIFY2(std::abs(colours[colours.size() / 2]) < 0.1, qPrintable(QString::number(colours[colours.size() / 2])));
    }

    /// What the bundled weights, which never saw the real sky, make of it.
    void theBundledModelOnTheRealSky() {
        IIC_REQUIRE_REAL_DATA(real);
        const QString tiles = QString::fromStdString((real / "allwise/2010H").string());
        QCOMPARE(run({"detect", tiles, "--out", path("field.csv")}).exit, 0);
        const auto outcome =
            run({"classify", "--tiles", tiles, "--catalog", path("field.csv"), "--out", path("field-classes.csv")});
        QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
        QVERIFY(outcome.error.contains("simulated")); // says where the weights come from
        int stars = 0, pointSources = 0;
        for (const auto& row : readCsv(path("field-classes.csv"))) {
            const double w1 = row["w1mpro"].toDouble(), w1w2 = w1 - row["w2mpro"].toDouble();
            if (std::hypot(row["ra"].toDouble() - 121.6006, row["dec"].toDouble() - 1.0362) < 2.0 / 3600)
                QCOMPARE(row["class"], QString("galaxy"));
            else if (w1 < 14 && std::abs(w1w2) < 0.2 && row["concentration"].toDouble() >= 0.44 &&
                     row["status"] == "classified") {
                ++pointSources;
                stars += row["class"] == "star";
            }
        }
        qInfo("%d of %d bright point sources are stars", stars, pointSources);
        QVERIFY(pointSources >= 11 && stars >= 11);
    }

    void everyRowOfOtherRealFieldsHasAClassOrAReason() {
        IIC_REQUIRE_REAL_DATA(real);
        for (const char* field : {"2010ai", "m31"}) {
            const QString tiles = QString::fromStdString((real / "allwise" / field).string());
            const QString found = path(QString(field) + ".csv"), classes = path(QString(field) + "-classes.csv");
            QCOMPARE(run({"detect", tiles, "--out", found}).exit, 0);
            const auto outcome = run({"classify", "--tiles", tiles, "--catalog", found, "--out", classes});
            QVERIFY2(outcome.exit == 0, qPrintable(outcome.error));
            const auto rows = readCsv(classes);
            QCOMPARE(rows.size(), readCsv(found).size());
            QVERIFY(!rows.isEmpty());
            for (const auto& row : rows)
                QVERIFY2(!row["class"].isEmpty() || !row["cutout_flags"].isEmpty(), qPrintable(row["designation"]));
        }
    }

    void unfitTilesAreRefused() {
        IIC_REQUIRE_REAL_DATA(real);
        for (const auto& [folder, reason] : {std::pair{"allwise/ngc309", "W3"}, std::pair{"allwise/hips-2010h", "MAGZP"}}) {
            const QString tiles = QString::fromStdString((real / folder).string());
            write("any.csv", "ra,dec\n121.6,1.04\n14.2,-9.9\n");
            const QString out = path("unfit.csv");
            failsWith(
                run({"classify", "--tiles", tiles, "--catalog", path("any.csv"), "--model", path("run/best.h5"), "--out", out}),
                {reason}, out);
        }
    }

    void damagedFiles() {
        IIC_REQUIRE_REAL_DATA(real);
        int refused = 0, opened = 0;
        const QDir damaged(QString::fromStdString((real / "damaged").string()));
        for (const QString& name : damaged.entryList(QDir::Files)) {
            if (!name.contains(".fits"))
                continue;
            const auto outcome = run({"info", damaged.filePath(name)});
            const bool trailing = name.contains("8a6114") || name.contains("8ba33c");
            if (trailing) {
                QVERIFY2(outcome.exit == 0 && outcome.error.contains("warning"), qPrintable(name + ": " + outcome.error));
                ++opened;
            } else {
                failsWith(outcome, {name});
                ++refused;
            }
        }
        QCOMPARE(opened, 2);
        QVERIFY(refused > 0);
    }
};

IIC_CORE_TEST_MAIN(TestCommandLine)
#include "test_command_line.moc"
