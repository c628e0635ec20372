#include "TestSupport.h"

#include "base/Random.h"
#include "spectra/SpectrumGrid.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace iic;

namespace {

/// A spectrum of a shape on the survey's pixels.
template <typename Shape> Spectrum spectrumOf(Shape shape, double first = 3.57, std::size_t count = 4000, double step = 1e-4) {
    Spectrum spectrum;
    spectrum.name = "made";
    for (std::size_t pixel = 0; pixel < count; ++pixel) {
        spectrum.logWavelength.push_back(first + step * static_cast<double>(pixel));
        spectrum.flux.push_back(static_cast<float>(shape(std::pow(10.0, spectrum.logWavelength.back()))));
        spectrum.inverseVariance.push_back(1);
    }
    return spectrum;
}

double gaussian(double wavelength, double centre, double sigma) {
    const double off = (wavelength - centre) / sigma;
    return std::exp(-off * off / 2);
}

/// Noise that is the same each time, over a slope.
Spectrum noisy(double brightness) {
    Random random(5);
    auto spectrum = spectrumOf([&](double wavelength) { return brightness * (wavelength / 5000 + 0.1 * random.normal()); });
    std::ranges::fill(spectrum.inverseVariance, static_cast<float>(100 / (brightness * brightness)));
    return spectrum;
}

std::vector<float> inputOf(const Spectrum& spectrum, const SpectrumGrid& grid = {}) {
    std::vector<float> input(grid.inputSize(), -1);
    return spectrumInput(spectrum, grid, input) ? input : std::vector<float>{};
}

std::size_t nearest(const SpectrumGrid& grid, double wavelength) {
    return static_cast<std::size_t>(std::lround((std::log10(wavelength) - grid.firstLogWavelength) / grid.step));
}

} // namespace

class TestSpectrumGrid : public iic::test::Test {
    Q_OBJECT

  private Q_SLOTS:
    void theGridCoversWhatSdssDoes() {
        const SpectrumGrid grid;
        QVERIFY(std::abs(grid.wavelength(0) - 3830) < 5);
        QVERIFY(std::abs(grid.wavelength(grid.bins - 1) - 9180) < 5);
    }

    void aConstantStaysConstant() {
        const auto rebinned = rebin(spectrumOf([](double) { return 3.0; }), {}).value();
        for (std::size_t bin = 0; bin < rebinned.flux.size(); ++bin) {
            QVERIFY(rebinned.isKnown[bin]);
            QVERIFY(std::abs(rebinned.flux[bin] - 3) < 1e-6);
        }
    }

    /// The sum of flux times width, whether a bin is wider than a pixel or narrower.
    void aLineKeepsItsFlux_data() {
        QTest::addColumn<double>("step");
        QTest::newRow("coarser than the pixels") << 3.71e-4;
        QTest::newRow("as the pixels") << 1e-4;
        QTest::newRow("finer than the pixels") << 0.3e-4;
    }
    void aLineKeepsItsFlux() {
        QFETCH(double, step);
        const auto line = spectrumOf([](double wavelength) { return gaussian(wavelength, 6000, 6); });
        const SpectrumGrid grid{3.75, step, static_cast<int>(0.06 / step)};
        const auto rebinned = rebin(line, grid).value();
        const double found = step * std::accumulate(rebinned.flux.begin(), rebinned.flux.end(), 0.0);
        const double true_ = 1e-4 * std::accumulate(line.flux.begin(), line.flux.end(), 0.0);
        QVERIFY2(std::abs(found / true_ - 1) < 1e-6, qPrintable(QString::number(found / true_)));
        const auto peak = std::ranges::max_element(rebinned.flux) - rebinned.flux.begin();
        QVERIFY(std::abs(grid.wavelength(static_cast<int>(peak)) - 6000) < 6000 * step * 2.303);
    }

    void pixelsCountByTheirWeight() {
        auto spectrum = spectrumOf([](double) { return 1.0; }, 3.6, 200);
        for (std::size_t pixel = 0; pixel < spectrum.size(); pixel += 2) {
            spectrum.flux[pixel] = 1.2F;
            spectrum.inverseVariance[pixel] = 3;
        }
        const auto rebinned = rebin(spectrum, {3.605, 1e-3, 10}).value(); // ten pixels each, five of them of weight 3
        for (const double flux : rebinned.flux)
            QVERIFY2(std::abs(flux - 1.15) < 1e-6, qPrintable(QString::number(flux)));
    }

    void binsWithoutValuesAreMasked() {
        auto spectrum = spectrumOf([](double wavelength) { return wavelength; });
        const SpectrumGrid grid;
        for (std::size_t pixel = 0; pixel < spectrum.size(); ++pixel)
            if (const double wavelength = std::pow(10.0, spectrum.logWavelength[pixel]); wavelength > 5000 && wavelength < 5200) {
                spectrum.inverseVariance[pixel] = 0;
                spectrum.flux[pixel] = 1e9F;
            }
        const auto input = inputOf(spectrum);
        const auto bins = static_cast<std::size_t>(grid.bins);
        QCOMPARE(input.size(), 2 * bins);
        for (std::size_t bin = 0; bin < bins; ++bin) {
            const double wavelength = grid.wavelength(static_cast<int>(bin));
            const bool isMasked = wavelength > 5003 && wavelength < 5197;
            if (isMasked || wavelength < 4997 || wavelength > 5203)
                QCOMPARE(input[bins + bin], isMasked ? 0.0f : 1.0f);
            if (isMasked)
                QCOMPARE(input[bin], 0.0f);
            QVERIFY(std::isfinite(input[bin]) && std::abs(input[bin]) < 3);
        }
    }

    void aGapStaysAGap() {
        auto spectrum = spectrumOf([](double) { return 2.0; });
        const auto cut = [](auto& values) { values.erase(values.begin() + 1000, values.begin() + 1500); };
        cut(spectrum.logWavelength);
        cut(spectrum.flux);
        cut(spectrum.inverseVariance);
        const auto rebinned = rebin(spectrum, {}).value();
        const auto missing = std::ranges::count(rebinned.isKnown, false);
        QVERIFY2(std::abs(missing - 500 / 3.71) < 2, qPrintable(QString::number(missing)));
    }

    void brightnessIsGone() {
        const auto faint = inputOf(noisy(1)), bright = inputOf(noisy(1000));
        QVERIFY(!faint.empty());
        for (std::size_t at = 0; at < faint.size(); ++at)
            QVERIFY(std::abs(faint[at] - bright[at]) < 1e-4F);
    }

    void linesStandOutInTheInput() {
        auto spectrum = noisy(1);
        const auto plain = inputOf(spectrum);
        for (std::size_t pixel = 0; pixel < spectrum.size(); ++pixel)
            spectrum.flux[pixel] += static_cast<float>(50 * gaussian(std::pow(10.0, spectrum.logWavelength[pixel]), 7000, 3));
        const auto input = inputOf(spectrum);
        const auto line = nearest({}, 7000);
        QVERIFY(input[line] > 3 && input[line] < 12);
        QVERIFY(std::abs(input[line + 20] - plain[line + 20]) < 0.1F);
    }

    void spikesAreClippedAndLinesAreNot() {
        auto spectrum = noisy(1);
        spectrum.flux[1200] += 80;
        spectrum.flux[1700] -= 80;
        const auto lineAt = spectrum.logWavelength[2300];
        for (std::size_t pixel = 2290; pixel < 2310; ++pixel) // unresolved: FWHM of 2.2 pixels
            spectrum.flux[pixel] += static_cast<float>(80 * gaussian(spectrum.logWavelength[pixel], lineAt, 0.93e-4));
        const auto spikes = findSpikes(spectrum);
        QVERIFY(spikes[1200] && spikes[1700]);
        QCOMPARE(std::ranges::count(spikes, true), 2);
        QVERIFY(std::abs(rebin(spectrum, {}).value().flux[nearest({}, std::pow(10.0, spectrum.logWavelength[1200]))]) < 2);
    }

    void atRestLinesComeToTheirPlace() {
        auto spectrum =
            spectrumOf([](double wavelength) { return 1 + wavelength / 1e4 + gaussian(wavelength, 5008.24 * 1.2, 8); });
        const SpectrumGrid grid{std::log10(3300), 3.71e-4, 900, true};
        std::vector<float> input(grid.inputSize());
        const auto nowhere = spectrumInput(spectrum, grid, input);
        QVERIFY(!nowhere && nowhere.error().code == ErrorCode::BadOption);
        spectrum.redshift = 0.2;
        QVERIFY(spectrumInput(spectrum, grid, input));
        const auto peak = std::max_element(input.begin(), input.begin() + grid.bins) - input.begin();
        QVERIFY(std::abs(peak - static_cast<std::ptrdiff_t>(nearest(grid, 5008.24))) <= 1);
    }

    void whatHasNoValuesIsRefused() {
        const SpectrumGrid grid;
        std::vector<float> input(grid.inputSize(), 7);
        auto masked = noisy(1);
        std::ranges::fill(masked.inverseVariance, 0.0F);
        const auto none = spectrumInput(masked, grid, input);
        QVERIFY(!none && none.error().code == ErrorCode::ImplausibleData);
        QVERIFY(std::ranges::all_of(input, [](float value) { return value == 0; }));
        const auto flat = spectrumInput(spectrumOf([](double) { return 2.0; }), grid, input);
        QVERIFY(!flat && flat.error().code == ErrorCode::ImplausibleData);
        const auto elsewhere = spectrumInput(spectrumOf([](double w) { return w; }, 4.2), grid, input);
        QVERIFY(!elsewhere && elsewhere.error().code == ErrorCode::ImplausibleData);
        const auto empty = spectrumInput(Spectrum{}, grid, input);
        QVERIFY(!empty && empty.error().code == ErrorCode::ImplausibleData);
    }

    void gridsThatAreNoneAreRefused() {
        const auto spectrum = noisy(1);
        for (const SpectrumGrid& grid : {SpectrumGrid{3.6, 1e-4, 0}, {3.6, 1e-4, 1 << 20}, {3.6, 0, 9}, {std::nan(""), 1e-4, 9}})
            QVERIFY(!rebin(spectrum, grid) && rebin(spectrum, grid).error().code == ErrorCode::BadOption);
    }

    void hugeValuesStayFinite() {
        auto spectrum = noisy(1);
        for (std::size_t pixel = 0; pixel < spectrum.size(); ++pixel) {
            spectrum.flux[pixel] *= 1e37F;
            spectrum.inverseVariance[pixel] = pixel % 2 ? 1e38F : 1e-38F;
        }
        const auto input = inputOf(spectrum);
        QVERIFY(std::ranges::all_of(input, [](float value) { return std::isfinite(value) && std::abs(value) <= 12; }));
    }
};

IIC_CORE_TEST_MAIN(TestSpectrumGrid)
#include "test_spectrum_grid.moc"
