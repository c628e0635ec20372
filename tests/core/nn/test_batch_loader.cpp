#include "nn/BatchLoader.h"

#include "SyntheticInputs.h"
#include "TestSupport.h"
#include "nn/Batches.h"
#include "nn/Device.h"

using namespace iic;

/// The same batches wherever the inputs lie.
class TestBatchLoader : public iic::test::Test {
    Q_OBJECT

    static constexpr std::uint64_t seed = 5, plenty = std::uint64_t{1} << 40;
    const ModelSpec spec_{.channels = 4, .inputSide = 64};
    const LabelledInputs inputs_ = test::syntheticInputs(40, 1, {.channels = 4, .inputSide = 64});

    BatchLoader loader(torch::Device device, std::uint64_t room) const {
        return {inputs_, inputShape(spec_), device, room, seed};
    }

    void areTheSame(const BatchLoader& one, const BatchLoader& other) const {
        for (const int epoch : {0, 1, 2}) {
            const auto order = epochOrder(inputs_.count(), seed, epoch);
            const auto here = one.load(order, epoch), there = other.load(order, epoch);
            QVERIFY(there.inputs.is_contiguous(at::MemoryFormat::ChannelsLast));
            QVERIFY(torch::equal(here.inputs, there.inputs.to(at::kCPU)));
            QVERIFY(torch::equal(here.labels, there.labels.to(at::kCPU)));
        }
    }

  private Q_SLOTS:
    void turnsMoveThePixels() {
        const auto order = epochOrder(inputs_.count(), seed, 0);
        const auto batches = loader(at::kCPU, plenty);
        QVERIFY(!torch::equal(batches.load(order, 1).inputs, batches.load(order, 0).inputs));
        QVERIFY(!torch::equal(batches.load(order, 1).inputs, batches.load(order, 2).inputs));
    }

    void residentInputsMakeTheSameBatches() { areTheSame(loader(at::kCPU, 0), loader(at::kCPU, plenty)); }

    void cudaMakesTheSameBatches() {
        const auto device = selectDevice(DeviceChoice::Automatic);
        if (!device.cuda)
            QSKIP(device.reason.c_str());
        QVERIFY(memoryFree(device) > 0);
        for (const std::uint64_t room : {std::uint64_t{0}, memoryFree(device)})
            areTheSame(loader(at::kCPU, 0), loader(at::kCUDA, room));
    }

    void inputsKeepToTheirRoom() {
        const auto bytes = inputs_.inputs.size() * sizeof(float);
        QCOMPARE(loader(at::kCPU, bytes).bytesOnDevice(), bytes);
        QVERIFY(!loader(at::kCPU, bytes - 1).isResident());
        QCOMPARE(loader(at::kCPU, 0).bytesOnDevice(), std::uint64_t{0});
    }
};

IIC_CORE_TEST_MAIN(TestBatchLoader)
#include "test_batch_loader.moc"
