#include "TestSupport.h"
#include "TestTile.h"

#include "imaging/CutoutStatistics.h"

#include <algorithm>
#include <limits>

using namespace iic;

class TestCutoutStatistics : public iic::test::Test {
    Q_OBJECT

    static constexpr int side = 39;
    struct Source {
        double x = 19, y = 19, flux = 20'000, fwhm = 5;
    };
    static FloatImage cutout(const std::vector<Source>& sources, std::uint64_t seed = 1) {
        FloatImage image(side, side, 10);
        test::addNoise(image, 1, seed);
        for (const auto& source : sources)
            test::addSource(image, source.x, source.y, source.flux, source.fwhm);
        return image;
    }
    static double statistic(const std::string& name, const std::vector<FloatImage>& planes, std::vector<double> unit = {1, 1}) {
        const auto names = cutoutStatisticNames(std::vector<std::string>{"W1", "W2"});
        const auto sources = *findCutoutSources(planes.front(), {}, 1.375);
        const auto numbers = cutoutStatistics(planes, unit, sources, {}, 1.375);
        if (numbers.size() != names.size())
            return NAN;
        return static_cast<double>(numbers[static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())]);
    }

  private Q_SLOTS:
    void numbersSayWhatTheCutoutShows() {
        const std::vector<FloatImage> point{cutout({{}}), cutout({{.flux = 2'000}}, 2)};
        const std::vector<FloatImage> broad{cutout({{.fwhm = 14}}), point[1]};
        const std::vector<FloatImage> faint{cutout({{.flux = 500}}), point[1]};
        const std::vector<FloatImage> paired{cutout({{}, {.x = 32, .flux = 60'000}}), point[1]};
        const std::vector<FloatImage> lopsided{cutout({{}, {.x = 22, .flux = 8'000}}), point[1]};
        QVERIFY(std::abs(statistic("brightness", point) - statistic("brightness", faint) - std::log10(40.0)) < 0.1);
        QVERIFY(std::abs(statistic("brightness", point, {1e-6, 1}) - statistic("brightness", point) + 6) < 1e-3);
        QVERIFY(statistic("contrast", point) > statistic("contrast", faint) + 1);
        QVERIFY(statistic("concentration", point) > statistic("concentration", broad) + 0.2);
        QVERIFY(statistic("asymmetry", lopsided) > statistic("asymmetry", point) + 0.1);
        QVERIFY(std::abs(statistic("background", point) - 10) < 0.2);
        QVERIFY(std::abs(statistic("noise", point)) < 0.05);
        QCOMPARE(statistic("neighbours", paired), 1.0);
        QCOMPARE(statistic("neighbours", point), 0.0);
        QVERIFY(std::abs(statistic("neighbour light", point)) < 0.01);
        QVERIFY(std::abs(statistic("neighbour light", paired) - std::log10(3.0)) < 0.05);
        QVERIFY(std::abs(statistic("W2 colour", point) + 1) < 0.05);
    }

    void theyAreFiniteWhateverTheCutoutHolds() {
        const float blank = std::numeric_limits<float>::quiet_NaN();
        for (const float value : {0.0F, -3.0F, 1e12F, blank})
            for (const auto& name : cutoutStatisticNames(std::vector<std::string>{"W1", "W2"}))
                for (const double unit : {1e-6, 0.0, static_cast<double>(blank)}) {
                    const FloatImage flat(side, side, value);
                    QVERIFY2(std::isfinite(statistic(name, {flat, flat}, {unit, unit})), name.c_str());
                }
    }
};

IIC_CORE_TEST_MAIN(TestCutoutStatistics)
#include "test_cutout_statistics.moc"
