#include "TestSupport.h"

#include "metrics/Histogram.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double endless = std::numeric_limits<double>::infinity();

using Counts = std::vector<std::uint64_t>;

double areaOverDecades(const iic::LogDistribution& distribution) {
    double area = 0;
    const auto& edges = distribution.histogram.edges;
    for (std::size_t bin = 0; bin < distribution.densityPerDecade.size(); ++bin)
        area += distribution.densityPerDecade[bin] * std::log10(edges[bin + 1] / edges[bin]);
    return area;
}

} // namespace

class TestHistogram : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void aBinHoldsItsLowerEdgeAndTheLastBothEdges() {
        const std::vector<double> values{0, 0.5, 1, 1, 2, 3, -0.1, 3.1, missing, endless};
        const auto result = iic::histogram(values, {0, 1, 2, 3});
        QCOMPARE(result.counts, (Counts{2, 2, 2}));
        QCOMPARE(result.leftOut, 4u);
        QCOMPARE(result.total(), 6u);
    }

    void densityHasAnAreaOfOne() {
        const std::vector<double> values{0.5, 1.5, 1.6, 4};
        QCOMPARE(iic::probabilityDensity(iic::histogram(values, {0, 1, 2, 6})), (std::vector<double>{0.25, 0.5, 0.0625}));
        QCOMPARE(iic::probabilityDensity(iic::histogram({}, {0, 1})), std::vector<double>{0});
    }

    void withoutEdgesEverythingIsLeftOut() {
        const std::vector<double> values{1, 2};
        QCOMPARE(iic::histogram(values, {}).leftOut, 2u);
        QVERIFY(iic::histogram(values, {1}).counts.empty());
    }

    void medianOfOddAndEvenNumbers() {
        QCOMPARE(iic::median(std::vector<double>{5, 1, missing, 3}), 3.0);
        QCOMPARE(iic::median(std::vector<double>{4, 1, 3, 2}), 2.5);
        QVERIFY(std::isnan(iic::median(std::vector<double>{missing})));
    }

    void distributionsShareTheirBins() {
        const std::vector<std::vector<double>> sets{{3, 30.0007, 300, 0, -4, missing}, {1, 1000, 10, 10}, {}};
        const auto all = iic::logDistributions(sets);
        QCOMPARE(all.size(), 3u);
        QCOMPARE(all[0].histogram.edges, all[1].histogram.edges);
        QCOMPARE(all[0].histogram.total(), 3u);
        QCOMPARE(all[0].histogram.leftOut, 3u);
        QCOMPARE(all[0].median, 30.0007);
        QCOMPARE(all[1].histogram.total(), 4u);
        QVERIFY(std::abs(areaOverDecades(all[0]) - 1) < 1e-12);
        QVERIFY(std::abs(areaOverDecades(all[1]) - 1) < 1e-12);
        QCOMPARE(all[2].histogram.total(), 0u);
        QVERIFY(std::isnan(all[2].median));
        QCOMPARE(all[0].histogram.edges.front(), 1.0);
        QVERIFY(all[0].histogram.edges.back() > 1000);
    }

    void roundedValuesMakeNoComb() {
        // As many values a decade everywhere, rounded to a tenth as a catalog has them, in single precision as a dataset has them.
        std::vector<double> values;
        for (int i = 0; i < 200000; ++i) {
            const double value = std::pow(10.0, -0.5 + 2.5 * i / 200000);
            if (const float rounded = static_cast<float>(std::round(value * 10) / 10); rounded > 0)
                values.push_back(rounded);
        }
        const auto all = iic::logDistributions(std::vector<std::vector<double>>{values});
        const auto& edges = all[0].histogram.edges;
        QCOMPARE(all[0].histogram.total(), values.size());
        QCOMPARE(all[0].binDecades, 0.05);
        double before = 0;
        for (std::size_t bin = 0; bin + 1 < edges.size(); ++bin) {
            const double steps = (edges[bin + 1] - edges[bin]) / 0.1;
            QVERIFY2(std::abs(edges[bin] * 10 - std::floor(edges[bin] * 10) - 0.5) < 1e-6 || bin == 0, "an edge is a value");
            QVERIFY(steps > before - 1e-6);
            before = steps;
        }
        for (std::size_t bin = 3; bin + 2 < edges.size(); ++bin)
            QVERIFY2(std::abs(all[0].densityPerDecade[bin] - 0.4) < 0.03,
                     qPrintable(QString::number(all[0].densityPerDecade[bin])));
        QVERIFY(std::abs(areaOverDecades(all[0]) - 1) < 1e-12);
    }

    void theEndsOfTheNumbersFitIn() {
        const std::vector<std::vector<double>> sets{{std::numeric_limits<double>::denorm_min(),
                                                     std::numeric_limits<double>::min(), 1, std::numeric_limits<double>::max()}};
        const auto all = iic::logDistributions(sets);
        QCOMPARE(all[0].histogram.total(), 3u);
        QCOMPARE(all[0].histogram.leftOut, 1u);
        QVERIFY(all[0].histogram.counts.size() < 1000);
        for (const double edge : all[0].histogram.edges)
            QVERIFY(std::isfinite(edge) && edge > 0);
    }

    void nothingToShowMakesNoBins() {
        const std::vector<std::vector<double>> sets{{0, -1, missing, endless}};
        const auto all = iic::logDistributions(sets);
        QVERIFY(all[0].histogram.edges.empty());
        QCOMPARE(all[0].histogram.leftOut, 4u);
    }

    void channelsAreCountedApart() {
        const std::vector<std::uint32_t> pixels{0xff0a0b0c, 0x000a0000, 0xffff00ff};
        const auto counts = iic::countChannels(pixels);
        QCOMPARE(counts[0][0x0a], 2u);
        QCOMPARE(counts[0][0xff], 1u);
        QCOMPARE(counts[1][0], 2u);
        QCOMPARE(counts[2][0xff], 1u);
        for (const auto& channel : counts)
            QCOMPARE(std::accumulate(channel.begin(), channel.end(), std::uint64_t{0}), 3u);
    }
};

IIC_CORE_TEST_MAIN(TestHistogram)
#include "test_histogram.moc"
