#include "TrainingTest.h"

using namespace iic;
using iic::test::bytes;
using iic::test::sameNumbers;

namespace {

/// Asks to stop once a number of steps were reported.
class StopAfter final : public ProgressSink {
  public:
    StopAfter(std::stop_source& source, int steps) : source_(source), left_(steps) {}
    void report(const Progress&) override {
        if (--left_ == 0)
            source_.request_stop();
    }

  private:
    std::stop_source& source_;
    int left_;
};

} // namespace

class TestTraining : public iic::test::TrainingTest {
    Q_OBJECT

  private Q_SLOTS:
    void learnsWhatCanBeToldApart() {
        auto recipe = options("learns", 25);
        recipe.learningRate = 1e-3;
        const auto result = run(recipe);
        QVERIFY(result);
        QVERIFY2(result->bestValidationAccuracy > 0.95, qPrintable(QString::number(result->bestValidationAccuracy)));
        QVERIFY(result->epochs.back().trainingLoss < result->epochs.front().trainingLoss);

        auto classifier = Classifier::load(recipe.runFolder / "best.h5", DeviceChoice::Cpu);
        QVERIFY(classifier);
        const auto answers = classifier->classify(validation_.inputs, validation_.count());
        std::size_t right = 0;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            right += std::ranges::max_element(answers[i]) - answers[i].begin() == validation_.labels[i];
            QVERIFY(std::abs(answers[i][0] + answers[i][1] + answers[i][2] - 1) < 1e-5f);
        }
        QCOMPARE(static_cast<double>(right) / static_cast<double>(answers.size()), result->bestValidationAccuracy);
    }

    void sameSeedSameBytes() {
        const auto one = options("one", 1), two = options("two", 1);
        auto other = options("other", 1);
        other.seed = 2;
        QVERIFY(run(one) && run(two) && run(other));
        QCOMPARE(bytes(one.runFolder / "best.h5"), bytes(two.runFolder / "best.h5"));
        QVERIFY(bytes(one.runFolder / "best.h5") != bytes(other.runFolder / "best.h5"));
    }

    void resumedRunEqualsUnbroken() {
        auto unbroken = options("unbroken", 2);
        unbroken.augment = true;
        unbroken.halveAfterEpoch = 1;
        const auto whole = run(unbroken);
        QVERIFY(whole);
        auto first = unbroken;
        first.runFolder = folder_.filePath("first").toStdString();
        first.epochs = 1;
        QVERIFY(run(first));
        auto second = unbroken;
        second.runFolder = folder_.filePath("second").toStdString();
        second.resumeFrom = first.runFolder / "last.h5";
        const auto resumed = run(second);
        QVERIFY(resumed);
        QCOMPARE(resumed->epochs.size(), std::size_t{2});
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(resumed->epochs[i].epoch, static_cast<int>(i) + 1);
            QCOMPARE(resumed->epochs[i].learningRate, i == 0 ? 1e-4 : 5e-5);
            QVERIFY(resumed->epochs[i].trainingLoss == whole->epochs[i].trainingLoss);
            QVERIFY(resumed->epochs[i].validationLoss == whole->epochs[i].validationLoss);
            QVERIFY(resumed->epochs[i].trainingAccuracy == whole->epochs[i].trainingAccuracy);
        }
        QCOMPARE(resumed->bestEpoch, whole->bestEpoch);
        QVERIFY(sameNumbers(unbroken.runFolder / "last.h5", second.runFolder / "last.h5"));

        auto otherData = training_;
        otherData.inputs.back() += 0.25F;
        auto astray = second;
        astray.runFolder = folder_.filePath("astray").toStdString();
        NoProgress quiet;
        const auto strayed = train(otherData, validation_, astray, {}, quiet, {});
        QVERIFY(!strayed);
        QCOMPARE(std::get<Error>(strayed.error()).code, ErrorCode::ModelMismatch);

        const auto refusal = [&](auto change) {
            auto wrong = second;
            wrong.runFolder = folder_.filePath("wrong").toStdString();
            change(wrong);
            const auto result = run(wrong);
            return result ? ErrorCode::Internal : std::get<Error>(result.error()).code;
        };
        QCOMPARE(refusal([](auto& o) { o.seed = 2; }), ErrorCode::ModelMismatch);
        QCOMPARE(refusal([](auto& o) { o.card.pixelScale = 2.75; }), ErrorCode::ModelMismatch);
        QCOMPARE(refusal([](auto& o) { o.resumeFrom = o.runFolder / "nothing.h5"; }), ErrorCode::FileNotFound);
        QCOMPARE(refusal([&](auto& o) { o.resumeFrom = first.runFolder / "best.h5"; }), ErrorCode::BadCheckpoint);
        QCOMPARE(refusal([&](auto& o) {
                     o.epochs = 1;
                     o.resumeFrom = second.runFolder / "last.h5"; // of two
                 }),
                 ErrorCode::BadOption);
        QVERIFY(!std::filesystem::exists(folder_.filePath("wrong/last.h5").toStdString()));
    }

    void aRunGoesOnUnderOtherNames() {
        auto first = options("named", 1);
        first.card.runId = "named";
        first.card.origin = "set.h5";
        QVERIFY(run(first));
        auto renamed = options("renamed", 2);
        renamed.card.runId = "renamed";
        renamed.card.origin = "moved.h5";
        std::filesystem::rename(first.runFolder, renamed.runFolder);
        renamed.resumeFrom = renamed.runFolder / "last.h5";
        const auto goneOn = run(renamed);
        QVERIFY2(goneOn, goneOn ? "" : std::get<Error>(goneOn.error()).oneLine().c_str());
        QCOMPARE(goneOn->epochs.size(), std::size_t{2});
        QCOMPARE(readCheckpoint(renamed.runFolder / "last.h5")->card.runId, std::string("renamed"));

        const auto refusal = [&](auto change) {
            auto wrong = renamed;
            change(wrong.card);
            const auto result = run(wrong);
            return result ? std::string() : std::get<Error>(result.error()).detail;
        };
        QCOMPARE(refusal([](auto& card) { std::swap(card.classes[0], card.classes[1]); }).substr(0, 8), std::string("classes:"));
        QCOMPARE(refusal([](auto& card) {
                     card.input.channels = {Band::W1, Band::W2, Band::W4};
                 }).substr(0, 6),
                 std::string("bands:"));
        QCOMPARE(refusal([](auto& card) { card.input.preset = ChannelPreset::Lupton; }).substr(0, 7), std::string("preset:"));
        QCOMPARE(refusal([](auto& card) { card.spec.stemKernel = 3; }).substr(0, 11), std::string("stemKernel:"));
    }

    void theRateFallsAsScheduled() {
        auto recipe = options("schedule", 4);
        recipe.schedule = RateSchedule::Cosine;
        const std::array<double, 4> cosine{1e-4, 1e-4 * (2 + std::sqrt(2.0)) / 4, 5e-5, 1e-4 * (2 - std::sqrt(2.0)) / 4};
        for (int epoch = 1; epoch <= 4; ++epoch)
            QVERIFY(std::abs(learningRateOf(recipe, epoch) - cosine[static_cast<std::size_t>(epoch - 1)]) < 1e-15);
        recipe.schedule = RateSchedule::HalveOnce;
        recipe.halveAfterEpoch = 2;
        QCOMPARE(learningRateOf(recipe, 2), 1e-4);
        QCOMPARE(learningRateOf(recipe, 3), 5e-5);
    }

    void aCosineRunIsResumedAtItsLengthOnly() {
        auto recipe = options("cosine", 2);
        recipe.schedule = RateSchedule::Cosine;
        const auto result = run(recipe);
        QVERIFY(result);
        QCOMPARE(result->epochs[1].learningRate, 5e-5);
        auto longer = recipe;
        longer.epochs = 3;
        longer.resumeFrom = recipe.runFolder / "last.h5";
        const auto refused = run(longer);
        QVERIFY(!refused);
        QCOMPARE(std::get<Error>(refused.error()).code, ErrorCode::ModelMismatch);
    }

    void whatWasAskedForOtherwiseIsNamed() {
        auto plain = options("halving", 1), cosine = options("on a cosine", 1);
        cosine.schedule = RateSchedule::Cosine;
        cosine.classWeights = {1, 2, 3};
        QVERIFY(run(plain) && run(cosine));
        const auto refusal = [&](TrainingOptions then, auto change) {
            then.resumeFrom = then.runFolder / "last.h5";
            change(then);
            const auto result = run(then);
            const auto error = result ? Error{} : std::get<Error>(result.error());
            return error.code == ErrorCode::ModelMismatch ? error.detail : error.oneLine();
        };
        QCOMPARE(refusal(plain, [](auto& o) { o.schedule = RateSchedule::Cosine; }),
                 std::string("epochs: none then, 1 now; halveAfterEpoch: 50 then, none now; "
                             "schedule: halve then, cosine now"));
        QCOMPARE(refusal(plain,
                         [](auto& o) {
                             o.classWeights = {1, 2, 3};
                         }),
                 std::string("classWeights: none then, 1.0, 2.0, 3.0 now"));
        QCOMPARE(refusal(cosine, [](auto& o) { o.classWeights = {}; }),
                 std::string("classWeights: 1.0, 2.0, 3.0 then, none now"));
        QCOMPARE(refusal(cosine, [](auto& o) { o.schedule = RateSchedule::HalveOnce; }),
                 std::string("epochs: 1 then, none now; halveAfterEpoch: none then, 50 now; "
                             "schedule: cosine then, halve now"));
        auto begun = options("begun with weights", 1);
        begun.startFrom = plain.runFolder / "best.h5";
        QVERIFY(run(begun));
        const auto forgotten = refusal(begun, [](auto& o) { o.startFrom.reset(); });
        QVERIFY2(forgotten.starts_with("startFrom: ") && forgotten.ends_with("then, none now"), forgotten.c_str());
        const auto pretended = refusal(plain, [&](auto& o) { o.startFrom = begun.startFrom; });
        QVERIFY2(pretended.starts_with("startFrom: none then"), pretended.c_str());
    }

    void stopLeavesTheLastWholeEpoch() {
        const auto recipe = options("stopped", 5);
        std::stop_source source;
        StopAfter sink(source, 4); // three steps an epoch
        const auto result = train(training_, validation_, recipe, {}, sink, source.get_token());
        QVERIFY(!result && isCancelled(result.error()));
        const auto whole = options("whole", 1);
        QVERIFY(run(whole));
        QVERIFY(sameNumbers(whole.runFolder / "last.h5", recipe.runFolder / "last.h5"));
        QCOMPARE(bytes(recipe.runFolder / "best.h5"), bytes(whole.runFolder / "best.h5"));
        QVERIFY(Classifier::load(recipe.runFolder / "last.h5", DeviceChoice::Cpu));
    }

    void aRunStoppedBeforeItBeginsWritesNothing() {
        const auto recipe = options("unbegun", 5);
        std::stop_source source;
        source.request_stop();
        const auto result = train(training_, validation_, recipe, {}, silent_, source.get_token());
        QVERIFY(!result && isCancelled(result.error()));
        QVERIFY(std::filesystem::is_empty(recipe.runFolder));
    }

    void divergenceNamesTheStep() {
        auto poisoned = training_;
        std::ranges::fill(poisoned.inputs, std::numeric_limits<float>::max());
        const auto result = train(poisoned, validation_, options("diverged", 1), {}, silent_, {});
        QVERIFY(!result);
        const auto error = std::get<Error>(result.error());
        QCOMPARE(error.code, ErrorCode::Diverged);
        QCOMPARE(error.detail, std::string("epoch 1, step 1 of 3"));
        QVERIFY(Classifier::load(folder_.filePath("diverged/last.h5").toStdString(), DeviceChoice::Cpu));
    }

    void divergenceShowsInValidationToo() {
        auto poisoned = validation_;
        std::ranges::fill(poisoned.inputs, std::numeric_limits<float>::max());
        const auto result = train(training_, poisoned, options("blind", 1), {}, silent_, {});
        QVERIFY(!result);
        const auto error = std::get<Error>(result.error());
        QCOMPARE(error.code, ErrorCode::Diverged);
        QCOMPARE(error.detail, std::string("epoch 1, validation"));
        QVERIFY(!std::filesystem::exists(folder_.filePath("blind/best.h5").toStdString()));
    }
};

IIC_CORE_TEST_MAIN(TestTraining)
#include "test_training.moc"
