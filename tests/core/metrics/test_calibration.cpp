#include "TestSupport.h"

#include "base/Random.h"
#include "metrics/Calibration.h"

#include <cmath>

using namespace iic;

namespace {

/// Probabilities that can be believed: the true class is drawn by them.
struct Honest {
    std::vector<ClassProbabilities> probabilities;
    std::vector<std::uint8_t> truth;

    explicit Honest(int count) {
        Random random(3);
        for (int i = 0; i < count; ++i) {
            ClassProbabilities logits{random.normal(), random.normal(), 2 * random.normal()};
            double sum = 0;
            for (double& value : logits)
                sum += value = std::exp(value);
            for (double& value : logits)
                value /= sum;
            const double draw = random.uniform();
            truth.push_back(draw < logits[0] ? 0 : draw < logits[0] + logits[1] ? 1 : 2);
            probabilities.push_back(logits);
        }
    }
};

} // namespace

class TestCalibration : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void reliabilityByHand() {
        const std::vector<double> confidences{0.5, 0.55, 0.9, 1.0};
        const std::vector<std::uint8_t> isRight{1, 0, 1, 1};
        const auto found = reliability(confidences, isRight, 10);
        QCOMPARE(found.bins.size(), std::size_t{10});
        QCOMPARE(found.bins[4].weight, 1.0); // 0.5 belongs to (0.4, 0.5]
        QCOMPARE(found.bins[5].accuracy, 0.0);
        QCOMPARE(found.bins[9].weight, 1.0);
        QVERIFY(std::isnan(found.bins[0].accuracy));
        QVERIFY(std::abs(found.expectedError - (0.5 + 0.55 + 0.1 + 0) / 4) < 1e-12);
        QVERIFY(std::abs(found.largestError - 0.55) < 1e-12);
        QVERIFY(std::isnan(reliability({}, {}, 10).expectedError));
    }

    void theTemperatureUndoesWhatAnotherDid() {
        const Honest honest(20'000);
        const double fitted = fitTemperature(honest.probabilities, honest.truth);
        QVERIFY2(std::abs(fitted - 1) < 0.05, qPrintable(QString::number(fitted)));
        auto overconfident = honest.probabilities;
        for (auto& probabilities : overconfident)
            probabilities = tempered(probabilities, 0.4);
        QVERIFY(std::abs(fitTemperature(overconfident, honest.truth) / fitted - 2.5) < 1e-6);
        QCOMPARE(fitTemperature({}, {}), 1.0);
        const std::vector<ClassProbabilities> certain{{1, 0, 0}, {0, 1, 0}};
        QVERIFY(std::abs(fitTemperature(certain, std::vector<std::uint8_t>{0, 1}) - 0.05) < 1e-6);
        QVERIFY(std::abs(fitTemperature(certain, std::vector<std::uint8_t>{1, 0}) - 20) < 1e-6);
        for (const std::uint8_t first : {0, 1})
            QVERIFY(isAtLimitOfFit(fitTemperature(certain, std::vector<std::uint8_t>{first, std::uint8_t(1 - first)})));
        QVERIFY(!isAtLimitOfFit(fitted));
    }

    void priorsMoveProbabilities() {
        const auto rare = withPriors({0.2, 0.2, 0.6}, {1, 1, 1}, {98, 1, 1});
        QVERIFY(rare[0] > 0.95 && std::abs(rare[0] + rare[1] + rare[2] - 1) < 1e-12);
        QVERIFY(std::abs(rare[2] / rare[1] - 3) < 1e-12);
        const auto back = withPriors(rare, {98, 1, 1}, {1, 1, 1});
        QVERIFY(std::abs(back[2] - 0.6) < 1e-12);
    }

    void weightsMakeClassesAsFrequentAsWanted() {
        const std::vector<std::uint8_t> truth{0, 0, 1, 2};
        const auto weights = priorWeights(truth, {6, 3, 1});
        QVERIFY(std::abs(weights[0] + weights[1] - 2.4) < 1e-12);
        QVERIFY(std::abs(weights[3] - 0.4) < 1e-12);
        const auto absent = priorWeights(std::vector<std::uint8_t>{0, 1}, {1, 1, 8});
        QVERIFY(std::abs(absent[0] + absent[1] - 2) < 1e-12);
    }
};

IIC_CORE_TEST_MAIN(TestCalibration)
#include "test_calibration.moc"
