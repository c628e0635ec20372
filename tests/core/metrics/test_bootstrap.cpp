#include "TestSupport.h"

#include "metrics/Bootstrap.h"

#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>

using namespace iic;

class TestBootstrap : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    /// Of a share p among n the normal approximation is p ± 1.96 √(p (1 − p) / n).
    void isAsWideAsTheShareOfManyAsks() {
        constexpr std::size_t sources = 2000;
        const auto share = [](std::span<const double> weights) -> std::vector<double> {
            return {std::accumulate(weights.begin(), weights.begin() + sources / 5, 0.0) / sources,
                    std::numeric_limits<double>::quiet_NaN(), std::accumulate(weights.begin(), weights.end(), 0.0)};
        };
        const auto intervals = *bootstrapIntervals(sources, share, {.resamples = 5000});
        QCOMPARE(intervals.size(), std::size_t{3});
        const double half = 1.96 * std::sqrt(0.2 * 0.8 / sources);
        QVERIFY2(std::abs(intervals[0].low - (0.2 - half)) < 0.1 * half, qPrintable(QString::number(intervals[0].low)));
        QVERIFY(std::abs(intervals[0].high - (0.2 + half)) < 0.1 * half);
        QVERIFY(std::isnan(intervals[1].low) && std::isnan(intervals[1].high));
        QCOMPARE(intervals[2].low, double(sources));
        const auto again = *bootstrapIntervals(sources, share, {.resamples = 5000});
        QVERIFY(again[0].low == intervals[0].low && again[0].high == intervals[0].high);
        QVERIFY((*bootstrapIntervals(sources, share, {.seed = 2}))[0].low != intervals[0].low);
    }

    void stopsWhereItIsAskedTo() {
        std::stop_source stop;
        std::atomic<int> computed = 0;
        const auto intervals = bootstrapIntervals(
            10,
            [&](std::span<const double>) -> std::vector<double> {
                ++computed;
                stop.request_stop();
                return {1};
            },
            {.resamples = 100000}, stop.get_token());
        QVERIFY(!intervals && isCancelled(intervals.error()));
        QVERIFY(computed < 1000);
    }

    void narrowerLevelsAreNarrower() {
        const auto mean = [](std::span<const double> weights) -> std::vector<double> {
            double sum = 0;
            for (std::size_t i = 0; i < weights.size(); ++i)
                sum += weights[i] * static_cast<double>(i);
            return {sum};
        };
        const auto wide = *bootstrapIntervals(100, mean), narrow = *bootstrapIntervals(100, mean, {.level = 0.5});
        QVERIFY(wide[0].low < narrow[0].low && narrow[0].high < wide[0].high);
    }
};

IIC_CORE_TEST_MAIN(TestBootstrap)
#include "test_bootstrap.moc"
