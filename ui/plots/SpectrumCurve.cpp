#include "plots/SpectrumCurve.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace iic::ui {

namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();
constexpr std::ptrdiff_t reach = 6; // three times the σ of the Gaussian

std::array<double, reach + 1> gaussian() {
    std::array<double, reach + 1> weights{};
    for (std::size_t i = 0; i < weights.size(); ++i)
        weights[i] = std::exp(-0.125 * static_cast<double>(i * i));
    return weights;
}

float smoothedAt(const Spectrum& spectrum, std::ptrdiff_t pixel) {
    static const auto weights = gaussian();
    double sum = 0, total = 0;
    const auto last = std::min(pixel + reach, static_cast<std::ptrdiff_t>(spectrum.size()) - 1);
    for (auto i = std::max<std::ptrdiff_t>(0, pixel - reach); i <= last; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const double weight = weights[static_cast<std::size_t>(std::abs(i - pixel))] * double(spectrum.inverseVariance[at]);
        sum += weight * double(spectrum.flux[at]);
        total += weight;
    }
    return static_cast<float>(sum / total);
}

} // namespace

SpectrumCurve::SpectrumCurve(const Spectrum& spectrum)
    : name(spectrum.name), flux(spectrum.size(), none), uncertainty(spectrum.size(), none), smoothed(spectrum.size(), none) {
    wavelength.reserve(spectrum.size());
    for (std::size_t i = 0; i < spectrum.size(); ++i) {
        wavelength.push_back(std::pow(10.0, spectrum.logWavelength[i]));
        if (!(spectrum.inverseVariance[i] > 0))
            continue;
        flux[i] = spectrum.flux[i];
        uncertainty[i] = 1 / std::sqrt(spectrum.inverseVariance[i]);
        smoothed[i] = smoothedAt(spectrum, static_cast<std::ptrdiff_t>(i));
    }
}

std::size_t SpectrumCurve::pixelAt(double angstrom) const {
    const auto after = std::ranges::lower_bound(wavelength, angstrom);
    if (after == wavelength.begin())
        return 0;
    if (after == wavelength.end())
        return wavelength.size() - 1;
    const auto i = static_cast<std::size_t>(after - wavelength.begin());
    return angstrom - wavelength[i - 1] < wavelength[i] - angstrom ? i - 1 : i;
}

} // namespace iic::ui
