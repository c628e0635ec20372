#include "TestSupport.h"

#include "analysis/CrossValidation.h"
#include "analysis/Isolation.h"
#include "analysis/LastStep.h"
#include "analysis/SimulatedDataset.h"
#include "analysis/TrainingMaterial.h"
#include "base/Random.h"
#include "data/TrainingSet.h"
#include "nn/RunLock.h"
#include "nn/RunRecord.h"

#include <QTemporaryDir>

#include <cmath>

using namespace iic;

class TestCrossValidation : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path at(const std::string& name) const { return std::filesystem::path(folder_.path().toStdString()) / name; }

    CrossValidationOptions options(const std::string& folder) const {
        CrossValidationOptions options;
        options.dataset = at("set.h5");
        options.folder = at(folder);
        options.folds = 3;
        options.training.epochs = 2;
        options.training.batch = 16;
        options.training.device = DeviceChoice::Cpu;
        options.input.side = 64;
        return options;
    }

  private Q_SLOTS:
    void initTestCase() {
        SimulatedDatasetOptions simulation;
        simulation.out = at("set.h5");
        simulation.numbers = {{20, 4, 4}, {20, 4, 4}, {20, 4, 4}};
        simulation.fieldSide = 500;
        simulation.sourcesPerField = 90;
        NoProgress quiet;
        QVERIFY(simulateDataset(simulation, quiet, {}).has_value());
    }

    void everyFoldHasItsShareOfEachClass() {
        std::vector<std::uint8_t> labels;
        for (int i = 0; i < 301; ++i)
            labels.push_back(i < 200 ? 0 : i < 270 ? 1 : 2);
        const auto folds = dealFolds(labels, 5, 3);
        for (std::uint8_t label = 0; label < 3; ++label) {
            std::array<int, 5> counts{};
            for (std::size_t i = 0; i < labels.size(); ++i)
                counts.at(static_cast<std::size_t>(folds[i])) += labels[i] == label;
            QVERIFY(std::ranges::max(counts) - std::ranges::min(counts) <= 1);
        }
        QCOMPARE(dealFolds(labels, 5, 3), folds);
        QVERIFY(dealFolds(labels, 5, 4) != folds);
    }

    void noNetworkSpeaksOfWhatItLearnedFrom() {
        NoProgress quiet;
        const auto how = options("runs");
        const auto result = crossValidate(how, {}, quiet, {});
        QVERIFY2(result.has_value(), result ? "" : std::get<Error>(result.error()).oneLine().c_str());
        QCOMPARE(result->rows.size(), std::size_t(60));
        const auto material = *loadTrainingMaterial(how.dataset, how.input, {}, quiet, {});
        QCOMPARE(result->rows, material.trainingRows);
        for (int fold = 0; fold < 3; ++fold) {
            std::vector<std::size_t> others;
            for (std::size_t i = 0; i < result->fold.size(); ++i)
                if (result->fold[i] != fold)
                    others.push_back(i);
            QCOMPARE(others.size(), std::size_t(40));
            const auto record = readRunRecord(at("runs/fold-" + std::to_string(fold + 1)));
            QVERIFY(record.has_value());
            QCOMPARE(record->trainingFingerprint, fingerprint(select(material.training, others, inputSize(how.input))));
        }
        for (const auto& answer : result->probabilities)
            QVERIFY(std::abs(answer[0] + answer[1] + answer[2] - 1) < 1e-4F);
        QCOMPARE(suspectsOf(*result).ranked.size(), result->rows.size());
    }

    void goesOnWhereItWasStopped() {
        NoProgress quiet;
        std::stop_source source;
        int epochs = 0;
        TrainingObserver observer;
        observer.onEpoch = [&](const EpochResult&) {
            if (++epochs == 3) // the first of the second fold
                source.request_stop();
        };
        const auto how = options("stopped");
        const auto stopped = crossValidate(how, observer, quiet, source.get_token());
        QVERIFY(!stopped && isCancelled(stopped.error()));
        QVERIFY(!std::filesystem::exists(at("stopped/fold-3")));
        const auto goneOn = crossValidate(how, observer, quiet, {});
        QVERIFY(goneOn.has_value());
        QCOMPARE(epochs, 6);
        const auto unbroken = crossValidate(options("runs"), observer, quiet, {});
        QCOMPARE(epochs, 6); // all of it was there
        QCOMPARE(goneOn->probabilities, unbroken->probabilities);
    }

    void aFoldIsLockedWhileItTrains() {
        NoProgress quiet;
        std::stop_source source;
        TrainingObserver observer;
        int taken = 0;
        observer.onEpoch = [&](const EpochResult&) {
            taken += !RunLock::acquire(at("locked/fold-1")).has_value();
            source.request_stop();
        };
        const auto stopped = crossValidate(options("locked"), observer, quiet, source.get_token());
        QVERIFY(!stopped && isCancelled(stopped.error()));
        QCOMPARE(taken, 1);
        const auto held = RunLock::acquire(at("locked/fold-1"));
        QVERIFY(held.has_value());
        const auto refused = crossValidate(options("locked"), {}, quiet, {});
        QVERIFY(!refused && std::get<Error>(refused.error()).code == ErrorCode::FileUnwritable);
    }

    void refusesFoldsThatCannotBe() {
        NoProgress quiet;
        auto how = options("none");
        how.folds = 1;
        const auto refused = crossValidate(how, {}, quiet, {});
        QVERIFY(!refused && std::get<Error>(refused.error()).code == ErrorCode::BadOption);
        how = options("runs");
        how.training.seed = 2; // other folds than those the runs learned from
        const auto other = crossValidate(how, {}, quiet, {});
        QVERIFY(!other && std::get<Error>(other.error()).code == ErrorCode::ModelMismatch);
    }

    void whatLiesApartIsIsolated() {
        Random random(5);
        FeatureTable training{{"a", "b", "same"}, {}};
        for (int i = 0; i < 400; ++i)
            training.values.insert(training.values.end(),
                                   {static_cast<float>(random.normal()), static_cast<float>(random.normal()), 7});
        FeatureTable asked{training.names, {0, 0, 7, 9, 0, 7}};
        asked.values.insert(asked.values.end(), training.row(11).begin(), training.row(11).end());
        NoProgress quiet;
        std::stop_source stopped;
        stopped.request_stop();
        QVERIFY(!isolationOf(asked, training, 4, quiet, stopped.get_token()));
        const auto isolation = isolationOf(asked, training, 4, quiet, {}).value();
        QCOMPARE(isolation.nearest.row.size(), std::size_t(12));
        QVERIFY(isolation.rank[0] < 0.5F);
        QCOMPARE(isolation.rank[1], 1.0F);
        QVERIFY(isolation.distance[1] > 5 * isolation.distance[0]);
        QCOMPARE(isolation.nearest.row[8], 11); // itself
    }

    void aMachineOnTheFeaturesIsComparedOnTheSameSources() {
        Random random(6);
        FeatureTable features{{"a", "b"}, {}};
        JudgedSources judged;
        for (std::size_t i = 0; i < 150; ++i) {
            const auto label = static_cast<std::uint8_t>(i % 3);
            judged.truth.push_back(label);
            features.values.push_back(static_cast<float>(10 * label + random.normal()));
            features.values.push_back(static_cast<float>(random.normal()));
            judged.probabilities.push_back(i < 30 ? ClassProbabilities{0.1, 0.1, 0.8} : ClassProbabilities{0.1, 0.1, 0.1});
            judged.probabilities.back()[label] += i < 30 ? 0 : 0.7;
        }
        NoProgress quiet;
        const auto step = compareLastSteps(features, judged, {}, quiet, {});
        QVERIFY(step.has_value());
        QCOMPARE(step->machine.total(), 150.0);
        QCOMPARE(step->softmax.accuracy(), 130.0 / 150);
        QVERIFY(step->machine.accuracy() > 0.98);
        QCOMPARE(step->machineByFold.size(), std::size_t(5));
        judged.truth.pop_back();
        const auto refused = compareLastSteps(features, judged, {}, quiet, {});
        QVERIFY(!refused && std::get<Error>(refused.error()).code == ErrorCode::BadOption);
    }
};

IIC_CORE_TEST_MAIN(TestCrossValidation)
#include "test_cross_validation.moc"
