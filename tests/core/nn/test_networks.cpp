#include "SyntheticInputs.h"
#include "TestSupport.h"

#include "nn/Classifier.h"
#include "nn/Training.h"

#include <QTemporaryDir>

#include <cmath>

using namespace iic;

/// Every network beside IICnet learns, is kept and answers by the same code.
class TestNetworks : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    NoProgress quiet_;

    static LabelledInputs inputsFor(const ModelSpec& spec, std::size_t count, std::uint64_t seed) {
        Random random(seed);
        LabelledInputs made;
        for (std::size_t i = 0; i < count; ++i) {
            made.labels.push_back(static_cast<std::uint8_t>(i % 3));
            for (std::size_t k = 0; k < inputShape(spec).size(); ++k)
                made.inputs.push_back(static_cast<float>(random.uniform() * (1 + static_cast<double>(i % 3))));
        }
        return made;
    }

    TrainingOptions optionsFor(const ModelSpec& spec, const QString& name, int epochs) const {
        TrainingOptions options;
        options.card.spec = spec;
        options.card.input.side = spec.inputSide;
        options.card.spectrum.bins = spec.inputSide;
        options.runFolder = folder_.filePath(name).toStdString();
        options.epochs = epochs;
        options.batch = 9;
        options.learningRate = 1e-3;
        options.device = DeviceChoice::Cpu;
        return options;
    }

    static ModelSpec specOf(Architecture architecture) {
        if (architecture == Architecture::SpectrumNet)
            return {.channels = 2, .inputSide = 256, .architecture = architecture};
        return {.architecture = architecture};
    }

  private Q_SLOTS:
    // Batches of nine: of 9 inputs of 3 channels a 1 × 1 convolution with stride 2 once wrote beside its memory.
    void learnsAndAnswers_data() {
        QTest::addColumn<int>("which");
        for (const auto architecture : allArchitectures)
            if (architecture != Architecture::Vgg16) // 1.6 GB an epoch; learned in test_study_commands
                QTest::newRow(std::string(architectureName(architecture)).c_str()) << static_cast<int>(architecture);
    }

    void learnsAndAnswers() {
        QFETCH(int, which);
        const auto spec = specOf(static_cast<Architecture>(which));
        const auto inputs = inputsFor(spec, 18, 1), others = inputsFor(spec, 6, 2);
        const auto options = optionsFor(spec, QTest::currentDataTag(), 1);
        const auto trained = train(inputs, others, options, {}, quiet_, {});
        QVERIFY2(trained.has_value(), trained ? "" : std::get<Error>(trained.error()).oneLine().c_str());
        QVERIFY(std::isfinite(trained->epochs.front().validationLoss));
        auto classifier = Classifier::load(options.runFolder / "last.h5", DeviceChoice::Cpu);
        QVERIFY(classifier.has_value());
        QCOMPARE(classifier->card().spec.architecture, spec.architecture);
        double loss = 0, right = 0;
        const auto answers = classifier->classify(others.inputs, others.count());
        for (std::size_t i = 0; i < answers.size(); ++i) {
            loss -= std::log(static_cast<double>(answers[i][others.labels[i]])) / static_cast<double>(answers.size());
            right += std::ranges::max_element(answers[i]) - answers[i].begin() == others.labels[i];
        }
        const auto& epoch = trained->epochs.front();
        QCOMPARE(right / static_cast<double>(answers.size()), epoch.validationAccuracy);
        if (std::isfinite(loss)) // after two steps the running statistics of a deep network may be far off, and a probability 0
            QVERIFY2(std::abs(loss - epoch.validationLoss) < 1e-3,
                     qPrintable(QString("%1 and %2").arg(loss).arg(epoch.validationLoss)));
        QCOMPARE(classifier->features(others.inputs, others.count()).size(), others.count() * classifier->featureCount());
    }

    // What is dropped at random is the same again.
    void goneOnWithHasTheSameNumbers() {
        const auto spec = specOf(Architecture::MobileNetV3Small);
        const auto inputs = inputsFor(spec, 18, 1), others = inputsFor(spec, 6, 2);
        const auto whole = train(inputs, others, optionsFor(spec, "whole", 2), {}, quiet_, {});
        auto options = optionsFor(spec, "halves", 1);
        QVERIFY(train(inputs, others, options, {}, quiet_, {}).has_value());
        options.epochs = 2;
        options.resumeFrom = options.runFolder / "last.h5";
        const auto goneOn = train(inputs, others, options, {}, quiet_, {});
        QCOMPARE(goneOn->epochs.back().trainingLoss, whole->epochs.back().trainingLoss);
        QCOMPARE(goneOn->epochs.back().validationLoss, whole->epochs.back().validationLoss);
    }

    // A click, or a count of parameters, between two steps draws numbers too.
    void whatOthersDrawBetweenStepsDoesNotMatter() {
        const auto spec = specOf(Architecture::MobileNetV3Small);
        const auto inputs = inputsFor(spec, 27, 1), others = inputsFor(spec, 6, 2);
        const auto alone = train(inputs, others, optionsFor(spec, "alone", 1), {}, quiet_, {});
        TrainingObserver observer;
        observer.onStep = [](const StepResult&) { summarise(specOf(Architecture::MobileNet)); };
        const auto among = train(inputs, others, optionsFor(spec, "among", 1), observer, quiet_, {});
        QCOMPARE(among->epochs.back().trainingLoss, alone->epochs.back().trainingLoss);
        QCOMPARE(among->epochs.back().validationLoss, alone->epochs.back().validationLoss);
    }

    void whatIsNoImageIsNotTurned() {
        const auto spec = specOf(Architecture::SpectrumNet);
        auto options = optionsFor(spec, "turned", 1);
        options.augment = true;
        const auto inputs = inputsFor(spec, 9, 1);
        const auto refused = train(inputs, inputs, options, {}, quiet_, {});
        QCOMPARE(std::get<Error>(refused.error()).code, ErrorCode::BadOption);
    }

    void weightsOfAnotherNetworkAreRefused() {
        const auto spec = specOf(Architecture::ColourNet);
        const auto inputs = inputsFor(spec, 9, 1);
        auto options = optionsFor({.inputSide = 64}, "other", 1);
        options.card.input.side = 64;
        options.startFrom = folder_.filePath("colours/last.h5").toStdString();
        const auto images = inputsFor(options.card.spec, 9, 1);
        const auto refused = train(images, images, options, {}, quiet_, {});
        const auto& error = std::get<Error>(refused.error());
        QCOMPARE(error.code, ErrorCode::ModelMismatch);
        QVERIFY2(QString::fromStdString(error.detail).contains("IICnet expected, Colour"), error.detail.c_str());
    }
};

IIC_CORE_TEST_MAIN(TestNetworks)
#include "test_networks.moc"
