#include "TestSupport.h"

#include "metrics/AxisTicks.h"

#include <cmath>
#include <limits>

using Ticks = std::vector<double>;

class TestAxisTicks : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void ticksAreRoundAndInTheRange() {
        QCOMPARE(iic::linearTicks(0, 255, 5), (Ticks{0, 50, 100, 150, 200, 250}));
        QCOMPARE(iic::linearTicks(-1, 6, 7), (Ticks{-1, 0, 1, 2, 3, 4, 5, 6}));
        const auto small = iic::linearTicks(-0.7, 2.2, 6);
        QCOMPARE(small.size(), 6u);
        QCOMPARE(small[1], 0.0);
        QVERIFY(std::abs(small.front() + 0.5) < 1e-12 && std::abs(small.back() - 2.0) < 1e-12);
    }

    void aLogarithmicAxisHasPowersOfTen() {
        QCOMPARE(iic::logarithmicTicks(0.9, 1200, 8), (Ticks{1, 10, 100, 1000}));
        QCOMPARE(iic::logarithmicTicks(2, 60, 8), (Ticks{2, 5, 10, 20, 50}));
        const auto thinned = iic::logarithmicTicks(1e-300, 1e300, 8);
        QVERIFY(thinned.size() >= 4 && thinned.size() <= 8);
    }

    void whatIsNoRangeHasNoTicks() {
        const double missing = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(iic::linearTicks(1, 1, 5).empty());
        QVERIFY(iic::linearTicks(missing, 2, 5).empty());
        QVERIFY(iic::linearTicks(-std::numeric_limits<double>::max(), std::numeric_limits<double>::max(), 5).empty());
        QVERIFY(iic::logarithmicTicks(0, 10, 5).empty());
        QVERIFY(iic::logarithmicTicks(10, 1, 5).empty());
    }

    void lengthsOfScaleBars() {
        QCOMPARE(iic::roundLengthBelow(17), 10.0);
        QCOMPARE(iic::roundLengthBelow(20), 20.0);
        QCOMPARE(iic::roundLengthBelow(0.07), 0.05);
        QCOMPARE(iic::roundLengthBelow(0), 0.0);
    }
};

IIC_CORE_TEST_MAIN(TestAxisTicks)
#include "test_axis_ticks.moc"
