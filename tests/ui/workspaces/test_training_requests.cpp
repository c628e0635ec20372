#include "TestSupport.h"

#include "workspaces/train/LiveRun.h"
#include "workspaces/train/RunRequests.h"

#include <QTemporaryDir>

using namespace iic;
using namespace iic::ui;

/// What is asked of a run, and what it tells.
class TestTrainingRequests : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void optionsComeBackAsTheyWere() {
        TrainingRequest request;
        TrainingOptions& options = request.options;
        options.card.input.channels = {Band::W1, Band::W2, Band::W3, Band::W4};
        options.card.input.preset = ChannelPreset::Lupton;
        options.card.input.side = 96;
        options.card.spec.stemKernel = 3;
        options.epochs = 7;
        options.batch = 12;
        options.learningRate = 3e-5;
        options.schedule = RateSchedule::Cosine;
        options.halveAfterEpoch = 9;
        options.augment = true;
        options.classWeights = {1, 0.5, 2};
        options.patience = 4;
        options.seed = 18446744073709551615ULL;
        options.device = DeviceChoice::Cpu;
        options.precision = Precision::Tf32;
        request.hasBalancedWeights = true;
        const TrainingRequest again = requestFromJson(toJson(request));
        QCOMPARE(toJson(again), toJson(request));
        QVERIFY(again.options.seed == options.seed && again.options.card.input.channels == options.card.input.channels);
        QVERIFY(again.options.classWeights == options.classWeights && again.options.learningRate == 3e-5);
        QVERIFY(again.options.precision == Precision::Tf32);
    }

    void whatIsWrongIsAsInThePaper_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"epochs\": ");
        QTest::newRow("a list") << QByteArray("[1, 2]");
        QTest::newRow("words") << QByteArray(R"({"epochs": "many", "batch": [], "side": null, "seed": -4, "bands": 3})");
        QTest::newRow("out of range") << QByteArray(
            R"({"epochs": 0, "batch": 1e9, "side": 4000, "stem": 4, "learningRate": 7, "device": 9,
                             "bands": ["W1", "W1", "W2"], "classWeights": [1, -1, 0], "patience": -1, "halveAfterEpoch": -2})");
    }

    void whatIsWrongIsAsInThePaper() {
        QFETCH(QByteArray, json);
        QCOMPARE(toJson(requestFromJson(json)), toJson(TrainingRequest{}));
    }

    void aRunGoesOnAndIsMadeAgainOnItsDevice() {
        KnownRun run;
        run.folder = "/somewhere/run 3";
        run.record.emplace();
        for (const DeviceChoice device : {DeviceChoice::Cpu, DeviceChoice::Cuda}) {
            run.record->options.device = device;
            QCOMPARE(requestToContinue(run).options.device, device);
            QCOMPARE(requestToReproduce(run, "run 4", "/somewhere").options.device, device);
        }
    }

    void aRunKnowsHowFarItIs() {
        LiveRun run;
        run.request.options.epochs = 10;
        run.begin({}, {});
        run.trainingInputs = 100;
        run.validationInputs = 30;
        QVERIFY(run.done() == 0 && !run.secondsLeft());
        run.take({.steps = {{1, 5, 10, 1.0, 0.5, 10, 2.0}}, .timedInputs = 50, .timedSteps = std::chrono::duration<double>(1)});
        QVERIFY(std::abs(run.done() - 0.05) < 1e-12);
        QCOMPARE(run.inputsPerSecond, 50.0);
        QVERIFY(std::abs(*run.secondsLeft() - 9.5 * (2 + 0.2)) < 1e-9);
        run.take({.validation = std::chrono::duration<double>(1), .epoch = EpochResult{1, 1, 0.5, 1, 0.6, 1e-4, 3}});
        QVERIFY(std::abs(run.done() - 0.1) < 1e-12);
        QVERIFY(std::abs(*run.secondsLeft() - 9 * 3.0) < 1e-9);
    }

    void anEpochBegunAgainIsNotCountedTwice() {
        LiveRun run;
        run.request.options.epochs = 10;
        run.request.options.batch = 8;
        run.begin({}, {});
        QCOMPARE(run.batch, 8);
        run.take({.steps = {{1, 1, 10, 1.0, 0.5, 8, 2.0}, {1, 2, 10, 1.0, 0.5, 8, 2.0}}, .batch = 4});
        QCOMPARE(run.batch, 4);
        QVERIFY(run.done() == 0 && run.losses.points().empty() && run.accuracies.points().empty());
        run.take({.steps = {{1, 1, 20, 1.0, 0.5, 4, 2.0}}});
        QCOMPARE(run.losses.points().size(), std::size_t{1});
        QVERIFY(std::abs(run.done() - 0.005) < 1e-12);
    }

    void theFirstOfTheBestEpochsIsTheBest() {
        LiveRun run;
        run.begin({}, {{1, 1, 0.5, 1, 0.6, 1e-4, 3}, {2, 1, 0.5, 1, 0.7, 1e-4, 3}});
        run.take({.epoch = EpochResult{3, 1, 0.5, 1, 0.7, 1e-4, 3}});
        QCOMPARE(run.bestEpoch, 2);
        run.take({.epoch = EpochResult{4, 1, 0.5, 1, 0.71, 1e-4, 3}});
        QCOMPARE(run.bestEpoch, 4);
        QCOMPARE(run.epochs.size(), std::size_t{4});
    }

    void namesAreNeverTakenTwice() {
        const auto named = [](const char* name, const char* folder) {
            KnownRun run;
            run.name = QLatin1String(name);
            run.folder = folder;
            return run;
        };
        const std::vector<KnownRun> runs{named("run 3", "/somewhere/run 3"), named("mine", "/somewhere/run 12"),
                                         named("run", "/x")};
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        QCOMPARE(freeRunName({}, path), QString("run 1"));
        QCOMPARE(freeRunName(runs, path), QString("run 13"));
        std::filesystem::create_directories(path / "run 13"); // left by a run that was taken off the list
        QCOMPARE(freeRunName(runs, path), QString("run 14"));
        std::filesystem::create_directories(path / "there");
        QVERIFY(whyNoRunName("run 14", runs, path).isEmpty());
        for (const char* wrong : {"", "mine", "there", "..", ".hidden", "a/b"})
            QVERIFY2(!whyNoRunName(wrong, runs, path).isEmpty(), wrong);
        QVERIFY(whyNoRunName("stars/faint", runs, path).contains("“/”"));
        const QString tooLong = whyNoRunName(QString(140, 'x'), runs, path);
        QVERIFY2(tooLong.contains("100") && tooLong.contains("140"), qPrintable(tooLong));
        QVERIFY(!whyNoRunName(QString(500, 'x'), runs, path).isEmpty());
    }
};

IIC_CORE_TEST_MAIN(TestTrainingRequests)
#include "test_training_requests.moc"
