#include "analysis/SimulatedDataset.h"

#include "base/OutputFile.h"
#include "data/CopyDataset.h"
#include "data/CutSources.h"
#include "data/DatasetWriter.h"
#include "data/SourceRows.h"
#include "data/SplitShares.h"
#include "data/TrainingSet.h"
#include "sim/SimulatedSky.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr std::uint64_t seedStride = 10'000;
constexpr int mostFields = 2'000;
constexpr double surplus = 1.05; // what the split takes beyond the numbers wanted
constexpr double atlasDensity = 40'000.0 / (4095.0 * 4095.0);

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// Fields two degrees apart, zone by zone from the equator up.
SkyCoord centreOf(int field) { return {2.0 * (field % 180), 2.2 + 3.0 * (field / 180)}; }

/// All sources simulated so far, under another name until they are split.
class Growth {
  public:
    Growth(const SimulatedDatasetOptions& options, DatasetWriter writer, std::filesystem::path path)
        : options_(options), path_(std::move(path)), writer_(std::move(writer)) {
        card_.bands.assign(allBands.begin(), allBands.end());
        card_.planes = bandCount;
        card_.side = plan().side;
        card_.fieldArcsec = plan().fieldArcsec;
        for (const auto sourceClass : {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar})
            card_.classes.emplace_back(className(sourceClass));
        card_.selection.minimumSignalToNoise = options.minimumSignalToNoise;
        card_.selection.seed = options.seed;
    }
    ~Growth() {
        std::error_code problem;
        std::filesystem::remove(path_, problem);
    }
    Growth(const Growth&) = delete;
    Growth& operator=(const Growth&) = delete;

    static CutPlan plan() { return {{allBands.begin(), allBands.end()}, defaultField, cutoutSide(defaultField, 1.375)}; }

    JobResult<void> addField(std::stop_token stop);
    int fields() const { return fields_; }
    /// The share there is of what is wanted, of the class that lags behind.
    double progress() const;
    Result<DatasetSplits> split() const;
    JobResult<DatasetReport> write(DatasetSplits splits, ProgressSink& progress, std::stop_token stop);

  private:
    const SimulatedDatasetOptions& options_;
    std::filesystem::path path_;
    DatasetWriter writer_;
    DatasetCard card_;
    DatasetColumns columns_;
    std::vector<FluxUnits> units_;
    int fields_ = 0;
};

JobResult<void> Growth::addField(std::stop_token stop) {
    SimulationOptions simulation;
    simulation.seed = options_.seed * seedStride + static_cast<std::uint64_t>(fields_);
    simulation.centre = centreOf(fields_);
    simulation.side = options_.fieldSide;
    simulation.sourceCount = options_.sourcesPerField;
    simulation.unresolvedOf = static_cast<int>(std::lround(atlasDensity * options_.fieldSide * options_.fieldSide));
    simulation.balanced = true;
    NoProgress quiet;
    auto sky = simulateSky(simulation, quiet, stop);
    if (!sky)
        return tl::unexpected(sky.error());
    const auto catalog = withTruth(std::move(sky->catalog), sky->truth, "simulated sky");
    if (!catalog)
        return stopWith(catalog.error());

    DatasetColumns found;
    for (std::size_t row = 0; row < catalog->size(); ++row)
        if (const auto why = whyPassedOver(*catalog, row, card_.selection))
            ++card_.dropped[std::string(*why)];
        else
            appendSource(found, *catalog, row, *catalog->position(row));
    found.resize(found.name.size());
    std::vector<CutSource> sources(found.size());
    const auto values = bandCount * static_cast<std::size_t>(card_.side) * static_cast<std::size_t>(card_.side);
    std::vector<float> pixels(found.size() * values);
    cutSources(sky->tile, found.position, plan(), sources, pixels);
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (!sources[i].onTile || (sources[i].flags & card_.selection.dropFlags)) {
            ++card_.dropped["edge"];
            continue;
        }
        found.offset[i] = sources[i].offset;
        found.corners[i] = sources[i].corners;
        found.flags[i] |= sources[i].flags;
        found.tile[i] = fields_;
        std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(i * values), values,
                    pixels.begin() + static_cast<std::ptrdiff_t>(kept.size() * values));
        kept.push_back(i);
    }
    const auto& reference = sky->tile.reference();
    card_.survey = surveyName(sky->tile.survey);
    card_.tiles.push_back({fmt::format("{} (seed {})", sky->tile.id, simulation.seed),
                           options_.fieldSide,
                           options_.fieldSide,
                           reference.wcs.pixelScale(),
                           {}});
    units_.push_back(fluxUnits(sky->tile));
    columns_.append(found.select(kept));
    ++fields_;
    if (auto written = writer_.append(std::span(pixels).first(kept.size() * values)); !written)
        return stopWith(written.error());
    return {};
}

double Growth::progress() const {
    double least = 1e9;
    for (std::size_t label = 0; label < card_.classes.size(); ++label) {
        const auto rows = std::ranges::count(columns_.label, static_cast<std::uint8_t>(label));
        const auto wanted = std::max<std::size_t>(total(options_.numbers[label]), 1);
        least = std::min(least, static_cast<double>(rows) / static_cast<double>(wanted));
    }
    return least;
}

Result<DatasetSplits> Growth::split() const {
    const SplitOptions split{SplitRule::Blocks, options_.seed, 0, options_.numbers};
    return splitDataset(columns_.corners, columns_.label, card_.classes, split);
}

JobResult<DatasetReport> Growth::write(DatasetSplits splits, ProgressSink& progress, std::stop_token stop) {
    card_.origin = fmt::format("simulated sky, seed {}, {} field{} of {} sources on {} × {} pixels", options_.seed, fields_,
                               fields_ == 1 ? "" : "s", options_.sourcesPerField, options_.fieldSide, options_.fieldSide);
    columns_.split = std::move(splits.split);
    if (auto finished = writer_.finish(card_, columns_, units_); !finished)
        return stopWith(finished.error());
    const auto all = Dataset::open(path_);
    if (!all)
        return stopWith(all.error());
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < columns_.size(); ++row)
        if (columns_.split[row] != DatasetSplit::LeftOut)
            rows.push_back(row);
    card_.split = splits.record;
    card_.dropped["overlapping"] = std::exchange(card_.split.overlapping, 0);
    card_.dropped["not drawn"] = std::exchange(card_.split.trimmed, 0);
    auto copied = copyDataset(*all, rows, card_, columns_.select(rows), options_.out, progress, std::move(stop));
    if (!copied)
        return tl::unexpected(copied.error());
    return DatasetReport{std::move(card_), rows.size(), 0, {}};
}

} // namespace

std::vector<std::array<std::size_t, 3>> paperNumbers() { return {{5778, 722, 723}, {5838, 730, 730}, {5772, 721, 722}}; }

JobResult<DatasetReport> simulateDataset(const SimulatedDatasetOptions& options, ProgressSink& progress, std::stop_token stop) {
    const auto lacksASplit = [](const SplitCounts& numbers) { return std::ranges::count(numbers, 0U) > 0; };
    if (options.numbers.size() != 3 || std::ranges::any_of(options.numbers, lacksASplit) || options.sourcesPerField < 10)
        return stopWith({ErrorCode::BadOption,
                         {},
                         "the numbers of simulated sources are out of range",
                         "three classes, each in every split, and at least 10 sources in a field expected"});
    if (auto mayWrite = checkMayWrite(options.out, options.overwrite); !mayWrite)
        return stopWith(mayWrite.error());
    auto path = options.out;
    path += ".unsplit";
    auto writer = DatasetWriter::create(path, bandCount, Growth::plan().side);
    if (!writer) {
        writer.error().file = options.out.string();
        return stopWith(writer.error());
    }
    Growth growth(options, std::move(*writer), path);
    for (double enough = surplus; growth.fields() < mostFields;) {
        if (growth.progress() < enough) {
            progress.report(
                {"Simulating fields", static_cast<std::int64_t>(100 * std::min(growth.progress() / enough, 1.0)), 100});
            if (auto added = growth.addField(stop); !added)
                return tl::unexpected(added.error());
            continue;
        }
        auto splits = growth.split();
        if (splits)
            return growth.write(std::move(*splits), progress, std::move(stop));
        if (splits.error().code != ErrorCode::SplitImpossible)
            return stopWith(splits.error());
        enough = growth.progress() + 0.02;
    }
    return stopWith({ErrorCode::BadOption, options.out.string(), "so many sources cannot be simulated",
                     fmt::format("{} fields are not enough", mostFields)});
}

} // namespace iic
