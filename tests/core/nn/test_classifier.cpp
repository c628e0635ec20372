#include "SyntheticInputs.h"
#include "TestSupport.h"
#include "nn/Checkpoint.h"
#include "nn/Classifier.h"
#include "nn/Training.h"

#include <QTemporaryDir>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace iic;

class TestClassifier : public iic::test::Test {
    Q_OBJECT

    const ModelSpec spec_{.inputSide = 64};
    QTemporaryDir folder_;
    std::filesystem::path model_;
    LabelledInputs samples_; ///< more than the network takes at a time
    const std::size_t size_ = static_cast<std::size_t>(spec_.channels * spec_.inputSide * spec_.inputSide);

    Classifier load() const { return Classifier::load(model_, DeviceChoice::Cpu).value(); }

  private Q_SLOTS:
    void initTestCase() {
        TrainingOptions options;
        options.card.spec = spec_;
        options.card.input.side = spec_.inputSide;
        options.card.origin = "a test";
        options.runFolder = folder_.path().toStdString();
        options.epochs = 1;
        options.batch = 12;
        options.device = DeviceChoice::Cpu;
        NoProgress silent;
        const auto few = test::syntheticInputs(24, 1, spec_);
        QVERIFY(train(few, few, options, {}, silent, {}));
        model_ = options.runFolder / "last.h5";
        samples_ = test::syntheticInputs(2 * load().pieceSize() + 3, 2, spec_);
    }

    void itKnowsWhatItWasMadeFor() {
        const auto classifier = load();
        QCOMPARE(classifier.card().origin, std::string("a test"));
        QCOMPARE(classifier.card().spec.inputSide, 64);
        QVERIFY(!classifier.device().cuda);
        QVERIFY(!classifier.device().name.empty());
    }

    void probabilitiesAddUpToOneAndDoNotDependOnTheCompany() {
        auto classifier = load();
        const auto together = classifier.classify(samples_.inputs, samples_.count());
        QCOMPARE(together.size(), samples_.count());
        for (std::size_t i = 0; i < together.size(); ++i) {
            QVERIFY(std::abs(together[i][0] + together[i][1] + together[i][2] - 1) < 1e-6F);
            if (i % 11 != 0)
                continue;
            const auto alone = classifier.classify(std::span(samples_.inputs).subspan(i * size_, size_), 1).front();
            for (std::size_t k = 0; k < 3; ++k)
                QVERIFY(std::abs(alone[k] - together[i][k]) < 1e-6F);
        }
        QVERIFY(classifier.classify({}, 0).empty());
    }

    void notANumberSpoilsItsOwnAnswerOnly() {
        auto classifier = load();
        const auto good = classifier.classify(samples_.inputs, samples_.count());
        auto inputs = samples_.inputs;
        inputs[5 * size_ + 17] = std::numeric_limits<float>::quiet_NaN();
        const auto answers = classifier.classify(inputs, samples_.count());
        for (std::size_t i = 0; i < answers.size(); ++i)
            for (std::size_t k = 0; k < 3; ++k)
                QVERIFY(i == 5 ? std::isnan(answers[i][k]) : std::abs(answers[i][k] - good[i][k]) < 1e-6F);
    }

    void cudaAnswersAsTheCpuDoes() {
        auto there = Classifier::load(model_, DeviceChoice::Automatic).value();
        if (!there.device().cuda)
            QSKIP(there.device().reason.c_str());
        auto here = load();
        for (std::size_t i = 0; i < samples_.count(); ++i) {
            const auto input = std::span(samples_.inputs).subspan(i * size_, size_);
            const auto ours = here.explain(input).stages.back().values, theirs = there.explain(input).stages.back().values;
            QCOMPARE(theirs.size(), std::size_t{3});
            for (std::size_t k = 0; k < theirs.size(); ++k)
                QVERIFY2(std::abs(theirs[k] - ours[k]) < 1e-3F, qPrintable(QString("logit %1 of %2").arg(k).arg(i)));
        }
    }

    void inputsOfAnotherSizeAreRefused() {
        auto classifier = load();
        QVERIFY_EXCEPTION_THROWN(classifier.classify(std::span(samples_.inputs).first(size_ - 1), 1), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(classifier.classify(samples_.inputs, 1), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(classifier.features(samples_.inputs, 2), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(classifier.explain(std::span(samples_.inputs).first(size_ + 1)), std::invalid_argument);
    }

    void stageMapsHaveTheShapesOfTheSummaryAndLeadToTheAnswer() {
        auto classifier = load();
        const auto input = std::span(samples_.inputs).first(size_);
        const auto maps = classifier.explain(input).stages;
        const auto summary = summarise(spec_);
        QCOMPARE(maps.size(), summary.size());
        for (std::size_t i = 0; i < maps.size(); ++i) {
            QCOMPARE(maps[i].part, summary[i].name);
            QCOMPARE(maps[i].channels, summary[i].output[0]);
            if (summary[i].output.size() == 3) {
                QCOMPARE(maps[i].height, summary[i].output[1]);
                QCOMPARE(maps[i].width, summary[i].output[2]);
            }
            QCOMPARE(maps[i].values.size(), static_cast<std::size_t>(maps[i].channels * maps[i].height * maps[i].width));
        }
        const auto& logits = maps.back().values;
        const double total = std::exp(logits[0]) + std::exp(logits[1]) + std::exp(logits[2]);
        const auto answer = classifier.classify(input, 1).front();
        for (std::size_t k = 0; k < 3; ++k)
            QVERIFY(std::abs(std::exp(logits[k]) / total - answer[k]) < 1e-6);
    }

    void anExplanationTakesTheAnswerApart() {
        auto classifier = load();
        const auto input = std::span(samples_.inputs).first(size_);
        const auto explanation = classifier.explain(input);
        QCOMPARE(explanation.branches.size(), std::size_t{3});
        for (const auto& branch : explanation.branches)
            QVERIFY(branch.channels == 8 && branch.height == 32 && branch.width == 32);
        QCOMPARE(explanation.attention.size(), std::size_t{2});
        for (const auto& weights : explanation.attention) {
            QCOMPARE(weights.places.size(), static_cast<std::size_t>(weights.height * weights.width));
            for (const float weight : weights.places)
                QVERIFY(weight >= 0 && weight <= 1);
        }
        QCOMPARE(explanation.attention[0].channels.size(), std::size_t{32});
        QCOMPARE(explanation.attention[1].channels.size(), std::size_t{512});
        const auto answer = classifier.classify(input, 1).front();
        for (std::size_t k = 0; k < answer.size(); ++k) {
            QVERIFY(std::abs(explanation.probabilities[k] - answer[k]) < 1e-6F);
            QCOMPARE(explanation.decision[k].values.size(), std::size_t{64});
            for (const float value : explanation.decision[k].values)
                QVERIFY(value >= 0);
        }
    }

    void featuresDoNotDependOnTheCompany() {
        auto classifier = load();
        const auto together = classifier.features(samples_.inputs, samples_.count());
        QCOMPARE(together.size(), samples_.count() * classifier.featureCount());
        const auto alone = classifier.features(std::span(samples_.inputs).subspan(20 * size_, size_), 1);
        for (std::size_t i = 0; i < classifier.featureCount(); ++i)
            QVERIFY(alone[i] >= 0 && std::abs(alone[i] - together[20 * classifier.featureCount() + i]) < 1e-5F);
    }

    // While it trains a network keeps its batch norms; folding them for inference must not change what it says.
    void foldedNetworkHasTheLossOfTheTrainedOne() {
        const auto checkpoint = readCheckpoint(model_).value();
        const double trained = checkpoint.training.at("history").back().at("validationLoss").get<double>();
        const auto few = test::syntheticInputs(24, 1, spec_);
        double folded = 0;
        const auto answers = load().classify(few.inputs, few.count());
        for (std::size_t i = 0; i < answers.size(); ++i)
            folded -= std::log(answers[i][few.labels[i]]) / static_cast<double>(answers.size());
        QVERIFY2(std::abs(folded - trained) < 1e-5, qPrintable(QString("%1 %2").arg(folded).arg(trained)));
    }
};

IIC_CORE_TEST_MAIN(TestClassifier)
#include "test_classifier.moc"
