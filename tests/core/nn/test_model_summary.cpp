#include "TestSupport.h"
#include "nn/ModelSpec.h"

using namespace iic;

class TestModelSummary : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    // Counted by hand from the table of layers: weights, batch norms (2 a channel) and biases; multiply–adds are
    // weights × places of the output, the MLP of an attention block twice (once a pool).
    void stagesOfThePaper() {
        const std::vector<StageSummary> expected{
            {"conv1", {32, 40, 40}, 2'464, 3'840'000},
            {"rfb", {32, 40, 40}, 5'220, 7'948'800},
            {"cbam1", {32, 40, 40}, 226, 157'056},
            {"conv2", {64, 20, 20}, 18'560, 29'491'200},
            {"conv3", {128, 10, 10}, 73'984, 29'491'200},
            {"conv4", {256, 10, 10}, 295'424, 29'491'200},
            {"conv5", {512, 10, 10}, 1'180'672, 117'964'800},
            {"cbam2", {512, 10, 10}, 32'866, 75'336},
            {"head", {3}, 132'099, 131'840},
        };
        const auto found = summarise(ModelSpec{});
        QCOMPARE(found.size(), expected.size());
        std::int64_t parameters = 0, multiplyAdds = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(found[i].name, expected[i].name);
            QCOMPARE(found[i].output, expected[i].output);
            QCOMPARE(found[i].parameters, expected[i].parameters);
            QCOMPARE(found[i].multiplyAdds, expected[i].multiplyAdds);
            parameters += found[i].parameters;
            multiplyAdds += found[i].multiplyAdds;
        }
        QCOMPARE(parameters, std::int64_t{1'741'515});
        QCOMPARE(multiplyAdds, std::int64_t{218'591'432});
    }

    void optionsChangeOnlyWhatTheyName() {
        const auto small = summarise({.channels = 3, .stemKernel = 3});
        QCOMPARE(small[0].parameters, std::int64_t{3 * 9 * 32 + 64});
        const auto four = summarise({.channels = 4});
        QCOMPARE(four[0].parameters, std::int64_t{4 * 25 * 32 + 64});
        QCOMPARE(four[1].parameters, std::int64_t{5'220});
        const auto large = summarise({.inputSide = 128});
        QCOMPARE(large[7].output, (std::vector<int>{512, 16, 16}));
        QCOMPARE(large[7].parameters, std::int64_t{32'866});
    }
};

IIC_CORE_TEST_MAIN(TestModelSummary)
#include "test_model_summary.moc"
