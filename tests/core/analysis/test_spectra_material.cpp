#include "TestSupport.h"

#include "analysis/SpectraMaterial.h"
#include "sim/SimulatedSpectra.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace iic;

class TestSpectraMaterial : public iic::test::Test {
    Q_OBJECT

    QTemporaryDir folder_;
    NoProgress quiet_;

    /// Spectra of a class, `visits` of every object, each a little elsewhere in its fibre.
    void write(const std::string& name, SpectralClass which, std::size_t objects, std::size_t visits) const {
        const auto folder = std::filesystem::path(folder_.path().toStdString()) / name;
        std::filesystem::create_directories(folder);
        for (std::size_t object = 0; object < objects; ++object)
            for (std::size_t visit = 0; visit < visits; ++visit) {
                auto spectrum = simulateSpectrum(1, which, object * visits + visit);
                spectrum.position = SkyCoord{10 + static_cast<double>(object), 5 + static_cast<double>(visit) / 3600};
                QVERIFY(writeSpectrum(folder / (spectrum.name + ".fits"), spectrum).has_value());
            }
    }

    SpectraMaterial load(const std::string& name) {
        SpectraOptions options;
        options.folder = std::filesystem::path(folder_.path().toStdString()) / name;
        return *loadSpectraMaterial(options, quiet_, {});
    }

  private Q_SLOTS:
    void spectraOfOneObjectAreOfOneSplit() {
        write("visits", SpectralClass::Star, 20, 3);
        const auto material = load("visits");
        QCOMPARE(material.training.count() + material.validation.count() + material.test.count(), std::size_t{60});
        for (const auto* inputs : {&material.training, &material.validation, &material.test})
            QVERIFY(inputs->count() > 0 && inputs->count() % 3 == 0);
    }

    void classesThatAreNotThereAreTold() {
        write("two", SpectralClass::Star, 12, 1);
        write("two", SpectralClass::Galaxy, 12, 1);
        const auto warnings = load("two").warnings;
        QCOMPARE(warnings,
                 (std::vector<std::string>{"of the spectra, training has no quasar", "of the spectra, validation has no quasar",
                                           "of the spectra, test has no quasar"}));
    }
};

IIC_CORE_TEST_MAIN(TestSpectraMaterial)
#include "test_spectra_material.moc"
