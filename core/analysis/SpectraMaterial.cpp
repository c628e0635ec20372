#include "analysis/SpectraMaterial.h"

#include "base/Json.h"
#include "base/Parallel.h"
#include "base/Random.h"
#include "catalog/Catalog.h"
#include "sim/SimulatedSpectra.h"
#include "spectra/SpectrumFiles.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 512;

struct Inputs {
    std::vector<float> values; ///< of usable spectra alone
    std::vector<std::uint8_t> labels;
    std::vector<std::optional<SkyCoord>> positions;
    std::size_t unusable = 0;
    std::string firstReason;

    void add(const Result<Spectrum>& spectrum, const SpectrumGrid& grid) {
        std::vector<float> input(grid.inputSize());
        const auto used = useful(spectrum).and_then(
            [&](std::uint8_t label) { return spectrumInput(*spectrum, grid, input).map([&] { labels.push_back(label); }); });
        if (used) {
            values.insert(values.end(), input.begin(), input.end());
            positions.push_back(spectrum->position);
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

/// For each spectrum the first that is of the same place; itself where none is.
std::vector<std::size_t> firstOfPlace(const std::vector<std::optional<SkyCoord>>& positions) {
    constexpr double samePlace = 3; // arcsec
    std::vector<std::size_t> first(positions.size()), placed;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        first[i] = i;
        if (positions[i])
            placed.push_back(i);
    }
    std::ranges::stable_sort(placed, {}, [&](std::size_t i) { return positions[i]->declination; });
    for (std::size_t a = 0; a < placed.size(); ++a)
        for (std::size_t b = a + 1; b < placed.size(); ++b) {
            const auto &here = *positions[placed[a]], &there = *positions[placed[b]];
            if (there.declination - here.declination > samePlace / 3600)
                break;
            if (separationArcsec(here, there) <= samePlace)
                first[placed[b]] = first[placed[a]];
        }
    return first;
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
    const auto first = firstOfPlace(inputs.positions);
    std::map<std::size_t, std::size_t> turns; // by place
    for (const auto i : order) {
        const auto known = turns.find(first[i]);
        const auto turn = known != turns.end() ? known->second : dealt[inputs.labels[i]]++ % 10;
        turns[first[i]] = turn;
        auto& to = turn == 0 ? material.validation : turn == 1 ? material.test : material.training;
        const auto from = inputs.values.begin() + static_cast<std::ptrdiff_t>(i * size);
        to.inputs.insert(to.inputs.end(), from, from + static_cast<std::ptrdiff_t>(size));
        to.labels.push_back(inputs.labels[i]);
    }
}

void warnOfMissingClasses(SpectraMaterial& material) {
    for (const auto& [split, inputs] :
         {std::pair{"training", &material.training}, {"validation", &material.validation}, {"test", &material.test}})
        for (std::size_t which = 0; which < spectralClassCount; ++which)
            if (std::ranges::count(inputs->labels, static_cast<std::uint8_t>(which)) == 0)
                material.warnings.push_back(
                    fmt::format("of the spectra, {} has no {}", split, className(static_cast<SourceClass>(which))));
}

std::string describe(const SpectraOptions& options, const std::string& origin, std::size_t spectra) {
    nlohmann::json description{{"origin", origin}, {"spectra", spectra}, {"seed", options.seed}};
    if (options.folder)
        description["folder"] = std::filesystem::absolute(*options.folder).string();
    else
        description["perClass"] = options.simulatedPerClass;
    return jsonText(description);
}

} // namespace

SpectrumGrid restFrameGrid() { return {3.06, 4.41e-4, 2048, true}; }

JobResult<SpectraMaterial> loadSpectraMaterial(const SpectraOptions& options, ProgressSink& progress, std::stop_token stop) {
    if (auto good = checkGrid(options.grid); !good)
        return tl::unexpected<Stop>(good.error());
    auto inputs = JobResult<Inputs>{};
    if (options.folder) {
        const auto files = spectrumFiles(std::span(&*options.folder, 1));
        if (!files)
            return tl::unexpected<Stop>(files.error());
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
    warnOfMissingClasses(material);
    material.card.spec = {2, 5, options.grid.bins, 3, Architecture::SpectrumNet};
    material.card.spectrum = options.grid;
    material.card.survey = "SDSS spectra";
    material.card.origin = source;
    material.description = describe(options, source, inputs->labels.size());
    return material;
}

Result<SpectraOptions> spectraOptionsOf(const std::string& description, const SpectrumGrid& grid) {
    const auto json = parseJsonObject(description);
    try {
        SpectraOptions options;
        options.grid = grid;
        options.seed = json.value().at("seed").get<std::uint64_t>();
        if (json->contains("folder"))
            options.folder = json->at("folder").get<std::string>();
        else
            options.simulatedPerClass = json->at("perClass").get<std::size_t>();
        return options;
    } catch (const std::exception& problem) {
        return fail(ErrorCode::BadRun, "", "the record does not tell which spectra were learned from", problem.what());
    }
}

} // namespace iic
