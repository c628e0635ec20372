#include "TestSupport.h"

#include "analysis/ClassifySpectra.h"
#include "analysis/SpectraMaterial.h"
#include "nn/Training.h"

#include <QTemporaryDir>

using namespace iic;

/// What a small network learns from simulated spectra, it knows of others and of real ones. A minute a seed on two cores.
class TestSpectraTraining : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;

    Result<Classifier> trained(std::uint64_t seed, const SpectraMaterial& material) const {
        TrainingOptions options;
        options.card = material.card;
        options.runFolder = folder_.filePath(QString::number(seed)).toStdString();
        options.epochs = 4;
        options.batch = 32;
        options.learningRate = 1e-3;
        options.schedule = RateSchedule::Cosine;
        options.seed = seed;
        options.device = DeviceChoice::Cpu;
        NoProgress quiet;
        const auto result = train(material.training, material.validation, options, {}, quiet, {});
        if (!result)
            return fail(ErrorCode::Internal, "", "the training failed");
        return Classifier::load(options.runFolder / "best.h5", DeviceChoice::Cpu);
    }

  private Q_SLOTS:
    void simulationTeachesTheSky_data() {
        QTest::addColumn<int>("seed");
        QTest::newRow("seed 1") << 1;
        QTest::newRow("seed 2") << 2;
    }
    void simulationTeachesTheSky() {
        QFETCH(int, seed);
        NoProgress quiet;
        SpectraOptions options;
        options.simulatedPerClass = 300;
        options.seed = static_cast<std::uint64_t>(seed);
        const auto material = loadSpectraMaterial(options, quiet, {});
        QVERIFY(material.has_value());
        auto network = trained(options.seed, *material);
        QVERIFY(network.has_value());

        options.simulatedPerClass = 100;
        options.seed += 1000; // nothing was learned from these
        const auto others = loadSpectraMaterial(options, quiet, {});
        QVERIFY(others.has_value());
        const auto matrix = judgeSpectra(others->training, *network, quiet, {});
        QVERIFY(matrix.has_value());
        qInfo("%d: %.3f of %d simulated spectra", seed, matrix->accuracy(), static_cast<int>(matrix->total()));
        QVERIFY(matrix->accuracy() > 0.8);

        IIC_REQUIRE_REAL_DATA(data);
        const std::array folder{data / "spectra"};
        const auto files = spectrumFiles(folder);
        QVERIFY(files.has_value());
        const auto classified = classifySpectra(*files, *network, quiet, {});
        QVERIFY(classified.has_value());
        QCOMPARE(classified->told(), std::size_t{13});
        qInfo("%d: %d of 13 real spectra", seed, static_cast<int>(classified->asTold()));
        QVERIFY(classified->asTold() >= 10);
    }
};

IIC_CORE_TEST_MAIN(TestSpectraTraining)
#include "test_spectra_training.moc"
