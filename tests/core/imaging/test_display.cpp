#include "TestSupport.h"
#include "imaging/Display.h"

#include <cmath>
#include <functional>
#include <limits>

using namespace iic;

namespace {

constexpr std::uint32_t gap = 0xff123456U;

FloatImage filled(int width, int height, const std::function<double(long long)>& value) {
    FloatImage image(width, height);
    for (std::size_t i = 0; i < image.pixels().size(); ++i)
        image.pixels()[i] = static_cast<float>(value(static_cast<long long>(i)));
    return image;
}

DisplayStretch linear(float low, float high) {
    DisplayStretch stretch;
    stretch.curve = StretchCurve::Linear;
    stretch.limits.fill({low, high});
    return stretch;
}

std::vector<std::uint32_t> compose(const std::array<const FloatImage*, 3>& channels, const DisplayStretch& stretch, int left,
                                   int top, int width, int height, int reduction) {
    const int columns = (width + reduction - 1) / reduction;
    const int rows = (height + reduction - 1) / reduction;
    std::vector<std::uint32_t> output(static_cast<std::size_t>(columns * rows), 1);
    composeColour(channels, stretch, left, top, width, height, reduction, gap, output.data());
    return output;
}

} // namespace

class TestDisplay : public iic::test::Test {
    Q_OBJECT
  private Q_SLOTS:
    // The limits expected here were computed by astropy.visualization.ZScaleInterval on the same pixels.
    void zscaleAgreesWithAstropy() {
        const FloatImage outliers =
            filled(200, 150, [](long long i) { return i % 97 == 0 ? 5000.0 + i : i * 7919 % 10007 / 100.0; });
        QVERIFY(std::abs(zscaleLimits(outliers).low - 0.7F) < 1e-3F);
        QVERIFY(std::abs(zscaleLimits(outliers).high - 253.75763F) < 0.01F);
        const FloatImage skewed = filled(200, 150, [](long long i) {
            const double rank = static_cast<double>(i * 7919 % 10007);
            return rank > 9500 ? rank - 9480 : 10 + rank / 9500;
        });
        QVERIFY(std::abs(zscaleLimits(skewed).low - 10.0F) < 1e-4F);
        QVERIFY(std::abs(zscaleLimits(skewed).high - 12.64293F) < 1e-3F);
    }

    void zscaleStandsDegenerateImages() {
        const float blank = std::numeric_limits<float>::quiet_NaN();
        QCOMPARE(zscaleLimits(FloatImage(20, 20, blank)).high, 1.0F);
        QCOMPARE(zscaleLimits(FloatImage()).low, 0.0F);
        QCOMPARE(zscaleLimits(FloatImage(20, 20, 7)).low, 7.0F);
        QCOMPARE(zscaleLimits(FloatImage(1, 1, 7)).high, 7.0F);
    }

    void percentilesAreQuantilesOfTheFinitePixels() {
        FloatImage image = filled(101, 100, [](long long i) { return static_cast<double>(i * 7919 % 10007); });
        for (int x = 0; x < 50; ++x)
            image.at(x, 3) = std::numeric_limits<float>::quiet_NaN();
        const Limits limits = percentileLimits(image, 0.1, 0.9);
        QVERIFY(std::abs(limits.low - 1000) < 60);
        QVERIFY(std::abs(limits.high - 9000) < 60);
        QCOMPARE(percentileLimits(FloatImage(4, 4, 3), 0, 1).high, 3.0F);
    }

    void channelsBecomeRedGreenBlue() {
        const FloatImage red(4, 3, 10);
        const FloatImage green(4, 3, 5);
        const auto colours = compose({&red, &green, nullptr}, linear(0, 10), 0, 0, 4, 3, 1);
        for (const std::uint32_t colour : colours) {
            QCOMPARE(colour >> 16, 0xffffU);
            QVERIFY(std::abs(static_cast<int>(colour >> 8 & 0xff) - 128) <= 1);
            QCOMPARE(colour & 0xff, 0U);
        }
    }

    void valuesBeyondTheLimitsAreBlackAndWhite() {
        FloatImage image(3, 1, 0);
        image.at(0, 0) = -1e30F;
        image.at(1, 0) = 1e30F;
        image.at(2, 0) = std::numeric_limits<float>::infinity();
        const auto colours = compose({&image, &image, &image}, linear(0, 1), 0, 0, 3, 1, 1);
        QCOMPARE(colours[0], 0xff000000U);
        QCOMPARE(colours[1], 0xffffffffU);
        QCOMPARE(colours[2], 0xffffffffU);
    }

    void everyCurveRisesFromBlackToWhite() {
        const FloatImage ramp = filled(256, 1, [](long long i) { return i / 255.0; });
        for (const StretchCurve curve :
             {StretchCurve::Linear, StretchCurve::Asinh, StretchCurve::SquareRoot, StretchCurve::Logarithm}) {
            DisplayStretch stretch = linear(0, 1);
            stretch.curve = curve;
            const auto colours = compose({&ramp, &ramp, &ramp}, stretch, 0, 0, 256, 1, 1);
            QCOMPARE(colours.front(), 0xff000000U);
            QCOMPARE(colours.back(), 0xffffffffU);
            QVERIFY(std::is_sorted(colours.begin(), colours.end()));
            if (curve != StretchCurve::Linear)
                QVERIFY((colours[64] & 0xff) > 70);
        }
    }

    void reductionAveragesTheFinitePixelsOfABlock() {
        FloatImage image(5, 4, 0);
        image.at(0, 0) = 4;
        image.at(1, 1) = std::numeric_limits<float>::quiet_NaN();
        image.at(4, 0) = 1;
        image.at(4, 1) = 1;
        const auto colours = compose({&image, nullptr, nullptr}, linear(0, 2), 0, 0, 5, 4, 2);
        QCOMPARE(colours.size(), std::size_t{6});
        QVERIFY(std::abs(static_cast<int>(colours[0] >> 16 & 0xff) - 170) <= 1); // 4/3 of 2
        QCOMPARE(colours[1] >> 16 & 0xff, 0U);
        QVERIFY(std::abs(static_cast<int>(colours[2] >> 16 & 0xff) - 128) <= 1); // a block of one column
    }

    void uncoveredPixelsHaveTheirColour() {
        FloatImage first(4, 4, 1);
        FloatImage second(4, 4, 1);
        first.at(1, 1) = second.at(1, 1) = std::numeric_limits<float>::quiet_NaN();
        first.at(2, 2) = std::numeric_limits<float>::quiet_NaN();
        const auto colours = compose({&first, &second, nullptr}, linear(0, 1), 0, 0, 4, 4, 1);
        QCOMPARE(colours[5], gap);
        QCOMPARE(colours[10], 0xff00ff00U);
        QCOMPARE(colours[0], 0xffffff00U);
    }

    void rectanglesBeyondTheImageAreUncovered() {
        const FloatImage image(4, 4, 1);
        for (const int reduction : {1, 3}) {
            const auto colours = compose({&image, &image, &image}, linear(0, 1), -6, -6, 12, 12, reduction);
            QCOMPARE(colours.front(), gap);
            const std::size_t side = 12 / static_cast<std::size_t>(reduction);
            QCOMPARE(colours[side * (side / 2) + side / 2], 0xffffffffU);
        }
        for (const std::uint32_t colour : compose({&image, &image, &image}, linear(0, 1), 50, 2, 6, 2, 2))
            QCOMPARE(colour, gap);
    }

    void equalLimitsDoNotFail() {
        const FloatImage image(2, 2, 3);
        QCOMPARE(compose({&image, &image, &image}, linear(3, 3), 0, 0, 2, 2, 1)[0], 0xff000000U);
    }
};

IIC_CORE_TEST_MAIN(TestDisplay)
#include "test_display.moc"
