#include "TrainingTest.h"

#include "nn/RunRecord.h"

#include <c10/util/Exception.h>

#include <new>

using namespace iic;
using iic::test::sameNumbers;

namespace {

/// Memory that is short for steps of more inputs than it holds; what a step meets, its observer throws.
struct ShortMemory {
    std::size_t holds = 4;
    int fromEpoch = 1, fromStep = 1;
    bool isOnDevice = false;
    std::vector<int> told = {};

    TrainingObserver observer() {
        TrainingObserver observer;
        observer.onStep = [this](const StepResult& step) {
            if (static_cast<std::size_t>(step.inputs) <= holds || step.epoch < fromEpoch || step.step < fromStep)
                return;
            if (isOnDevice)
                throw c10::OutOfMemoryError({__func__, __FILE__, __LINE__}, "CUDA out of memory");
            throw std::bad_alloc();
        };
        observer.onSmallerBatch = [this](int batch) { told.push_back(batch); };
        return observer;
    }
};

} // namespace

/// What becomes of a run that there is not enough memory for.
class TestTrainingMemory : public iic::test::TrainingTest {
    Q_OBJECT

    JobResult<TrainingResult> runIn(ShortMemory& memory, const TrainingOptions& options) {
        return train(training_, validation_, options, memory.observer(), silent_, {});
    }

  private Q_SLOTS:
    void theBatchIsHalved_data() {
        QTest::addColumn<bool>("isOnDevice");
        QTest::newRow("of the device") << true;
        QTest::newRow("of the machine") << false;
    }

    void theBatchIsHalved() {
        QFETCH(bool, isOnDevice);
        ShortMemory memory{.fromStep = 2, .isOnDevice = isOnDevice};
        auto large = options(isOnDevice ? "device" : "machine", 2), small = options("small", 2);
        large.augment = small.augment = true;
        small.batch = 4;
        const auto result = runIn(memory, large);
        QVERIFY(result && run(small));
        QCOMPARE(memory.told, std::vector<int>{4});
        QCOMPARE(result->batch, 4);
        QCOMPARE(result->epochs.size(), std::size_t{2});
        QVERIFY(sameNumbers(large.runFolder / "last.h5", small.runFolder / "last.h5"));
        const auto record = readRunRecord(large.runFolder);
        QVERIFY(record && record->batch == 4 && record->options.batch == 8);
        QCOMPARE(readRunRecord(small.runFolder)->batch, 4);
    }

    void aRunGoesOnWithTheBatchItCameTo() {
        auto unbroken = options("unbroken", 3), broken = options("broken", 2);
        ShortMemory first{.fromEpoch = 2, .fromStep = 2}, second = first, third = {};
        const auto whole = runIn(first, unbroken);
        QVERIFY(whole && runIn(second, broken));
        QCOMPARE(first.told, std::vector<int>{4});
        QVERIFY(whole->epochs[0].trainingLoss == run(options("plenty", 1))->epochs[0].trainingLoss);
        broken.epochs = 3;
        broken.resumeFrom = broken.runFolder / "last.h5";
        const auto resumed = runIn(third, broken);
        QVERIFY(resumed);
        QCOMPARE(third.told, std::vector<int>{4});
        QCOMPARE(resumed->batch, 4);
        QVERIFY(sameNumbers(unbroken.runFolder / "last.h5", broken.runFolder / "last.h5"));
    }

    void aBatchOfOneThatIsTooLargeEndsTheRun() {
        ShortMemory memory{.holds = 0};
        const auto recipe = options("none", 1);
        const auto result = runIn(memory, recipe);
        QVERIFY(!result);
        QCOMPARE(std::get<Error>(result.error()).code, ErrorCode::OutOfMemory);
        QCOMPARE(memory.told, (std::vector<int>{4, 2, 1}));
        QVERIFY(readCheckpoint(recipe.runFolder / "last.h5"));
    }
};

IIC_CORE_TEST_MAIN(TestTrainingMemory)
#include "test_training_memory.moc"
