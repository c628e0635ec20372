#include "spectra/SpectrumGrid.h"

#include <algorithm>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr int mostBins = 65'536;
constexpr double leastCover = 0.5; ///< of a bin
constexpr std::size_t leastShare = 16; ///< one of so many bins has a value
constexpr double spikeSigma = 6;
constexpr double spikeNeighbour = 0.25;
constexpr std::size_t spikeReach = 5;
constexpr double largestInput = 12;

/// The value that a share of the others lies below; orders `values` anew.
double quantile(std::vector<double>& values, double share) {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, place);
    return *place;
}

/// What log λ is shifted by.
Result<double> shiftOf(const Spectrum& spectrum, const SpectrumGrid& grid) {
    if (!grid.restFrame)
        return 0.0;
    if (!spectrum.redshift || !(*spectrum.redshift > -1))
        return fail(ErrorCode::BadOption, spectrum.name, "has no redshift", "wavelengths at rest need one");
    return std::log10(1 + *spectrum.redshift);
}

double medianAbout(const Spectrum& spectrum, std::size_t pixel) {
    std::vector<double> about;
    const auto last = std::min(pixel + spikeReach, spectrum.size() - 1);
    for (auto near = pixel - std::min(pixel, spikeReach); near <= last; ++near)
        if (spectrum.inverseVariance[near] > 0)
            about.push_back(spectrum.flux[near]);
    return quantile(about, 0.5);
}

/// Adds a pixel's share to the bins it lies in.
struct BinSums {
    std::vector<double> flux, weight, cover;

    explicit BinSums(int bins) : flux(static_cast<std::size_t>(bins)), weight(flux), cover(flux) {}

    /// `low` and `high` are in bins: bin 0 reaches from 0 to 1.
    void add(double low, double high, double value, double inverseVariance) {
        const double bins = static_cast<double>(flux.size());
        low = std::clamp(low, 0.0, bins);
        high = std::clamp(high, 0.0, bins);
        for (auto bin = static_cast<std::size_t>(low); static_cast<double>(bin) < high; ++bin) {
            const double left = static_cast<double>(bin);
            const double inside = std::min(high, left + 1) - std::max(low, left);
            flux[bin] += inside * inverseVariance * value;
            weight[bin] += inside * inverseVariance;
            cover[bin] += inside;
        }
    }
};

} // namespace

Result<void> checkGrid(const SpectrumGrid& grid) {
    if (grid.bins < 1 || grid.bins > mostBins)
        return fail(ErrorCode::BadOption, "", "the number of bins is out of range",
                    fmt::format("1 to {} expected, {} found", mostBins, grid.bins));
    if (!(grid.step > 0 && std::isfinite(grid.step) && std::isfinite(grid.firstLogWavelength)))
        return fail(ErrorCode::BadOption, "", "the grid of wavelengths is none",
                    fmt::format("first {}, step {} found", grid.firstLogWavelength, grid.step));
    return {};
}

std::vector<bool> findSpikes(const Spectrum& spectrum) {
    std::vector<bool> spikes(spectrum.size());
    const auto& flux = spectrum.flux;
    const auto& weight = spectrum.inverseVariance;
    for (std::size_t pixel = 1; pixel + 1 < spectrum.size(); ++pixel) {
        const double sigmas = std::sqrt(static_cast<double>(weight[pixel]));
        const bool standsOut =
            std::abs(static_cast<double>(flux[pixel]) - flux[pixel - 1]) * sigmas > (1 - spikeNeighbour) * spikeSigma;
        if (!(sigmas > 0) || (weight[pixel - 1] > 0 && !standsOut))
            continue;
        const double median = medianAbout(spectrum, pixel), excess = std::abs(flux[pixel] - median);
        const auto isFar = [&](std::size_t other) {
            return weight[other] > 0 && std::abs(flux[other] - median) > spikeNeighbour * excess;
        };
        spikes[pixel] = excess * sigmas > spikeSigma && !isFar(pixel - 1) && !isFar(pixel + 1);
    }
    return spikes;
}

Result<RebinnedSpectrum> rebin(const Spectrum& spectrum, const SpectrumGrid& grid) {
    if (auto sound = checkGrid(grid); !sound)
        return tl::unexpected(sound.error());
    const auto shift = shiftOf(spectrum, grid);
    if (!shift)
        return tl::unexpected(shift.error());
    const auto spikes = findSpikes(spectrum);
    const auto& places = spectrum.logWavelength;
    const double edge = grid.firstLogWavelength - grid.step / 2 + *shift;
    BinSums sums(grid.bins);
    for (std::size_t pixel = 0; pixel < spectrum.size(); ++pixel) {
        if (!(spectrum.inverseVariance[pixel] > 0) || spikes[pixel] || spectrum.size() < 2)
            continue;
        const double before = pixel > 0 ? places[pixel] - places[pixel - 1] : places[1] - places[0];
        const double after = pixel + 1 < spectrum.size() ? places[pixel + 1] - places[pixel] : before;
        const double half = std::min(before, after) / 2, middle = places[pixel] - edge;
        sums.add((middle - half) / grid.step, (middle + half) / grid.step, spectrum.flux[pixel], spectrum.inverseVariance[pixel]);
    }
    RebinnedSpectrum rebinned{std::vector<double>(sums.flux.size()), std::vector<bool>(sums.flux.size())};
    for (std::size_t bin = 0; bin < sums.flux.size(); ++bin)
        if (sums.cover[bin] >= leastCover && sums.weight[bin] > 0) {
            rebinned.isKnown[bin] = true;
            rebinned.flux[bin] = sums.flux[bin] / sums.weight[bin];
        }
    return rebinned;
}

Result<void> spectrumInput(const Spectrum& spectrum, const SpectrumGrid& grid, std::span<float> input) {
    std::ranges::fill(input, 0.0F);
    const auto rebinned = rebin(spectrum, grid);
    if (!rebinned)
        return tl::unexpected(rebinned.error());
    const auto bins = static_cast<std::size_t>(grid.bins);
    std::vector<double> known;
    for (std::size_t bin = 0; bin < bins; ++bin)
        if (rebinned->isKnown[bin])
            known.push_back(rebinned->flux[bin]);
    if (known.size() * leastShare < bins || known.empty())
        return fail(ErrorCode::ImplausibleData, spectrum.name, "has too few values on the grid of wavelengths",
                    fmt::format("{} of {} bins", known.size(), bins));
    const double low = quantile(known, 0.16), median = quantile(known, 0.5), high = quantile(known, 0.84);
    if (!(high > low))
        return fail(ErrorCode::ImplausibleData, spectrum.name, "has the same flux everywhere", fmt::format("{}", median));
    for (std::size_t bin = 0; bin < bins; ++bin)
        if (rebinned->isKnown[bin]) {
            const double value = std::asinh((rebinned->flux[bin] - median) / ((high - low) / 2));
            input[bin] = static_cast<float>(std::clamp(value, -largestInput, largestInput));
            input[bins + bin] = 1;
        }
    return {};
}

} // namespace iic
