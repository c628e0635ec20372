#include "TestSupport.h"

#include "analysis/SvmBaseline.h"
#include "base/Random.h"

#include <cmath>

using namespace iic;

namespace {

struct Population {
    std::vector<SourcePhotometry> sources;
    std::vector<std::uint8_t> labels;
};

/// Classes on rings of W1−W2 and W2−W3 that no straight line parts, one in ten without W4.
Population rings(std::uint64_t seed, int count) {
    Random random(seed);
    Population made;
    for (int i = 0; i < count; ++i) {
        const auto label = static_cast<std::uint8_t>(i % 3);
        const double radius = 1.0 + label + random.normal(0, 0.15), angle = random.uniform(0, 6.2831853);
        SourcePhotometry source;
        source.magnitude = {14.0, 14.0 - radius * std::cos(angle), 14.0 - radius * (std::cos(angle) + std::sin(angle)),
                            std::nullopt};
        if (i % 10 != 0)
            source.magnitude[3] = 9.0;
        source.upperLimit = {false, false, false, i % 10 == 0};
        made.sources.push_back(source);
        made.labels.push_back(label);
    }
    return made;
}

FloatImage gaussian(double sigma, double x, double y, float sky) {
    FloatImage image(39, 39, sky);
    for (int row = 0; row < 39; ++row)
        for (int column = 0; column < 39; ++column)
            image.at(column, row) += static_cast<float>(
                100 * std::exp(-(std::pow(column - 19 - x, 2) + std::pow(row - 19 - y, 2)) / (2 * sigma * sigma)));
    return image;
}

} // namespace

class TestSvmBaseline : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void learnsWhatALineCannotPart() {
        const auto known = rings(1, 600), unknown = rings(2, 300);
        SvmOptions options;
        options.penalties = {1, 100};
        options.widths = {0.001, 0.3, 1};
        NoProgress quiet;
        const auto machine = SvmBaseline::train(known.sources, known.labels, false, options, quiet, {});
        QVERIFY(machine.has_value());
        QVERIFY(machine->width() > 0.001);
        const auto answers = machine->classify(unknown.sources);
        int right = 0;
        for (std::size_t i = 0; i < answers.size(); ++i)
            right += answers[i] == unknown.labels[i];
        QVERIFY2(right > 285, qPrintable(QString::number(right)));
        QVERIFY(machine->crossValidationAccuracy() > 0.9);
    }

    void refusesTooFew() {
        const auto few = rings(1, 3);
        NoProgress quiet;
        const auto machine = SvmBaseline::train(few.sources, few.labels, false, {}, quiet, {});
        QVERIFY(!machine.has_value());
        QCOMPARE(std::get<Error>(machine.error()).code, ErrorCode::BadOption);
    }

    void stopsWhenAsked() {
        std::stop_source source;
        source.request_stop();
        const auto known = rings(1, 60);
        NoProgress quiet;
        const auto machine = SvmBaseline::train(known.sources, known.labels, false, {}, quiet, source.get_token());
        QVERIFY(!machine.has_value() && isCancelled(machine.error()));
    }

    void concentrationOfAGaussian() {
        // Inside radius r of a Gaussian lies 1 − exp(−r²/2σ²).
        for (const double sigma : {2.0, 3.7}) {
            const double expected = (1 - std::exp(-9 / (2 * sigma * sigma))) / (1 - std::exp(-36 / (2 * sigma * sigma)));
            QVERIFY(std::abs(concentrationOf(gaussian(sigma, 0.3, -0.4, 7), {0.3, -0.4}) - expected) < 0.015);
        }
        QVERIFY(std::isnan(concentrationOf(FloatImage(39, 39, 3.0F), {0, 0})));
    }

    void featuresInOrder() {
        SourcePhotometry source;
        source.magnitude = {15, 14, 12, std::nullopt};
        source.upperLimit = {false, false, true, true};
        source.concentration = 0.5;
        const auto features = photometricFeatures(source, true);
        QCOMPARE(features.size(), 12u);
        QCOMPARE(features[4], 1.0);
        QCOMPARE(features[5], 2.0);
        QVERIFY(std::isnan(features[3]) && std::isnan(features[6]));
        QCOMPARE(features[9], 1.0);
        QCOMPARE(features[11], 0.5);
        QCOMPARE(photometricFeatures(source, false).size(), 11u);
    }
};

IIC_CORE_TEST_MAIN(TestSvmBaseline)
#include "test_svm_baseline.moc"
