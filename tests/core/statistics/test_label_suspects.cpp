#include "TestSupport.h"
#include "base/Random.h"
#include "statistics/LabelSuspects.h"

#include <limits>

using namespace iic;

class TestLabelSuspects : public iic::test::Test {
    Q_OBJECT

    using Probabilities = std::vector<std::array<float, 3>>;

  private Q_SLOTS:
    void theMostDoubtedComesFirst() {
        const Probabilities probabilities{{0.9F, 0.05F, 0.05F}, {0.1F, 0.8F, 0.1F}, {0.45F, 0.5F, 0.05F}, {0.05F, 0.05F, 0.9F}};
        const std::vector<std::uint8_t> labels{0, 0, 0, 2};
        const auto suspects = rankLabelSuspects(probabilities, labels);
        QCOMPARE(suspects.ranked.size(), std::size_t{4});
        QCOMPARE(suspects.ranked[0].source, std::size_t{1});
        QCOMPARE(int(suspects.ranked[0].likely), 1);
        QVERIFY(std::abs(suspects.ranked[0].margin + 0.7) < 1e-6);
        QCOMPARE(suspects.ranked[1].source, std::size_t{2});
        QVERIFY(std::abs(suspects.threshold[0] - (0.9 + 0.1 + 0.45) / 3) < 1e-6);
        QVERIFY(std::isinf(suspects.threshold[1])); // nobody was given it: nothing is counted as it
        QCOMPARE(suspects.counted, std::size_t{0});
    }

    void whoIsSurelyAnotherIsCounted() {
        Random random(2);
        Probabilities probabilities;
        std::vector<std::uint8_t> labels;
        for (int i = 0; i < 300; ++i) {
            const auto truth = static_cast<std::size_t>(i % 3);
            std::array<float, 3> row{0.1F, 0.1F, 0.1F};
            row[truth] = 0.8F + 0.1F * static_cast<float>(random.uniform());
            probabilities.push_back(row);
            labels.push_back(static_cast<std::uint8_t>(i < 15 ? (truth + 1) % 3 : truth)); // the first fifteen are wrong
        }
        probabilities.push_back({std::numeric_limits<float>::quiet_NaN(), 0, 0});
        labels.push_back(0);
        const auto suspects = rankLabelSuspects(probabilities, labels);
        QCOMPARE(suspects.ranked.size(), std::size_t{300});
        QVERIFY(suspects.counted >= 13 && suspects.counted <= 15);
        for (std::size_t i = 0; i < 15; ++i) {
            const auto& suspect = suspects.ranked[i];
            QVERIFY(suspect.source < 15);
            QCOMPARE(std::size_t{suspect.likely}, suspect.source % 3);
        }
    }
};

IIC_CORE_TEST_MAIN(TestLabelSuspects)
#include "test_label_suspects.moc"
