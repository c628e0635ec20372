#include "TestSupport.h"

#include "sim/SimulatedSpectra.h"
#include "spectra/SpectrumGrid.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace iic;

namespace {

NoProgress quiet;

std::vector<Spectrum> simulate(std::uint64_t seed, std::size_t count) {
    return simulateSpectra({.seed = seed, .countPerClass = count}, quiet, {}).value();
}

bool same(const Spectrum& a, const Spectrum& b) {
    return a.name == b.name && a.logWavelength == b.logWavelength && a.flux == b.flux && a.inverseVariance == b.inverseVariance &&
           a.redshift == b.redshift && a.subclass == b.subclass;
}

std::vector<Spectrum> ofClass(std::vector<Spectrum> spectra, SpectralClass wanted) {
    std::erase_if(spectra, [&](const Spectrum& spectrum) { return parseSpectralClass(spectrum.className) != wanted; });
    return spectra;
}

/// Mean flux between two wavelengths at rest; nothing where they are not both seen.
std::optional<double> meanBetween(const Spectrum& spectrum, double low, double high) {
    const double stretched = std::log10(1 + spectrum.redshift.value());
    const double first = std::log10(low) + stretched, last = std::log10(high) + stretched;
    if (first < spectrum.logWavelength.front() || last > spectrum.logWavelength.back())
        return std::nullopt;
    double sum = 0, weight = 0;
    for (std::size_t pixel = 0; pixel < spectrum.size(); ++pixel)
        if (spectrum.logWavelength[pixel] >= first && spectrum.logWavelength[pixel] <= last) {
            sum += static_cast<double>(spectrum.flux[pixel]) * spectrum.inverseVariance[pixel];
            weight += spectrum.inverseVariance[pixel];
        }
    return weight > 0 ? std::optional(sum / weight) : std::nullopt;
}

/// What a line has beside the mean of both sides, in units of it, as the median over the spectra that show it.
double contrast(const std::vector<Spectrum>& spectra, double line, double half, double aside) {
    std::vector<double> found;
    for (const auto& spectrum : spectra) {
        const auto inside = meanBetween(spectrum, line - half, line + half),
                   left = meanBetween(spectrum, line - aside - half, line - aside + half),
                   right = meanBetween(spectrum, line + aside - half, line + aside + half);
        if (inside && left && right && *left + *right > 0)
            found.push_back(2 * *inside / (*left + *right) - 1);
    }
    if (found.size() < 10)
        return std::nan("");
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
    std::ranges::nth_element(found, middle);
    return *middle;
}

template <typename Keep> std::vector<Spectrum> only(std::vector<Spectrum> spectra, Keep keep) {
    std::erase_if(spectra, [&](const Spectrum& spectrum) { return !keep(spectrum); });
    return spectra;
}

bool isOfType(const Spectrum& star, char letter) {
    return star.subclass.size() == 2 && star.subclass[0] == letter && star.subclass != "WD";
}

} // namespace

class TestSimulatedSpectra : public iic::test::Test {
    Q_OBJECT

    const std::vector<Spectrum> all_ = simulate(11, 400);
    const std::vector<Spectrum> stars_ = ofClass(all_, SpectralClass::Star), galaxies_ = ofClass(all_, SpectralClass::Galaxy),
                                quasars_ = ofClass(all_, SpectralClass::Quasar);

  private Q_SLOTS:
    void sameSeedSameBytes() {
        const auto one = simulate(3, 20), two = simulate(3, 20), other = simulate(4, 20);
        QCOMPARE(one.size(), std::size_t{60});
        for (std::size_t at = 0; at < one.size(); ++at) {
            QVERIFY(same(one[at], two[at]));
            QVERIFY(!same(one[at], other[at]));
            QVERIFY(same(one[at], simulateSpectrum(3, static_cast<SpectralClass>(at % 3), at / 3)));
        }
    }

    void countsAndCancelling() {
        for (const std::size_t count : {std::size_t{0}, std::size_t{100'001}}) {
            const auto refused = simulateSpectra({.seed = 1, .countPerClass = count}, quiet, {});
            QVERIFY(!refused && std::get<Error>(refused.error()).code == ErrorCode::BadOption);
        }
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = simulateSpectra({}, quiet, stop.get_token());
        QVERIFY(!stopped && isCancelled(stopped.error()));
    }

    void filesAreThoseSpectra() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("spectra").toStdString();
        QCOMPARE(writeSimulatedSpectra({.seed = 3, .countPerClass = 4}, path, quiet, {}).value(), std::size_t{12});
        for (const auto& spectrum : simulate(3, 4)) {
            const auto read = readSpectrum(path / (spectrum.name + ".fits"));
            QVERIFY2(read, read ? "" : read.error().oneLine().c_str());
            QVERIFY(same(*read, spectrum));
            QCOMPARE(read->className, spectrum.className);
        }
    }

    void everySpectrumIsWhole() {
        std::set<std::string> names;
        for (const auto& spectrum : all_) {
            names.insert(spectrum.name);
            QVERIFY(spectrum.size() >= 3800 && spectrum.size() < 3850);
            QCOMPARE(spectrum.flux.size(), spectrum.size());
            QCOMPARE(spectrum.inverseVariance.size(), spectrum.size());
            const double first = std::pow(10.0, spectrum.logWavelength.front()),
                         last = std::pow(10.0, spectrum.logWavelength.back());
            QVERIFY(first > 3780 && first < 3830 && last > 9060 && last < 9300);
            QVERIFY(std::ranges::all_of(spectrum.flux, [](float value) { return std::isfinite(value); }));
            QVERIFY(
                std::ranges::all_of(spectrum.inverseVariance, [](float value) { return std::isfinite(value) && value >= 0; }));
            std::vector<float> input(SpectrumGrid{}.inputSize());
            QVERIFY(spectrumInput(spectrum, {}, input));
        }
        QCOMPARE(names.size(), all_.size());
        QVERIFY(std::ranges::any_of(all_, [](const Spectrum& spectrum) { return maskedPixels(spectrum) > 0; }));
    }

    void signalToNoiseIsThatOfTheSurvey() {
        for (const auto& [spectra, low, high] :
             {std::tuple(&stars_, 10, 17), std::tuple(&galaxies_, 9, 16), std::tuple(&quasars_, 4, 9)}) {
            std::vector<double> ratios;
            for (const auto& spectrum : *spectra)
                ratios.push_back(medianSignalToNoise(spectrum).value());
            std::ranges::sort(ratios);
            const double median = ratios[ratios.size() / 2];
            QVERIFY2(median > low && median < high, qPrintable(QString::number(median)));
            QVERIFY(ratios.front() > 0.2 && ratios[ratios.size() / 20] < median / 2 && ratios.back() > 2 * median &&
                    ratios.back() < 60);
        }
    }

    void noiseRisesTowardsBothEnds() {
        const auto noiseAt = [](const Spectrum& spectrum, double wavelength) {
            std::vector<float> found;
            for (std::size_t pixel = 0; pixel < spectrum.size(); ++pixel)
                if (std::abs(std::pow(10.0, spectrum.logWavelength[pixel]) / wavelength - 1) < 0.005 &&
                    spectrum.inverseVariance[pixel] > 0)
                    found.push_back(1 / std::sqrt(spectrum.inverseVariance[pixel]));
            std::ranges::sort(found);
            return found[found.size() / 2];
        };
        for (const auto& spectrum : quasars_)
            QVERIFY(noiseAt(spectrum, 3870) > noiseAt(spectrum, 5200) || spectrum.redshift.value() > 2);
        const auto faint = only(quasars_, [](const Spectrum& spectrum) { return medianSignalToNoise(spectrum) < 4; });
        QVERIFY(faint.size() > 20);
        for (const auto& spectrum : faint)
            QVERIFY(noiseAt(spectrum, 8890) > noiseAt(spectrum, 7000));
    }

    void redshiftsAreThoseOfTheirClass() {
        for (const auto& star : stars_)
            QVERIFY(std::abs(star.redshift.value()) < 0.003);
        for (const auto& galaxy : galaxies_)
            QVERIFY(galaxy.redshift.value() > 0 && galaxy.redshift.value() <= 0.8);
        for (const auto& quasar : quasars_)
            QVERIFY(quasar.redshift.value() >= 0.05 && quasar.redshift.value() <= 5);
        const auto beyond = [&](double redshift) {
            return std::ranges::count_if(quasars_, [=](const Spectrum& quasar) { return quasar.redshift.value() > redshift; });
        };
        QVERIFY(beyond(2.2) > 80 && beyond(2.2) < 250 && beyond(4) > 5);
    }

    void starsShowTheLinesOfTheirType() {
        const auto ofType = [&](char letter) {
            return only(stars_, [=](const Spectrum& star) { return isOfType(star, letter); });
        };
        std::map<char, double> beta;
        for (const char letter : {'A', 'F', 'G', 'K'})
            beta[letter] = contrast(ofType(letter), 4862.68, 4, 50);
        QVERIFY2(beta['A'] < -0.35 && beta['A'] > -0.8, qPrintable(QString::number(beta['A'])));
        QVERIFY(beta['A'] < beta['F'] && beta['F'] < beta['G'] && beta['G'] < beta['K'] + 0.05);
        QVERIFY(contrast(ofType('G'), 3934.78, 8, 60) < -0.2);
        QVERIFY(contrast(ofType('K'), 5178, 12, 60) < -0.05);
        QVERIFY(contrast(ofType('M'), 7085, 20, 60) < -0.15);
        const auto dwarfs = only(stars_, [](const Spectrum& star) { return star.subclass == "WD"; });
        QVERIFY(contrast(dwarfs, 4862.68, 15, 150) < -0.1);
    }

    void galaxiesBreakAt4000() {
        const auto early = only(galaxies_, [](const Spectrum& galaxy) { return galaxy.subclass.empty(); });
        std::vector<double> breaks;
        for (const auto& galaxy : early) {
            const auto blue = meanBetween(galaxy, 3850, 3950), red = meanBetween(galaxy, 4000, 4100); // Balogh et al. 1999
            if (blue && red && *blue > 0)
                breaks.push_back(*red / *blue * std::pow(4050.0 / 3900, 2));
        }
        std::ranges::sort(breaks);
        const double median = breaks[breaks.size() / 2];
        QVERIFY2(median > 1.4 && median < 2.1, qPrintable(QString::number(median)));
    }

    void galaxiesThatFormStarsShine() {
        const auto forming = only(
            galaxies_, [](const Spectrum& galaxy) { return galaxy.subclass == "STARFORMING" || galaxy.subclass == "STARBURST"; });
        for (const double line : {3728.5, 4862.68, 5008.24, 6564.61, 6718.29})
            QVERIFY2(contrast(forming, line, 3, 30) > 0.1, qPrintable(QString::number(line)));
    }

    void quasarsShowBroadLinesAndTheForest() {
        for (const auto& [line, least] :
             {std::pair(1215.67, 1.0), {1549.06, 0.3}, {1908.73, 0.1}, {2798.75, 0.3}, {4862.68, 0.2}})
            QVERIFY2(contrast(quasars_, line, 10, line / 12) > least,
                     qPrintable(QString("%1: %2").arg(line).arg(contrast(quasars_, line, 10, line / 12))));
        std::vector<double> ratios;
        for (const auto& quasar : quasars_)
            if (const auto forest = meanBetween(quasar, 1100, 1160), red = meanBetween(quasar, 1430, 1480);
                forest && red && *red > 0)
                ratios.push_back(*forest / *red);
        std::ranges::sort(ratios);
        QVERIFY(ratios.size() > 30 && ratios[ratios.size() / 2] < 1.1 && ratios[ratios.size() / 2] > 0.1);
    }
};

IIC_CORE_TEST_MAIN(TestSimulatedSpectra)
#include "test_simulated_spectra.moc"
