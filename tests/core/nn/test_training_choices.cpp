#include "TrainingTest.h"
#include "WrittenRun.h"

#include "base/Checksum.h"
#include "nn/RunRecord.h"

using namespace iic;
using iic::test::sameNumbers;

/// What can be asked of a run, and the record it leaves.
class TestTrainingChoices : public iic::test::TrainingTest {
    Q_OBJECT

  private Q_SLOTS:
    void pixelsWithoutAValueAreRefused() {
        auto holed = training_;
        holed.inputs[2 * 3 * 64 * 64 + 5] = std::numeric_limits<float>::quiet_NaN();
        for (const bool inTraining : {true, false}) {
            const auto result = inTraining ? train(holed, validation_, options("holed", 1), {}, silent_, {})
                                           : train(training_, holed, options("holed", 1), {}, silent_, {});
            QVERIFY(!result);
            const auto error = std::get<Error>(result.error());
            QCOMPARE(error.code, ErrorCode::ImplausibleData);
            QVERIFY(error.reason.find(inTraining ? "training" : "validation") != std::string::npos);
            QCOMPARE(error.detail, std::string("the first is number 2"));
        }
        QVERIFY(!std::filesystem::exists(folder_.filePath("holed").toStdString()));
    }

    void oneClassAloneIsRefused() {
        auto alike = training_;
        std::ranges::fill(alike.labels, std::uint8_t{2});
        const auto result = train(alike, validation_, options("alike", 1), {}, silent_, {});
        QVERIFY(!result);
        QCOMPARE(std::get<Error>(result.error()).reason, std::string("all training inputs are of one class, quasar"));
    }

    void stepsAreToldAndMayWait() {
        std::vector<StepResult> steps;
        TrainingObserver observer;
        observer.onStep = [&](const StepResult& step) { steps.push_back(step); };
        std::vector<std::size_t> begun;
        observer.onBegin = [&](std::span<const EpochResult> earlier) { begun.push_back(earlier.size()); };
        auto recipe = options("steps", 2);
        QVERIFY(train(training_, validation_, recipe, observer, silent_, {}));
        recipe.resumeFrom = recipe.runFolder / "last.h5";
        QVERIFY(train(training_, validation_, recipe, observer, silent_, {}));
        QCOMPARE(begun, (std::vector<std::size_t>{0, 2}));
        QCOMPARE(steps.size(), std::size_t{6});
        QVERIFY(steps[4].epoch == 2 && steps[4].step == 2 && steps[4].stepsOfEpoch == 3 && steps[4].loss > 0);
        QVERIFY(steps[4].inputs == 8 && steps[4].accuracy >= 0 && steps[4].accuracy <= 1);
        for (const StepResult& step : steps)
            QVERIFY(step.gradientNorm > 0 && std::isfinite(step.gradientNorm));
    }

    void whatValidationInputsAreTakenForIsTold() {
        std::vector<double> shares;
        TrainingObserver observer;
        observer.onValidation = [&](int epoch, std::span<const std::uint8_t> classes) {
            QCOMPARE(epoch, static_cast<int>(shares.size()) + 1);
            QCOMPARE(classes.size(), validation_.count());
            double right = 0;
            for (std::size_t i = 0; i < classes.size(); ++i)
                right += classes[i] == validation_.labels[i];
            shares.push_back(right / static_cast<double>(classes.size()));
        };
        int waits = 0;
        observer.onValidationBatch = [&] { ++waits; };
        auto recipe = options("validation", 3);
        recipe.learningRate = 1e-3;
        const auto result = train(training_, validation_, recipe, observer, silent_, {});
        QVERIFY(result && shares.size() == 3);
        const auto batches =
            (validation_.count() + static_cast<std::size_t>(recipe.batch) - 1) / static_cast<std::size_t>(recipe.batch);
        QCOMPARE(waits, 3 * static_cast<int>(batches));
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(shares[i], result->epochs[i].validationAccuracy);
    }

    void classWeightsTurnTheLoss() {
        auto plain = options("plain", 1), weighed = options("weighed", 1), equal = options("equal", 1);
        weighed.classWeights = {100, 1, 1};
        equal.classWeights = {2, 2, 2};
        const auto first = run(plain), second = run(weighed), third = run(equal);
        QVERIFY(first && second && third);
        QVERIFY(first->epochs[0].trainingLoss != second->epochs[0].trainingLoss);
        QVERIFY(std::abs(first->epochs[0].trainingLoss - third->epochs[0].trainingLoss) < 1e-5);
        weighed.resumeFrom = weighed.runFolder / "last.h5";
        weighed.classWeights = {1, 1, 100};
        QCOMPARE(std::get<Error>(run(weighed).error()).code, ErrorCode::ModelMismatch);
    }

    void theWeightedLossOfAnEpochIsThatOfNoBatch() {
        auto one = options("one batch", 1), several = options("several batches", 1);
        one.classWeights = several.classWeights = {100, 10, 1};
        one.batch = 64;
        const std::size_t size = training_.inputs.size() / training_.count();
        LabelledInputs step; // one step of 8 inputs at either batch: the same weights
        step.inputs.assign(training_.inputs.begin(), training_.inputs.begin() + static_cast<std::ptrdiff_t>(8 * size));
        step.labels.assign(training_.labels.begin(), training_.labels.begin() + 8);
        auto unlike = training_; // whose batches are of other classes
        std::ranges::sort(unlike.labels);
        const auto whole = train(step, unlike, one, {}, silent_, {}), parts = train(step, unlike, several, {}, silent_, {});
        QVERIFY(whole && parts);
        QVERIFY2(std::abs(whole->epochs[0].validationLoss - parts->epochs[0].validationLoss) < 1e-5,
                 qPrintable(QString("%1 and %2").arg(whole->epochs[0].validationLoss).arg(parts->epochs[0].validationLoss)));
    }

    void roundedProductsAreForCudaAlone() {
        auto rounded = options("rounded", 1), exact = options("exact", 1);
        rounded.precision = Precision::Tf32;
        QVERIFY(run(rounded) && run(exact));
        QVERIFY(sameNumbers(rounded.runFolder / "last.h5", exact.runFolder / "last.h5"));
        const auto record = readRunRecord(rounded.runFolder);
        QVERIFY(record && record->options.precision == Precision::Tf32 && !record->device.cuda);
        QVERIFY(precisionOn(record->device, Precision::Tf32) == Precision::Float32);
        QVERIFY(precisionOn({.cuda = true, .name = {}, .reason = {}}, Precision::Tf32) == Precision::Tf32);
        rounded.resumeFrom = exact.runFolder / "last.h5";
        exact.resumeFrom = rounded.runFolder / "last.h5";
        QCOMPARE(std::get<Error>(run(rounded).error()).code, ErrorCode::ModelMismatch);
        QCOMPARE(std::get<Error>(run(exact).error()).code, ErrorCode::ModelMismatch);
    }

    void patienceEndsARunThatGetsNoBetter() {
        auto recipe = options("patient", 40);
        recipe.learningRate = 1e-9; // learns nothing
        recipe.patience = 3;
        const auto result = run(recipe);
        QVERIFY(result);
        QCOMPARE(static_cast<int>(result->epochs.size()), result->bestEpoch + 3);
        recipe.resumeFrom = recipe.runFolder / "last.h5";
        QCOMPARE(run(recipe)->epochs.size(), result->epochs.size());
    }

    void beginsWithTheWeightsOfAnother() {
        auto first = options("first", 3);
        first.learningRate = 1e-3;
        QVERIFY(run(first));
        auto second = options("second", 1);
        second.startFrom = first.runFolder / "last.h5";
        second.learningRate = 1e-9;
        const auto result = run(second);
        QVERIFY(result);
        QVERIFY(result->epochs[0].trainingLoss < 0.9 * run(options("fresh", 1))->epochs[0].trainingLoss);
        const auto record = readRunRecord(second.runFolder);
        QVERIFY(record);
        QVERIFY(record->startedFrom == fingerprintFile(first.runFolder / "last.h5")->checksum);
        QVERIFY(record->options.startFrom == second.startFrom);

        auto goneOn = second;
        goneOn.epochs = 2;
        goneOn.resumeFrom = second.runFolder / "last.h5";
        std::filesystem::rename(first.runFolder / "last.h5", first.runFolder / "elsewhere.h5");
        const auto whole = run(goneOn); // its weights hold what it began with
        QVERIFY(whole && whole->epochs.size() == 2);
        QCOMPARE(readRunRecord(second.runFolder)->startedFrom, record->startedFrom);
        std::filesystem::rename(first.runFolder / "elsewhere.h5", first.runFolder / "last.h5");

        second.startFrom = folder_.filePath("none.h5").toStdString();
        QCOMPARE(std::get<Error>(run(second).error()).code, ErrorCode::FileNotFound);
        auto other = options("stem", 1);
        other.card.spec.stemKernel = 3;
        other.startFrom = first.runFolder / "last.h5";
        QCOMPARE(std::get<Error>(run(other).error()).code, ErrorCode::ModelMismatch);
        auto otherBands = options("bands", 1);
        otherBands.card.input.channels.back() = Band::W4;
        otherBands.startFrom = first.runFolder / "last.h5";
        const auto mixed = std::get<Error>(run(otherBands).error());
        QCOMPARE(mixed.code, ErrorCode::ModelMismatch);
        QCOMPARE(mixed.detail, std::string("W1 W2 W4 expected, W1 W2 W3 found"));
    }

    void theRecordIsReadAgain() {
        auto recipe = options("record", 2);
        recipe.schedule = RateSchedule::Cosine;
        recipe.augment = true;
        recipe.seed = 12345678901234567890ULL;
        recipe.classWeights = {1, 2, 0.5};
        recipe.patience = 7;
        recipe.card.origin = "a test";
        recipe.material = R"({"dataset": "set.h5"})";
        const auto result = run(recipe);
        QVERIFY(result);
        const auto record = readRunRecord(recipe.runFolder);
        QVERIFY2(record, record ? "" : record.error().oneLine().c_str());
        const auto& read = record->options;
        QVERIFY(read.epochs == 2 && read.batch == 8 && read.learningRate == 1e-4 && read.schedule == RateSchedule::Cosine);
        QVERIFY(read.augment && read.seed == recipe.seed && read.classWeights == recipe.classWeights && read.patience == 7);
        QVERIFY(read.card.origin == "a test" && read.card.spec.inputSide == 64);
        QCOMPARE(read.material, std::string(R"({"dataset":"set.h5"})"));
        QVERIFY(record->trainingInputs == 24 && record->trainingFingerprint == fingerprint(training_));
        QVERIFY(record->epochsDone == 2 && record->bestEpoch == result->bestEpoch && !record->torchVersion.empty());
        const auto epochs = readEpochs(recipe.runFolder);
        QVERIFY(epochs && epochs->size() == 2);
        QVERIFY(std::abs((*epochs)[1].validationLoss - result->epochs[1].validationLoss) < 1e-6);

        QCOMPARE(read.device, DeviceChoice::Cpu);
        auto again = read;
        again.runFolder = folder_.filePath("again").toStdString();
        QVERIFY(run(again));
        QVERIFY(sameNumbers(recipe.runFolder / "last.h5", again.runFolder / "last.h5"));
    }

    void aRunWhoseNameIsNoTextIsKept() {
        auto recipe = options("r\xe9s", 1);
        recipe.runFolder = std::filesystem::path(folder_.path().toStdString()) / "r\xe9s";
        recipe.card.runId = "r\xe9s";
        QVERIFY(run(recipe));
        const auto record = readRunRecord(recipe.runFolder);
        QVERIFY2(record, record ? "" : record.error().oneLine().c_str());
        recipe.epochs = 2;
        recipe.resumeFrom = recipe.runFolder / "last.h5";
        QVERIFY(run(recipe));
    }

    void theDeviceThatWasAskedForIsKept() {
        auto recipe = options("device", 1);
        for (const auto device : {DeviceChoice::Automatic, DeviceChoice::Cpu, DeviceChoice::Cuda}) {
            recipe.device = device;
            iic::test::writeRun(recipe.runFolder, 1, recipe);
            const auto record = readRunRecord(recipe.runFolder);
            QVERIFY2(record, record ? "" : record.error().oneLine().c_str());
            QCOMPARE(record->options.device, device);
        }
        const auto file = recipe.runFolder / "run.json";
        auto json = nlohmann::json::parse(std::ifstream(file));
        json["options"].erase("device"); // as records were before
        std::ofstream(file) << json;
        QCOMPARE(readRunRecord(recipe.runFolder)->options.device, DeviceChoice::Automatic);
        json["options"]["device"] = "abacus";
        std::ofstream(file) << json;
        QCOMPARE(readRunRecord(recipe.runFolder).error().code, ErrorCode::BadRun);
    }

    void damagedRecordsAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"card\": ");
        QTest::newRow("a list") << QByteArray("[1, 2]");
        QTest::newRow("nothing in it") << QByteArray("{}");
        QTest::newRow("deep") << QByteArray(200'000, '[');
        const std::filesystem::path sound = folder_.filePath("sound").toStdString();
        iic::test::writeRun(sound, 1);
        QByteArray deep = QByteArray::fromStdString(iic::test::bytes(sound / "run.json"));
        deep.replace("\"material\": {}", "\"material\": " + QByteArray(500'000, '[') + QByteArray(500'000, ']'));
        QTest::newRow("whole, and deep") << deep;
        QTest::newRow("words for numbers") << QByteArray(R"({"card": {}, "options": {"epochs": "many"}})");
    }

    void damagedRecordsAreRefused() {
        QFETCH(QByteArray, text);
        const std::filesystem::path folder = folder_.filePath("damaged").toStdString();
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "run.json", std::ios::binary) << text.toStdString();
        const auto record = readRunRecord(folder);
        QVERIFY(!record);
        QCOMPARE(record.error().code, ErrorCode::BadRun);
    }

    void impossibleOptionsAreRefused() {
        const auto refusal = [&](auto change) {
            auto wrong = options("refused", 1);
            change(wrong);
            const auto result = run(wrong);
            return result ? ErrorCode::Internal : std::get<Error>(result.error()).code;
        };
        QCOMPARE(refusal([](auto& o) { o.epochs = 0; }), ErrorCode::BadOption);
        QCOMPARE(refusal([](auto& o) { o.batch = 0; }), ErrorCode::BadOption);
        QCOMPARE(refusal([](auto& o) { o.learningRate = std::numeric_limits<double>::quiet_NaN(); }), ErrorCode::BadOption);
        QCOMPARE(refusal([](auto& o) { o.patience = -1; }), ErrorCode::BadOption);
        QCOMPARE(refusal([](auto& o) { o.classWeights = {1, 2}; }), ErrorCode::BadOption);
        QCOMPARE(refusal([](auto& o) { o.classWeights = {1, 0, 1}; }), ErrorCode::BadOption);
        QCOMPARE(refusal([](auto& o) { o.card.input.channels = {Band::W1, Band::W1, Band::W2}; }), ErrorCode::BadOption);
        QCOMPARE(refusal([](auto& o) { o.card.spec.inputSide = 60; }), ErrorCode::BadOption);
        QCOMPARE(refusal([](auto& o) { o.card.spec.inputSide = o.card.input.side = 80; }), ErrorCode::ModelMismatch);
        QVERIFY(!std::filesystem::exists(folder_.filePath("refused").toStdString()));
    }
};

IIC_CORE_TEST_MAIN(TestTrainingChoices)
#include "test_training_choices.moc"
