#include "CommandTest.h"

#include <QDir>

/// `iicnet study`, `iicnet colours` and `iicnet models`, as a user's shell calls them.
class TestStudyCommands : public iic::test::CommandTest {
    Q_OBJECT

    QStringList all(const QString& folder) const {
        return {"study",    "all", "--dataset", path("set.h5"), "--out",  path(folder), "--repeats", "1",
                "--epochs", "1",   "--batch",   "16",           "--rate", "1e-3",       "--device",  "cpu"};
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto made = run({"dataset", "simulate", "--out", path("set.h5"), "--per-class", "24", "--field-side", "500",
                               "--sources-per-field", "90"});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
    }

    void everyStudyRunsAndIsWrittenDown() {
        const auto estimate = run(all("all") + QStringList{"--estimate", "--json"});
        QVERIFY2(estimate.exit == 0, qPrintable(estimate.error));
        QCOMPARE(estimate.json()["runs"].get<int>(), 24);
        QVERIFY(estimate.json()["seconds"].get<double>() > 0);

        QVERIFY(!QFile::exists(path("all/study.json"))); // an estimate begins nothing

        const auto done = run(all("all") + QStringList{"--json"}, 840'000);
        QVERIFY2(done.exit == 0, qPrintable(done.error));
        const auto report = done.json();
        QCOMPARE(report["studies"].size(), std::size_t{6});
        std::size_t variants = 0;
        for (const auto& study : report["studies"]) {
            QCOMPARE(study["runsDone"].get<int>(), study["runs"].get<int>());
            for (const auto& variant : study["variants"]) {
                ++variants;
                const auto accuracy = variant["testAccuracy"]["mean"].get<double>();
                QVERIFY(accuracy >= 0 && accuracy <= 1 && variant["inputsPerSecond"].get<double>() > 0);
            }
        }
        QCOMPARE(variants, std::size_t{29});
        const QString page = QString::fromUtf8(contents("all/report.html"));
        for (const char* figure : {"Fig. 8", "Fig. 12", "Fig. 15a", "Fig. 15b", "Fig. 16, 17", "Table 3"})
            QVERIFY2(page.contains(figure), figure);
        QCOMPARE(contents("all/results.csv").count('\n'), 30);

        const auto again = run({"study", "networks", "--out", path("all"), "--report"});
        QVERIFY2(again.exit == 0, qPrintable(again.error));
        QVERIFY2(again.output.contains("VGG16") && again.output.contains("The paper: IICnet is better"),
                 qPrintable(again.output));

        QCOMPARE(contents("all/results.csv").count('\n'), 30); // the report is of all that is there

        QVERIFY(QDir().mkpath(path("bare")) && QFile::copy(path("all/study.json"), path("bare/study.json")));
        failsWith(run({"study", "networks", "--out", path("bare"), "--report"}), {"no epoch of the study is done"},
                  path("bare/report.html"));

        // what is not said is as it was begun
        const auto bare = run({"study", "stem", "--out", path("all")});
        QVERIFY2(bare.exit == 0 && !bare.error.contains("of 24"), qPrintable(bare.error));

        // nothing is left to train, and other options are another study
        const auto more = run(all("all"));
        QVERIFY2(more.exit == 0 && !more.error.contains("of 24"), qPrintable(more.error));
        const auto other = run(all("all") + QStringList{"--augment"});
        QCOMPARE(other.exit, 2);
        QVERIFY2(other.error.contains("augment: false then, true now"), qPrintable(other.error));
    }

    void whatIsAskedForWronglyIsRefused() {
        const auto unknown = run({"study", "stems", "--quick", "--out", path("refused")});
        QVERIFY2(unknown.exit == 2 && unknown.error.contains("there is no study of this name"), qPrintable(unknown.error));
        const auto nothing = run({"study", "stem", "--out", path("refused")});
        QVERIFY2(nothing.exit == 2 && nothing.error.contains("--dataset"), qPrintable(nothing.error));
        const auto none = run({"study", "stem", "--report", "--out", path("nowhere")});
        QVERIFY2(none.exit == 1 && none.error.contains("study.json"), qPrintable(none.error));
        const auto spectra = run({"train", "--simulated-fields", "1", "--network", "colours", "--out", path("refused")});
        QVERIFY2(spectra.exit == 2 && spectra.error.contains("a network that reads magnitudes learns from a --dataset"),
                 qPrintable(spectra.error));
    }

    void networksAreCounted() {
        const auto table = run({"models", "--all"});
        QVERIFY2(table.exit == 0 && table.output.contains("134.27 M") && table.output.contains("ResNet34: the paper's"),
                 qPrintable(table.output));
        const auto mobile = run({"models", "--network", "mobilenet", "--json"}).json();
        QCOMPARE(mobile["parameters"].get<int>(), 3210051);
        const auto fused = run({"models", "--network", "image-colours", "--json"}).json();
        const auto timed = run({"models", "--network", "mobilenet-v3-small", "--time", "--device", "cpu", "--json"}).json();
        QVERIFY(timed["inputsPerSecond"]["learned"].get<double>() > 0);
        QVERIFY(timed["inputsPerSecond"]["classified"].get<double>() > timed["inputsPerSecond"]["learned"].get<double>());
        QCOMPARE(fused["numbers"].get<int>(), 8);
    }

    void coloursOfCatalogsNeedNoImages() {
        QByteArray stars = "name,ra,dec,w1mpro,w1sigmpro,w2mpro,w2sigmpro\n",
                   rows = "name,class,ra,dec,w1mpro,w1sigmpro,w2mpro,w2sigmpro\n";
        for (int i = 0; i < 60; ++i) {
            const double w1 = 12 + 0.05 * i;
            stars += QString("s%1,10,%1,%2,0.02,%3,0.02\n").arg(i).arg(w1).arg(w1 - 0.01 * (i % 7)).toUtf8();
            rows += QString("q%1,%2,20,%1,%3,0.02,%4,0.02\n")
                        .arg(i)
                        .arg(i % 2 ? "QSO" : "GALAXY")
                        .arg(w1)
                        .arg(w1 - (i % 2 ? 1.2 : 0.6))
                        .toUtf8();
        }
        write("stars.csv", stars);
        write("rows.csv", rows);
        const auto found = run({"colours", path("rows.csv"), "--all-are", "star=" + path("stars.csv"), "--bands", "W1", "W2",
                                "--folds", "3", "--epochs", "40", "--json", "--out", path("colours")});
        QVERIFY2(found.exit == 0, qPrintable(found.error));
        const auto report = found.json();
        QCOMPARE(report["sources"].get<int>(), 120);
        QVERIFY(report["network"]["accuracy"].get<double>() > 0.95);
        QVERIFY(report["cut"]["accuracy"].get<double>() < 0.8); // one threshold tells two classes apart
        // The network of all of them classifies any catalog, without tiles.
        const auto model = QString::fromStdString(report["model"].get<std::string>());
        write("asked.csv", "name,ra,dec,w1mpro,w1sigmpro,w2mpro,w2sigmpro\na,10,1,13,0.02,13,0.02\nb,10,2,13,0.02,11.8,0.02\n"
                           "c,10,3,13,0.02,,\nd,10,4,1e300,0.02,99,0.02\n");
        const auto asked =
            run({"classify", "--catalog", path("asked.csv"), "--model", model, "--json", "--out", path("told.csv")});
        QVERIFY2(asked.exit == 0, qPrintable(asked.error));
        QVERIFY(asked.json() == nlohmann::json({{"out", path("told.csv").toStdString()},
                                                {"rows", 4},
                                                {"stars", 1},
                                                {"galaxies", 0},
                                                {"quasars", 1},
                                                {"withoutColour", 2}}));
        const auto told = contents("told.csv");
        QVERIFY2(told.contains("a,10,1,13,0.02,13,0.02,star,"), told);
        QVERIFY2(told.contains(",without colour,"), told);
        write("bare.csv", "name,w1mpro,w1sigmpro,w2mpro,w2sigmpro\nb,13,0.02,11.8,0.02\n"); // no positions
        const auto bare =
            run({"classify", "--catalog", path("bare.csv"), "--model", model, "--json", "--out", path("bare-told.csv")});
        QVERIFY2(bare.exit == 0 && bare.json()["quasars"].get<int>() == 1, qPrintable(bare.error));
        const auto blank = run({"classify", "--catalog", path("asked.csv"), "--out", path("blank.csv")});
        QVERIFY2(blank.exit == 2 && blank.error.contains("give the --tiles"), qPrintable(blank.error));

        const auto again = run({"colours", path("rows.csv"), "--all-are", "star=" + path("stars.csv"), "--folds", "3", "--epochs",
                                "2", "--out", path("with-w3")});
        QVERIFY2(again.exit == 0 && again.error.contains("no row tells W3"), qPrintable(again.error));
        const auto goneOn = run({"colours", path("rows.csv"), "--all-are", "star=" + path("stars.csv"), "--folds", "3",
                                 "--epochs", "2", "--out", path("with-w3")});
        QVERIFY2(goneOn.exit == 0 && goneOn.error.contains("are gone on with"), qPrintable(goneOn.error));
        const auto unclassed = run({"colours", path("stars.csv"), "--out", path("unclassed")});
        QVERIFY2(unclassed.exit == 1 && unclassed.error.contains("no row tells a class"), qPrintable(unclassed.error));
    }
};

IIC_CORE_TEST_MAIN(TestStudyCommands)
#include "test_study_commands.moc"
