#include "TestSupport.h"

#include "metrics/MagnitudeBins.h"

#include <limits>

using namespace iic;

class TestMagnitudeBins : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void countsEachMagnitudeByItself() {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        const JudgedSources sources{{0, 0, 1, 2, 1}, {{0.8, 0.1, 0.1}, {0.2, 0.7, 0.1}, {0.1, 0.8, 0.1}, {0, 0, 1}, {1, 0, 0}}};
        const auto bins = byMagnitude(std::array{12.0, 12.99, 14.5, none, 1e30}, sources);
        QCOMPARE(bins.size(), std::size_t{2}); // what has no magnitude, or none that could be, is in none
        QCOMPARE(bins[0].brightest, 12);
        QCOMPARE(bins[0].sources, std::size_t{2});
        QCOMPARE(bins[0].matrix.count(0, 0), 1.0);
        QCOMPARE(bins[0].matrix.count(1, 0), 1.0);
        QCOMPARE(bins[1].brightest, 14);
        QCOMPARE(bins[1].matrix.accuracy(), 1.0);
        const auto weighed = byMagnitude(std::array{12.0, 12.99, 14.5, none, none}, sources, std::array{3.0, 1.0, 1.0, 1.0, 1.0});
        QCOMPARE(weighed[0].matrix.accuracy(), 0.75);
    }
};

IIC_CORE_TEST_MAIN(TestMagnitudeBins)
#include "test_magnitude_bins.moc"
