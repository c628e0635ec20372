#include "CommandTest.h"
#include "WrittenRun.h"

#include "analysis/TrainingMaterial.h"
#include "data/CopyDataset.h"
#include "nn/Training.h"

#include <QDir>

#include <fmt/format.h>

#include <numeric>

/// `iicnet train` and `iicnet evaluate` on a dataset, as a user's shell calls them.
class TestRunCommands : public iic::test::CommandTest {
    Q_OBJECT

    QStringList train(const QString& out) const {
        return {"train", "--dataset", path("set.h5"), "--epochs", "1", "--side", "64", "--out", path(out), "--json"};
    }

    nlohmann::json record(const QString& run) const { return nlohmann::json::parse(contents(run + "/run.json").toStdString()); }

    /// The dataset with other columns.
    void writeChanged(const QString& name, const std::function<void(iic::DatasetColumns&)>& change) const {
        const auto set = iic::Dataset::open(path("set.h5").toStdString()).value();
        auto columns = set.columns().value();
        change(columns);
        std::vector<std::size_t> rows(set.size());
        std::iota(rows.begin(), rows.end(), 0);
        iic::NoProgress silent;
        QVERIFY(iic::copyDataset(set, rows, set.card(), columns, path(name).toStdString(), silent, {}));
    }

    /// Wrong usage, said in one line that holds each of `words`.
    static void isWrongUsage(const iic::test::Outcome& outcome, const QStringList& words) {
        QVERIFY2(outcome.exit == 2, qPrintable(QString("exit %1: %2").arg(outcome.exit).arg(outcome.error)));
        for (const QString& word : words)
            QVERIFY2(outcome.error.contains(word), qPrintable(outcome.error));
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

    void aCorrectedRunIsMadeAgainWithItsCorrections() {
        using namespace iic;
        NoProgress silent;
        InputOptions input;
        input.side = 64;
        const auto plain = loadTrainingMaterial(path("set.h5").toStdString(), input, {}, silent, {}).value();
        const auto other = static_cast<std::uint8_t>((plain.training.labels[0] + 1) % 3);
        const LabelCorrections corrections{{plain.trainingRows[0], other}};
        const auto material = loadTrainingMaterial(path("set.h5").toStdString(), input, {}, silent, {}, corrections).value();
        QCOMPARE(material.training.labels[0], other);
        TrainingOptions options;
        options.card = material.card;
        options.runFolder = path("corrected").toStdString();
        options.material = describedIn(material.description, options.runFolder);
        options.epochs = 1;
        QVERIFY(iic::train(material.training, material.validation, options, {}, silent, {}));
        const auto again = run({"train", "--from", path("corrected"), "--out", path("corrected again")});
        QVERIFY2(again.exit == 0, qPrintable(again.error));
        const auto fingerprintOf = [&](const QString& name) {
            return record(name)["data"]["trainingFingerprint"].get<std::string>();
        };
        QCOMPARE(fingerprintOf("corrected again"), fingerprintOf("corrected"));
        QVERIFY(fingerprintOf("corrected") != fingerprintOf("first"));
    }

    void labelsOfATableCountInThePlaceOfTheDatasets() {
        using namespace iic;
        const auto set = Dataset::open(path("set.h5").toStdString()).value();
        const auto columns = set.columns().value();
        const auto& classes = set.card().classes;
        std::vector<std::size_t> training, test;
        for (std::size_t row = 0; row < columns.size(); ++row)
            if (!(columns.flags[row] & incompleteCutout))
                (columns.split[row] == DatasetSplit::Training ? training : test).push_back(row);
        const auto line = [&](std::size_t row, const std::string& label) {
            const auto& [ra, dec] = columns.position[row];
            return QByteArray::fromStdString(fmt::format("{},{:.8f},{:.8f},{}\n", columns.name[row], ra, dec, label));
        };
        const auto classOf = [&](std::size_t row, int further) {
            return classes[(columns.label[row] + std::size_t(further)) % 3];
        };
        const auto onTest = *std::ranges::find(test, DatasetSplit::Test, [&](std::size_t row) { return columns.split[row]; });
        write("labels.csv", "source,ra,dec,label\n" + line(training[0], classOf(training[0], 1)) +
                                line(training[1], classOf(training[1], 0)) + line(training[2], "artefact") +
                                line(onTest, classOf(onTest, 1)) + "elsewhere,10.0,-80.0,star\n");
        const auto words = [&](const QString& out) { return train(out) + QStringList{"--corrections", path("labels.csv")}; };
        const auto corrected = run(words("by table"));
        QVERIFY2(corrected.exit == 0, qPrintable(corrected.error));
        QCOMPARE(corrected.json()["samples"][0].get<int>(), 95); // one is left out
        QVERIFY2(corrected.error.contains("5 labels") &&
                     corrected.error.contains("2 corrected or left out, 1 as the dataset has them"),
                 qPrintable(corrected.error));
        QVERIFY2(corrected.error.contains("1 source of the test split") && corrected.error.contains("1 label of no source"),
                 qPrintable(corrected.error));
        const LabelCorrections expected{{training[0], static_cast<std::uint8_t>((columns.label[training[0]] + 1) % 3)},
                                        {training[2], noLabel}};
        auto material = corrected.json()["material"];
        QVERIFY(correctionsFromJson(material["corrections"].dump()) == expected);
        const auto again = run({"train", "--from", path("by table"), "--out", path("by table again"), "--json"});
        QVERIFY2(again.exit == 0, qPrintable(again.error));
        QCOMPARE(again.json()["epochs"][0]["validationLoss"].get<double>(),
                 corrected.json()["epochs"][0]["validationLoss"].get<double>());

        write("by name.csv",
              QByteArray::fromStdString("source,label\n" + columns.name[training[0]] + "," + classOf(training[0], 1) + "\n"));
        const auto named = run(train("by name") + QStringList{"--corrections", path("by name.csv")});
        QVERIFY2(named.exit == 0, qPrintable(named.error));
        QVERIFY(correctionsFromJson(named.json()["material"]["corrections"].dump()) == (LabelCorrections{expected[0]}));
        const std::string name = columns.name[training[1]];
        write("contradicting.csv", // by place, by name, and of nothing
              QByteArray::fromStdString("source,ra,dec,label\n") + line(training[0], "artefact") +
                  line(training[0], classOf(training[0], 1)) +
                  QByteArray::fromStdString(name + ",,," + classOf(training[1], 1) + "\n" + name + ",,,unsure\n" + name + ",,," +
                                            classOf(training[1], 1) + "\na,,,star\na,,,quasar\n"));
        const auto contradicting = run(train("contradicting") + QStringList{"--corrections", path("contradicting.csv")});
        QVERIFY2(contradicting.exit == 0, qPrintable(contradicting.error));
        QVERIFY2(contradicting.error.contains("2 labels of a source that has another label too") &&
                     contradicting.error.contains("2 labels of no source"),
                 qPrintable(contradicting.error));
        const auto one = [&](std::size_t row) {
            return LabelCorrection{row, static_cast<std::uint8_t>((columns.label[row] + 1) % 3)};
        };
        QVERIFY(correctionsFromJson(contradicting.json()["material"]["corrections"].dump()) ==
                (LabelCorrections{one(training[0]), one(training[1])}));
        write("elsewhere.csv", "source,ra,dec,label\nelsewhere,10.0,-80.0,star\n");
        isWrongUsage(run(train("no") + QStringList{"--corrections", path("elsewhere.csv")}),
                     {"elsewhere.csv", "none of its labels"});

        isWrongUsage(run({"train", "--from", path("by table"), "--corrections", path("labels.csv"), "--out", path("no")}),
                     {"--corrections"});
        isWrongUsage(run({"train", "--simulated-fields", "1", "--corrections", path("labels.csv"), "--out", path("no")}),
                     {"--corrections"});
        write("confirming.csv", "source,ra,dec,label\n" + line(training[1], classOf(training[1], 0)));
        isWrongUsage(run(train("no") + QStringList{"--corrections", path("confirming.csv")}),
                     {"confirming.csv", "none of its labels corrects"});
        write("wrong.csv", "source,ra,dec,label\n" + line(training[0], "comet"));
        isWrongUsage(run(train("no") + QStringList{"--corrections", path("wrong.csv")}), {"wrong.csv", "row 1", "comet"});
        write("no-labels.csv", "source,ra,dec\na,1,2\n");
        failsWith(run(train("no") + QStringList{"--corrections", path("no-labels.csv")}), {"no-labels.csv", "label"});
        QVERIFY(!QFile::exists(path("no/run.json")));
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

    void aRunGoesOnAsItWasBegun() {
        const auto first = run(train("resumed") + QStringList{"--batch", "16", "--class-weights", "balanced", "--rate", "2e-4"});
        QVERIFY2(first.exit == 0, qPrintable(first.error));
        const auto begun = record("resumed")["options"];
        const auto same = run({"train", "--resume", "--out", path("resumed")});
        QVERIFY2(same.exit == 0, qPrintable(same.error));
        QVERIFY2(same.output.contains("1 epoch in"), qPrintable(same.output));
        QVERIFY(record("resumed")["options"] == begun);
        const auto longer = run({"train", "--resume", "--epochs", "3", "--out", path("resumed")});
        QVERIFY2(longer.exit == 0, qPrintable(longer.error));
        QVERIFY(record("resumed")["options"]["epochs"] == 3 && record("resumed")["options"]["batch"] == 16);
        const QByteArray before = contents("resumed/run.json");
        isWrongUsage(run({"train", "--resume", "--epochs", "2", "--out", path("resumed")}),
                     {"last.h5", "more epochs", "3 done, 2 asked for"});
        QVERIFY(contents("resumed/run.json") == before);
        failsWith(run({"train", "--resume", "--batch", "8", "--out", path("resumed")}), {"batch: 16 then, 8 now"});
        failsWith(run({"train", "--resume", "--out", path("never begun")}), {"run.json", "no such file"}, path("never begun"));
        isWrongUsage(run({"train", "--resume", "--start-from", path("first/best.h5"), "--out", path("resumed")}),
                     {"did not begin with the weights"});
    }

    void cudaThatIsAskedForIsUsedOrMissed() {
        const auto trained = run(train("on cuda") + QStringList{"--device", "cuda"});
        const auto judged =
            run({"evaluate", "--dataset", path("set.h5"), "--model", path("first/best.h5"), "--no-svm", "--device", "cuda"});
        if (trained.exit == 0) {
            QVERIFY(trained.json()["device"].get<std::string>().starts_with("CUDA"));
            QVERIFY2(judged.exit == 0, qPrintable(judged.error));
            return;
        }
        isWrongUsage(trained, {"no CUDA device can be used"});
        isWrongUsage(judged, {"no CUDA device can be used"});
        QVERIFY(!QFile::exists(path("on cuda")));
    }

    void weightsOfOtherBandsAreNoStart() {
        const auto other = run(train("other bands") + QStringList{"--bands", "W1", "W2", "W4"});
        QVERIFY2(other.exit == 0, qPrintable(other.error));
        failsWith(run(train("refused") + QStringList{"--start-from", path("other bands/best.h5")}),
                  {"best.h5", "of other bands", "W1 W2 W3 expected, W1 W2 W4 found"}, path("refused"));
        isWrongUsage(run(train("refused") + QStringList{"--bands", "W1", "W1", "W2"}), {"--bands", "W1 twice"});
        QVERIFY(!QFile::exists(path("refused")));
    }

    void cutoutsLeftOutAreCounted() {
        writeChanged("holed.h5", [](iic::DatasetColumns& columns) {
            const auto test = std::ranges::find(columns.split, iic::DatasetSplit::Test) - columns.split.begin();
            columns.flags[static_cast<std::size_t>(test)] |= bit(iic::QualityFlag::Uncovered);
        });
        QStringList words = train("holed");
        words[2] = path("holed.h5");
        const QString warning = "holed.h5: 1 test cutout holds pixels without a value and is left out";
        const auto trained = run(words);
        QVERIFY2(trained.exit == 0 && trained.error.contains(warning), qPrintable(trained.error));
        QCOMPARE(trained.json()["samples"][2].get<int>(), 11);
        const auto judged = run({"evaluate", "--dataset", path("holed.h5"), "--model", path("first/best.h5"), "--no-svm"});
        QVERIFY2(judged.exit == 0 && judged.error.contains(warning), qPrintable(judged.error));
    }

    void oneClassIsTheDatasetsFault() {
        writeChanged("alike.h5", [](iic::DatasetColumns& columns) {
            for (std::size_t row = 0; row < columns.size(); ++row)
                if (columns.label[row] != 2)
                    columns.split[row] = iic::DatasetSplit::LeftOut;
        });
        QStringList words = train("deeper/alike");
        words[2] = path("alike.h5");
        failsWith(run(words), {"alike.h5", "of one class, quasar"}, path("deeper"));
    }

    void optionsWithoutEffectAreRefused_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("reason");
        const QStringList remade{"train", "--from", path("first"), "--out", path("idle")};
        const QStringList onDataset = train("idle");
        const QStringList onSky{"train", "--simulated-fields", "1", "--out", path("idle")};
        const QStringList judged{"evaluate", "--dataset", path("set.h5")};
        QTest::newRow("epochs of another run") << remade + QStringList{"--epochs", "1"} << "--epochs has no effect with --from";
        QTest::newRow("a remade run resumed") << remade + QStringList{"--resume"} << "--resume has no effect with --from";
        QTest::newRow("catalog") << onDataset + QStringList{"--catalog", "a.csv"} << "--catalog has no effect with --dataset";
        QTest::newRow("limit") << onDataset + QStringList{"--minimum-snr", "7"} << "--minimum-snr has no effect with --dataset";
        QTest::newRow("fields") << onDataset + QStringList{"--simulation-seed", "7"} << "without --simulated-fields";
        QTest::newRow("truth") << onSky + QStringList{"--role", "id=name"} << "--role has no effect with --simulated-fields";
        QTest::newRow("halving") << onDataset + QStringList{"--schedule", "cosine", "--halve-after", "3"}
                                 << "--halve-after has no effect with --schedule cosine";
        const auto goneOn = [&](const QString& run) { return QStringList{"train", "--resume", "--out", path(run)}; };
        iic::TrainingOptions onCosine;
        onCosine.schedule = iic::RateSchedule::Cosine;
        iic::test::writeRun(path("cosine").toStdString(), 1, onCosine);
        QTest::newRow("limit of a run on a dataset") << goneOn("first") + QStringList{"--minimum-snr", "12"}
                                                     << "--minimum-snr has no effect for a run that learns from a dataset";
        QTest::newRow("catalog of a run on a dataset") << goneOn("first") + QStringList{"--catalog", "a.csv"}
                                                       << "--catalog has no effect for a run that learns from a dataset";
        QTest::newRow("halving of a cosine")
            << goneOn("cosine") + QStringList{"--halve-after", "5"} << "--halve-after has no effect with --schedule cosine";
        QTest::newRow("sky to judge on") << judged + QStringList{"--fields", "1"} << "--fields has no effect with --dataset";
        QTest::newRow("no SVM") << QStringList{"evaluate", "--no-svm", "--svm-fields", "2"} << "--svm-fields has no effect";
    }

    void optionsWithoutEffectAreRefused() {
        QFETCH(QStringList, words);
        QFETCH(QString, reason);
        isWrongUsage(run(words), {reason});
        QVERIFY(!QFile::exists(path("idle")));
    }

    void numbersThatAreNoneAreRefused_data() {
        QTest::addColumn<QStringList>("words");
        const auto row = [](const QString& option, const QStringList& words) {
            for (const char* number : {"nan", "inf"})
                QTest::addRow("%s %s %s", qPrintable(words[0]), qPrintable(option), number)
                    << words + QStringList{option, number};
        };
        const QStringList onSky{"train", "--simulated-fields", "1", "--out", path("idle")};
        row("--minimum-snr", onSky);
        row("--rate", onSky);
        row("--minimum-snr", {"evaluate"});
        row("--rate", {"review", "--dataset", path("set.h5"), "--cross-validate", "2", "--folder", path("idle")});
        row("--perplexity", {"features", "--dataset", path("set.h5"), "--tsne", "--out", path("idle")});
        row("--threshold", {"detect", path("set.h5"), "--out", path("idle")});
        row("--radius", {"match", "a.csv", "b.csv", "--out", path("idle")});
        row("--field", {"dataset", "build", "--tiles", "a", "--catalog", "b.csv", "--out", path("idle")});
        row("--block-arcmin", {"dataset", "split", path("set.h5"), "--out", path("idle")});
        row("--minimum-snr", {"dataset", "simulate", "--out", path("idle")});
        row("--field", {"cutouts", "--tiles", "a", "--catalog", "b.csv", "--out", path("idle")});
    }

    void numbersThatAreNoneAreRefused() {
        QFETCH(QStringList, words);
        isWrongUsage(run(words), {words[words.size() - 2], words.back(), "expected"});
        QVERIFY(!QFile::exists(path("idle")));
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
        QVERIFY2(rare.output.contains("accuracy          star pur    com") && rare.output.contains("–") &&
                     !rare.output.contains("nan"),
                 qPrintable(rare.output));
        for (const char* prior : {"nan", "inf", "0", "1e308", "1e-308"})
            isWrongUsage(run(evaluate + QStringList{"--priors", "1", prior, "1"}), {"--priors", "1e-09 to 1e+09", prior});
        isWrongUsage(run(evaluate + QStringList{"--out", path("answers.fits")}), {"ends in .csv", "answers.fits"});
        QVERIFY(!QFile::exists(path("answers.fits")));
        const auto seen = run(evaluate + QStringList{"--no-svm", "--split", "training"});
        QVERIFY2(seen.exit == 0 && seen.error.contains("no test"), qPrintable(seen.error));
    }

    void whatCannotBeLearnedFromIsSaid() {
        failsWith(run({"train", "--dataset", path("none.h5"), "--out", path("n")}), {"none.h5", "no such file"}, path("n"));
        failsWith(run(train("n") + QStringList{"--start-from", path("set.h5")}), {"set.h5", "not a checkpoint"});
        const auto both = run(train("n2") + QStringList{"--simulated-fields", "1"});
        isWrongUsage(both, {"only one of --dataset, --tiles and --simulated-fields"});
        isWrongUsage(run({"train", "--out", path("n2")}), {"give --dataset"});
        failsWith(run(train(QString(300, 'n'))), {"the folder cannot be made", "File name too long"});
        write("bad.json", "{\"a\": 1}");
        failsWith(run({"train", "--from", path("bad.json"), "--out", path("n2")}), {"bad.json", "not the record of a run"},
                  path("n2"));
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
