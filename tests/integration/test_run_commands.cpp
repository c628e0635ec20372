#include "CommandTest.h"

#include <QDir>

/// `iicnet train` and `iicnet evaluate` on a dataset, as a user's shell calls them.
class TestRunCommands : public iic::test::CommandTest {
    Q_OBJECT

    QStringList train(const QString& out) const {
        return {"train", "--dataset", path("set.h5"), "--epochs", "1", "--side", "64", "--out", path(out), "--json"};
    }

  private Q_SLOTS:
    void initTestCase() {
        const auto made = run({"dataset", "simulate", "--out", path("set.h5"), "--per-class", "40", "--field-side", "500",
                               "--sources-per-field", "90"});
        QVERIFY2(made.exit == 0, qPrintable(made.error));
    }

    void aRunIsMadeAgainFromItsRecord() {
        const auto first = run(train("first") + QStringList{"--class-weights", "balanced", "--batch", "16"});
        QVERIFY2(first.exit == 0, qPrintable(first.error));
        QCOMPARE(first.json()["samples"][0].get<int>(), 96);
        const auto rows = readCsv(path("first/predictions.csv"));
        QCOMPARE(rows.size(), 24); // validation and test
        QVERIFY(rows[0].contains("p_quasar") && !rows[0]["truth"].isEmpty());
        const auto again = run({"train", "--from", path("first/run.json"), "--out", path("again"), "--json"});
        QVERIFY2(again.exit == 0, qPrintable(again.error));
        for (const char* number : {"trainingLoss", "trainingAccuracy", "validationLoss", "validationAccuracy"})
            QCOMPARE(again.json()["epochs"][0][number].get<double>(), first.json()["epochs"][0][number].get<double>());
        failsWith(run(train("first")), {"first", "holds a run already"});
    }

    void aRunIsMadeAgainOnTheDeviceItAskedFor() {
        const auto deviceOf = [&](const QString& name) {
            return nlohmann::json::parse(contents(name + "/run.json").toStdString())["options"]["device"].get<std::string>();
        };
        QVERIFY(deviceOf("first") == "auto");
        const auto onCpu = run(train("on cpu") + QStringList{"--device", "cpu"});
        QVERIFY2(onCpu.exit == 0, qPrintable(onCpu.error));
        const auto again = run({"train", "--from", path("on cpu"), "--out", path("on cpu again")});
        QVERIFY2(again.exit == 0, qPrintable(again.error));
        QVERIFY(deviceOf("on cpu again") == "cpu");
        const auto elsewhere = run({"train", "--from", path("on cpu"), "--device", "auto", "--out", path("anywhere")});
        QVERIFY2(elsewhere.exit == 0, qPrintable(elsewhere.error));
        QVERIFY(deviceOf("anywhere") == "auto");
    }

    void aMovedRunFindsItsMovedDataset() {
        QDir().mkpath(path("here/runs"));
        QVERIFY(QFile::copy(path("set.h5"), path("here/set.h5")));
        QStringList words = train("here/runs/one");
        words[2] = path("here/set.h5");
        const auto first = run(words);
        QVERIFY2(first.exit == 0, qPrintable(first.error));
        QVERIFY(contents("here/runs/one/run.json").contains("\"dataset\": \"../../set.h5\""));
        QVERIFY(QDir().rename(path("here"), path("there")));
        const auto again = run({"train", "--from", path("there/runs/one"), "--out", path("there/runs/two"), "--json"});
        QVERIFY2(again.exit == 0, qPrintable(again.error));
        QCOMPARE(again.json()["epochs"][0]["validationLoss"].get<double>(),
                 first.json()["epochs"][0]["validationLoss"].get<double>());
        QVERIFY(QDir().rename(path("there/runs/one"), path("one"))); // the run alone: its dataset lies where it lay
        QVERIFY(QDir().rename(path("there"), path("here")));
        const auto alone = run({"train", "--from", path("one"), "--out", path("three"), "--json"});
        QVERIFY2(alone.exit == 0, qPrintable(alone.error));
    }

    void renamedThingsAreTheSameThings() {
        QDir().mkpath(path("named"));
        QVERIFY(QFile::copy(path("set.h5"), path("named/set.h5")));
        const auto words = [&](const QString& dataset, const QString& out, const char* epochs) {
            return QStringList{"train", "--dataset", path(dataset), "--epochs", epochs, "--side", "64", "--out", path(out)};
        };
        const auto first = run(words("named/set.h5", "named/run", "1"));
        QVERIFY2(first.exit == 0, qPrintable(first.error));
        QVERIFY(QDir().rename(path("named/set.h5"), path("named/other name.h5")));
        QVERIFY(QDir().rename(path("named/run"), path("named/other run")));
        const auto goneOn = run(words("named/other name.h5", "named/other run", "2") + QStringList{"--resume"});
        QVERIFY2(goneOn.exit == 0, qPrintable(goneOn.error));
        QVERIFY(contents("named/other run/run.json").contains("\"dataset\": \"../other name.h5\""));
        QVERIFY(QDir().rename(path("named/other name.h5"), path("named/third name.h5")));
        failsWith(run({"train", "--from", path("named/other run"), "--out", path("named/lost")}),
                  {"other name.h5", "cannot be read"}, path("named/lost"));
        const auto again = run(
            {"train", "--from", path("named/other run"), "--dataset", path("named/third name.h5"), "--out", path("named/again")});
        QVERIFY2(again.exit == 0, qPrintable(again.error));
        const auto others = run({"dataset", "simulate", "--out", path("others.h5"), "--per-class", "40", "--field-side", "500",
                                 "--sources-per-field", "90", "--seed", "9"});
        QVERIFY2(others.exit == 0, qPrintable(others.error));
        failsWith(run({"train", "--from", path("named/other run"), "--dataset", path("others.h5"), "--out", path("named/no")}),
                  {"others.h5", "is not the dataset"}, path("named/no"));
        failsWith(run(words("others.h5", "named/other run", "3") + QStringList{"--resume"}), {"last.h5", "data: "});
    }

    void aRunFromOtherWeightsIsMadeAgainFromThem() {
        QDir().mkpath(path("chain"));
        QVERIFY(QFile::copy(path("first/best.h5"), path("chain/begin.h5")));
        const auto first = run(train("chain/one") + QStringList{"--start-from", path("chain/begin.h5")});
        QVERIFY2(first.exit == 0, qPrintable(first.error));
        QVERIFY(QDir().rename(path("chain"), path("moved chain")));
        const auto again = run({"train", "--from", path("moved chain/one"), "--out", path("moved chain/two"), "--json"});
        QVERIFY2(again.exit == 0, qPrintable(again.error));
        QCOMPARE(again.json()["epochs"][0]["trainingLoss"].get<double>(),
                 first.json()["epochs"][0]["trainingLoss"].get<double>());
        QVERIFY(QFile::remove(path("moved chain/begin.h5")));
        QVERIFY(QFile::copy(path("first/last.h5"), path("moved chain/begin.h5")));
        failsWith(run({"train", "--from", path("moved chain/one"), "--out", path("other")}),
                  {"begin.h5", "not the weights that the run began with"}, path("other"));
    }

    void aNetworkIsJudgedByASplit() {
        const QStringList evaluate{"evaluate", "--dataset", path("set.h5"), "--model", path("first/best.h5")};
        const auto report = run(evaluate + QStringList{"--json", "--out", path("answers.csv")});
        QVERIFY2(report.exit == 0, qPrintable(report.error));
        const auto json = report.json();
        QCOMPARE(json["sources"].get<int>(), 12);
        double counted = 0;
        for (const auto& row : json["confusion"])
            for (const auto& count : row)
                counted += count.get<double>();
        QCOMPARE(counted, 12.0);
        const auto& accuracy = json["figures"]["accuracy"];
        QVERIFY(accuracy[1].get<double>() <= accuracy[0].get<double>() && accuracy[0].get<double>() <= accuracy[2].get<double>());
        QCOMPARE(json["machines"].size(), 2u);
        QCOMPARE(readCsv(path("answers.csv")).size(), 12);

        const auto rare = run(evaluate + QStringList{"--no-svm", "--temperature", "--priors", "0.98", "0.015", "0.005"});
        QVERIFY2(rare.exit == 0 && rare.output.contains("precision") && rare.output.contains("temperature"),
                 qPrintable(rare.output + rare.error));
        const auto seen = run(evaluate + QStringList{"--no-svm", "--split", "training"});
        QVERIFY2(seen.exit == 0 && seen.error.contains("no test"), qPrintable(seen.error));
    }

    void whatCannotBeLearnedFromIsSaid() {
        failsWith(run({"train", "--dataset", path("none.h5"), "--out", path("n")}), {"none.h5", "no such file"}, path("n"));
        failsWith(run(train("n") + QStringList{"--start-from", path("set.h5")}), {"set.h5", "not a checkpoint"});
        const auto both = run(train("n2") + QStringList{"--simulated-fields", "1"});
        QVERIFY2(both.exit == 2 && both.error.contains("give --dataset"), qPrintable(both.error));
        failsWith(run({"train", "--from", path("nowhere"), "--out", path("n3")}), {"run.json", "no such file"}, path("n3"));
        write("changed.h5", "x");
        QFile record(path("first/run.json"));
        QVERIFY(record.open(QIODevice::ReadOnly));
        const QByteArray text = record.readAll();
        QDir().mkpath(path("moved"));
        write("moved/run.json", QByteArray(text).replace("set.h5", "changed.h5")); // of either path
        failsWith(run({"train", "--from", path("moved"), "--out", path("n4")}), {"changed.h5", "is not the dataset"}, path("n4"));
    }
};

IIC_CORE_TEST_MAIN(TestRunCommands)
#include "test_run_commands.moc"
