#include "TestSupport.h"

#include "metrics/RocCurve.h"

#include <cmath>

using namespace iic;

class TestRocCurve : public iic::test::Test {
    Q_OBJECT

    const std::vector<double> scores_{0.9, 0.8, 0.8, 0.4, 0.1};
    const std::vector<std::uint8_t> isPositive_{1, 1, 0, 0, 1};

  private Q_SLOTS:
    void risesAtEachDifferentScore() {
        const auto curve = rocCurve(scores_, isPositive_);
        QCOMPARE(curve.size(), std::size_t{5});
        const std::array<std::array<double, 2>, 5> rates{{{0, 0}, {0, 1 / 3.0}, {0.5, 2 / 3.0}, {1, 2 / 3.0}, {1, 1}}};
        for (std::size_t i = 0; i < rates.size(); ++i) {
            QCOMPARE(curve[i].falsePositiveRate, rates[i][0]);
            QCOMPARE(curve[i].truePositiveRate, rates[i][1]);
        }
        QVERIFY(std::isinf(curve[0].threshold));
        QCOMPARE(curve[2].threshold, 0.8);
        QCOMPARE(areaUnder(curve), 0.5 * (1 / 3.0 + 2 / 3.0) / 2 + 0.5 * 2 / 3.0);
    }

    void theThresholdTakesWhatIsNotBelowIt() {
        const auto curve = rocCurve(scores_, isPositive_);
        QCOMPARE(pointAt(curve, 0.8).truePositiveRate, 2 / 3.0);
        QCOMPARE(pointAt(curve, 0.81).truePositiveRate, 1 / 3.0);
        QCOMPARE(pointAt(curve, 0.95).truePositiveRate, 0.0);
        QCOMPARE(pointAt(curve, -1).falsePositiveRate, 1.0);
        QVERIFY(std::isnan(pointAt({}, 0.5).truePositiveRate));
    }

    void weightsAreAsManySources() {
        const auto weighed = rocCurve(scores_, isPositive_, std::vector<double>{1, 2, 1, 0, 1});
        const auto repeated = rocCurve(std::vector<double>{0.9, 0.8, 0.8, 0.8, 0.1}, std::vector<std::uint8_t>{1, 1, 1, 0, 1});
        QCOMPARE(areaUnder(weighed), areaUnder(repeated));
    }

    void oneClassAloneHasNoCurve() {
        QVERIFY(rocCurve(scores_, std::vector<std::uint8_t>{1, 1, 1, 1, 1}).empty());
        QVERIFY(rocCurve({}, {}).empty());
        QVERIFY(std::isnan(areaUnder({})));
        QVERIFY(precisionRecall(scores_, std::vector<std::uint8_t>(5)).empty());
        QVERIFY(std::isnan(averagePrecision({})));
        const std::vector<std::vector<RocPoint>> none(2);
        QVERIFY(macroRoc(none).empty());
    }

    void theMeanPassesOverCurvesThatAreNone() {
        const std::vector<std::vector<RocPoint>> curves{rocCurve(scores_, isPositive_), {}};
        QCOMPARE(areaUnder(macroRoc(curves)), areaUnder(curves[0]));
    }

    void precisionByHand() {
        const auto curve = precisionRecall(scores_, isPositive_);
        QCOMPARE(curve.size(), std::size_t{4});
        QCOMPARE(curve[1].precision, 2 / 3.0);
        QCOMPARE(curve[3].precision, 0.6);
        QCOMPARE(averagePrecision(curve), (1 + 2 / 3.0 + 0.6) / 3);
    }
};

IIC_CORE_TEST_MAIN(TestRocCurve)
#include "test_roc_curve.moc"
