#include "sim/SimulatedSpectra.h"

#include "base/Parallel.h"
#include "sim/Spectrograph.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <numeric>

namespace iic {

namespace {

constexpr std::size_t mostPerClass = 100'000;
constexpr std::size_t atOnce = 1000; ///< spectra between two looks at the stop
constexpr std::size_t fibresOfPlate = 1000;
constexpr std::string_view label = "Simulating spectra";

/// Signal to noise: median and σ of its natural logarithm, and the least.
struct Quality {
    double median, deviation, least;
};
constexpr std::array<Quality, spectralClassCount> qualities{{{13, 0.75, 2}, {13, 0.7, 1.5}, {6, 0.9, 0.5}}};
constexpr double mostSignalToNoise = 50;
constexpr std::array drawLight{&drawStarLight, &drawGalaxyLight, &drawQuasarLight};

/// Spreads seed, class and number over 64 bits (SplitMix64 of Steele et al. 2014), so that no two share a sequence.
std::uint64_t seedOf(std::uint64_t seed, std::size_t which, std::size_t number) {
    std::uint64_t mixed = seed * spectralClassCount + which + 0x9e3779b97f4a7c15U * (number + 1);
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31);
}

/// Evenly over the sphere.
SkyCoord drawPosition(Random& random) {
    return {random.uniform(0, 360), std::asin(random.uniform(-1, 1)) * 180 / std::numbers::pi};
}

Result<void> check(const SpectraSimulation& options) {
    if (options.countPerClass < 1 || options.countPerClass > mostPerClass)
        return fail(ErrorCode::BadOption, "", "the number of simulated spectra is out of range",
                    fmt::format("1 to {} of each class expected, {} found", mostPerClass, options.countPerClass));
    return {};
}

/// Those from `first` on, by turns of each class.
std::vector<Spectrum> simulateSome(std::uint64_t seed, std::size_t first, std::size_t count) {
    std::vector<Spectrum> spectra(count);
    parallelRanges(count, [&](std::size_t begin, std::size_t end) {
        for (auto at = begin; at < end; ++at) {
            const auto index = first + at;
            spectra[at] =
                simulateSpectrum(seed, static_cast<SpectralClass>(index % spectralClassCount), index / spectralClassCount);
        }
    });
    return spectra;
}

/// Hands the spectra on, some at a time.
template <typename Take>
JobResult<void> simulateAll(const SpectraSimulation& options, ProgressSink& progress, const std::stop_token& stop, Take take) {
    if (auto sound = check(options); !sound)
        return tl::unexpected<Stop>(sound.error());
    const auto total = options.countPerClass * spectralClassCount;
    for (std::size_t done = 0; done < total; done += atOnce) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({label, static_cast<std::int64_t>(done), static_cast<std::int64_t>(total)});
        if (Result<void> taken = take(simulateSome(options.seed, done, std::min(atOnce, total - done))); !taken)
            return tl::unexpected<Stop>(taken.error());
    }
    progress.report({label, static_cast<std::int64_t>(total), static_cast<std::int64_t>(total)});
    return {};
}

Result<void> makeFolder(const std::filesystem::path& folder) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
        return fail(ErrorCode::FileUnwritable, folder.string(), "the folder cannot be made", problem.message());
    return {};
}

} // namespace

Spectrum simulateSpectrum(std::uint64_t seed, SpectralClass spectralClass, std::size_t number) {
    constexpr std::size_t leastPixels = 3800, spread = 50;
    const auto which = static_cast<std::size_t>(spectralClass);
    Random random(seedOf(seed, which, number));
    const ObservedPixels pixels{3.5780 + 1e-4 * static_cast<double>(random.below(spread)), 1e-4,
                                leastPixels + random.below(spread)};
    const auto source = drawLight[which](pixels, random);
    const auto& quality = qualities[which];
    const double distant = spectralClass == SpectralClass::Galaxy && source.redshift > 0.3 ? 0.4 : 1; // as faint as they are far
    const double signalToNoise =
        std::clamp(distant * quality.median * std::exp(quality.deviation * random.normal()), quality.least, mostSignalToNoise);

    Spectrum spectrum;
    observe(pixels, source.light, signalToNoise * random.uniform(0.7, 1.4), signalToNoise, random, spectrum);
    spectrum.redshift = source.redshift;
    spectrum.className = spectralClassName(spectralClass);
    spectrum.subclass = source.subclass;
    spectrum.position = drawPosition(random);
    const auto index = number * spectralClassCount + which;
    spectrum.fibre = FibreId{static_cast<int>(1 + index / fibresOfPlate), static_cast<int>(10'000 + seed % 10'000),
                             static_cast<int>(1 + index % fibresOfPlate)};
    spectrum.name = fmt::format("spec-{:04}-{:05}-{:04}", spectrum.fibre->plate, spectrum.fibre->mjd, spectrum.fibre->fibre);
    return spectrum;
}

JobResult<std::vector<Spectrum>> simulateSpectra(const SpectraSimulation& options, ProgressSink& progress, std::stop_token stop) {
    std::vector<Spectrum> all;
    const auto done = simulateAll(options, progress, stop, [&all](std::vector<Spectrum> some) -> Result<void> {
        std::ranges::move(some, std::back_inserter(all));
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return all;
}

JobResult<std::size_t> writeSimulatedSpectra(const SpectraSimulation& options, const std::filesystem::path& folder,
                                             ProgressSink& progress, std::stop_token stop) {
    if (auto sound = check(options).and_then([&] { return makeFolder(folder); }); !sound)
        return tl::unexpected<Stop>(sound.error());
    const auto done = simulateAll(options, progress, stop, [&folder](const std::vector<Spectrum>& some) -> Result<void> {
        for (const auto& spectrum : some)
            if (auto written = writeSpectrum(folder / (spectrum.name + ".fits"), spectrum); !written)
                return written;
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return options.countPerClass * spectralClassCount;
}

JobResult<std::size_t> writeSpectraOf(const Catalog& catalog, const SpectraSimulation& options,
                                      const std::filesystem::path& folder, ProgressSink& progress, std::stop_token stop) {
    if (auto sound = check(options); !sound)
        return tl::unexpected<Stop>(sound.error());
    std::array<std::size_t, spectralClassCount> made{};
    for (std::size_t row = 0; row < catalog.size(); ++row) {
        if (stop.stop_requested())
            return cancelled();
        const auto place = catalog.position(row);
        const auto sourceClass = catalog.truth(row);
        if (!place || !sourceClass || made[static_cast<std::size_t>(*sourceClass)] == options.countPerClass)
            continue;
        auto& number = made[static_cast<std::size_t>(*sourceClass)];
        auto spectrum = simulateSpectrum(options.seed, static_cast<SpectralClass>(*sourceClass), number++);
        spectrum.position = place;
        const auto written =
            makeFolder(folder).and_then([&] { return writeSpectrum(folder / (spectrum.name + ".fits"), spectrum); });
        if (!written)
            return tl::unexpected<Stop>(written.error());
        progress.report({"Simulating spectra", static_cast<std::int64_t>(row + 1), static_cast<std::int64_t>(catalog.size())});
    }
    const auto all = std::accumulate(made.begin(), made.end(), std::size_t{0});
    if (all == 0)
        return tl::unexpected<Stop>(Error{ErrorCode::NothingOnTile, {}, "no row of the catalog has a class and a place", {}});
    return all;
}

} // namespace iic
