#include "SyntheticInputs.h"
#include "TestSupport.h"
#include "nn/Classifier.h"
#include "nn/Training.h"

#include <QTemporaryDir>

#include <fstream>
#include <sstream>

using namespace iic;
using iic::test::syntheticInputs;

namespace {

std::string bytes(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

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

class TestTraining : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const ModelSpec spec_{.inputSide = 64};
    const LabelledInputs training_ = syntheticInputs(48, 1, spec_);
    const LabelledInputs validation_ = syntheticInputs(24, 2, spec_);
    NoProgress silent_;

    TrainingOptions options(const char* name, int epochs) const {
        TrainingOptions options;
        options.card.spec = spec_;
        options.card.input.side = spec_.inputSide;
        options.runFolder = folder_.filePath(name).toStdString();
        options.epochs = epochs;
        options.batch = 16;
        options.device = DeviceChoice::Cpu;
        return options;
    }
    JobResult<TrainingResult> run(const TrainingOptions& options) {
        return train(training_, validation_, options, {}, silent_, {});
    }

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
        QVERIFY(run(unbroken));
        auto first = options("first", 1);
        first.augment = true;
        QVERIFY(run(first));
        auto second = first;
        second.epochs = 2;
        second.runFolder = folder_.filePath("second").toStdString();
        second.resumeFrom = first.runFolder / "last.h5";
        const auto resumed = run(second);
        QVERIFY(resumed);
        QCOMPARE(resumed->epochs.size(), std::size_t{2});
        auto again = unbroken;
        again.epochs = 3;
        again.resumeFrom = unbroken.runFolder / "last.h5";
        auto more = second;
        more.epochs = 3;
        more.resumeFrom = second.runFolder / "last.h5";
        const auto a = run(again), b = run(more);
        QVERIFY(a && b);
        QCOMPARE(a->epochs.back().trainingLoss, b->epochs.back().trainingLoss);
        QCOMPARE(a->epochs.back().validationLoss, b->epochs.back().validationLoss);
    }

    void stopLeavesTheLastWholeEpoch() {
        const auto recipe = options("stopped", 5);
        std::stop_source source;
        StopAfter sink(source, 4);   // three steps an epoch
        const auto result = train(training_, validation_, recipe, {}, sink, source.get_token());
        QVERIFY(!result && isCancelled(result.error()));
        auto resumed = recipe;
        resumed.epochs = 1;
        resumed.resumeFrom = recipe.runFolder / "last.h5";
        const auto whole = run(resumed);
        QVERIFY(whole);
        QCOMPARE(whole->epochs.size(), std::size_t{1});
        QVERIFY(Classifier::load(recipe.runFolder / "last.h5", DeviceChoice::Cpu));
    }

    void divergenceNamesTheStep() {
        auto poisoned = training_;
        std::ranges::fill(poisoned.inputs, std::numeric_limits<float>::quiet_NaN());
        const auto result = train(poisoned, validation_, options("diverged", 1), {}, silent_, {});
        QVERIFY(!result);
        const auto error = std::get<Error>(result.error());
        QCOMPARE(error.code, ErrorCode::Diverged);
        QCOMPARE(error.detail, std::string("epoch 1, step 1 of 3"));
    }
};

IIC_CORE_TEST_MAIN(TestTraining)
#include "test_training.moc"
