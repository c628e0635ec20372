#include "TestSupport.h"

#include "spectra/SpectralLines.h"

#include <algorithm>
#include <cmath>

using namespace iic;

namespace {

const SpectralLine* find(const std::vector<SpectralLine>& lines, const std::string& name) {
    const auto found = std::ranges::find(lines, name, &SpectralLine::name);
    return found == lines.end() ? nullptr : &*found;
}

} // namespace

class TestSpectralLines : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void everyClassHasItsLines() {
        const auto stars = linesOf(SpectralClass::Star), galaxies = linesOf(SpectralClass::Galaxy),
                   quasars = linesOf(SpectralClass::Quasar);
        QVERIFY(find(stars, "TiO 7056") && !find(galaxies, "TiO 7056") && !find(quasars, "TiO 7056"));
        QVERIFY(find(stars, "Hα") && !find(stars, "Hα")->isEmission && find(galaxies, "Hα")->isEmission);
        QVERIFY(find(galaxies, "[O III] 5008") && find(quasars, "[O III] 5008") && !find(stars, "[O III] 5008"));
        QVERIFY(find(quasars, "C IV") && !find(galaxies, "C IV"));
        QVERIFY(find(galaxies, "Ca K") && !find(quasars, "Ca K"));
        for (const auto& lines : {stars, galaxies, quasars})
            QVERIFY(std::ranges::is_sorted(lines, {}, &SpectralLine::wavelength));
    }

    void linesMoveWithTheRedshift() {
        const auto quasars = linesOf(SpectralClass::Quasar);
        QVERIFY(std::abs(observedWavelength(*find(quasars, "Lyα"), 2.5) - 4254.845) < 1e-3);
    }

    void classesAreNamedAsTheSurveyNamesThem() {
        for (const auto one : {SpectralClass::Star, SpectralClass::Galaxy, SpectralClass::Quasar})
            QVERIFY(parseSpectralClass(spectralClassName(one)) == one);
        QVERIFY(parseSpectralClass("galaxy") == SpectralClass::Galaxy);
        QVERIFY(!parseSpectralClass("") && !parseSpectralClass("QSO2") && !parseSpectralClass("STA"));
    }
};

IIC_CORE_TEST_MAIN(TestSpectralLines)
#include "test_spectral_lines.moc"
