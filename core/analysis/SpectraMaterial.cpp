#include "analysis/SpectraMaterial.h"

#include "base/Json.h"
#include "base/Parallel.h"
#include "base/Random.h"
#include "sim/SimulatedSpectra.h"

#include <algorithm>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 512;

struct Inputs {
    std::vector<float> values; ///< of usable spectra alone
    std::vector<std::uint8_t> labels;
    std::size_t unusable = 0;
    std::string firstReason;

    void add(const Result<Spectrum>& spectrum, const SpectrumGrid& grid) {
        std::vector<float> input(grid.inputSize());
        const auto used = useful(spectrum).and_then(
            [&](std::uint8_t label) { return spectrumInput(*spectrum, grid, input).map([&] { labels.push_back(label); }); });
        if (used) {
            values.insert(values.end(), input.begin(), input.end());
        } else if (++unusable == 1) {
            firstReason = used.error().reason + (spectrum ? " (" + spectrum->name + ")" : " (" + used.error().file + ")");
        }
    }

  private:
    static Result<std::uint8_t> useful(const Result<Spectrum>& spectrum) {
        if (!spectrum)
            return tl::unexpected(spectrum.error());
        const auto spectralClass = parseSpectralClass(spectrum->className);
        if (!spectralClass)
            return fail(ErrorCode::BadTable, spectrum->name, "the spectrum tells no class", spectrum->className);
        return static_cast<std::uint8_t>(*spectralClass);
    }
};

JobResult<std::vector<std::filesystem::path>> spectraIn(const std::filesystem::path& folder) {
    std::error_code problem;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, problem))
        if (const auto name = entry.path().filename().string();
            name.starts_with("spec-") && (name.ends_with(".fits") || name.ends_with(".fits.gz")))
            files.push_back(entry.path());
    if (problem)
        return tl::unexpected<Stop>(
            Error{ErrorCode::FileNotFound, folder.string(), "the folder cannot be read", problem.message()});
    std::ranges::sort(files);
    return files;
}

JobResult<Inputs> read(const std::vector<std::filesystem::path>& files, const SpectrumGrid& grid, ProgressSink& progress,
                       const std::stop_token& stop) {
    Inputs inputs;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (stop.stop_requested())
            return cancelled();
        inputs.add(readSpectrum(files[i]), grid);
        progress.report({"Spectra", static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(files.size())});
    }
    return inputs;
}

JobResult<Inputs> simulate(const SpectraOptions& options, ProgressSink& progress, const std::stop_token& stop) {
    Inputs inputs;
    for (std::size_t first = 0; first < options.simulatedPerClass; first += pieceSize) {
        const auto count = std::min(pieceSize, options.simulatedPerClass - first);
        std::vector<Spectrum> piece(count * spectralClassCount);
        if (stop.stop_requested())
            return cancelled();
        parallelRanges(piece.size(), [&](std::size_t from, std::size_t to) {
            for (std::size_t i = from; i < to; ++i)
                piece[i] = simulateSpectrum(options.seed, static_cast<SpectralClass>(i % spectralClassCount),
                                            first + i / spectralClassCount);
        });
        for (auto& spectrum : piece)
            inputs.add(std::move(spectrum), options.grid);
        progress.report({"Simulating spectra", static_cast<std::int64_t>(first + count),
                         static_cast<std::int64_t>(options.simulatedPerClass)});
    }
    return inputs;
}

/// Of each class about eight tenths, one and one, drawn by the seed.
void split(const Inputs& inputs, const SpectraOptions& options, SpectraMaterial& material) {
    std::vector<std::size_t> order(inputs.labels.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    Random random(options.seed);
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    std::array<std::size_t, spectralClassCount> dealt{};
    const auto size = options.grid.inputSize();
    for (const auto i : order) {
        const auto turn = dealt[inputs.labels[i]]++ % 10;
        auto& to = turn == 0 ? material.validation : turn == 1 ? material.test : material.training;
        const auto from = inputs.values.begin() + static_cast<std::ptrdiff_t>(i * size);
        to.inputs.insert(to.inputs.end(), from, from + static_cast<std::ptrdiff_t>(size));
        to.labels.push_back(inputs.labels[i]);
    }
}

} // namespace

JobResult<SpectraMaterial> loadSpectraMaterial(const SpectraOptions& options, ProgressSink& progress, std::stop_token stop) {
    if (auto good = checkGrid(options.grid); !good)
        return tl::unexpected<Stop>(good.error());
    auto inputs = JobResult<Inputs>{};
    if (options.folder) {
        const auto files = spectraIn(*options.folder);
        if (!files)
            return tl::unexpected(files.error());
        inputs = read(*files, options.grid, progress, stop);
    } else {
        inputs = simulate(options, progress, stop);
    }
    if (!inputs)
        return tl::unexpected(inputs.error());
    SpectraMaterial material;
    split(*inputs, options, material);
    const auto source = options.folder ? options.folder->string() : fmt::format("simulated spectra, seed {}", options.seed);
    if (material.training.count() == 0 || material.validation.count() == 0 || material.test.count() == 0)
        return tl::unexpected<Stop>(Error{ErrorCode::NothingOnTile, source, "there are too few spectra to learn from",
                                          fmt::format("at least 10 with a class expected, {} found", inputs->labels.size())});
    if (inputs->unusable > 0)
        material.warnings.push_back(
            fmt::format("{} of the spectra are left out; the first: {}", inputs->unusable, inputs->firstReason));
    material.card.spec = {2, 5, options.grid.bins, 3, Architecture::SpectrumNet};
    material.card.spectrum = options.grid;
    material.card.survey = "SDSS spectra";
    material.card.origin = source;
    material.description = jsonText({{"origin", source}, {"spectra", inputs->labels.size()}, {"seed", options.seed}});
    return material;
}

} // namespace iic
