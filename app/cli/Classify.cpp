#include "Commands.h"
#include "Counted.h"
#include "Inputs.h"

#include "analysis/ClassifyTile.h"
#include "base/OutputFile.h"
#include "catalog/TableFile.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

namespace iic::cli {

namespace {

struct Options {
    std::vector<std::string> tiles, roles;
    std::string catalog, model, out, regions;
    DeviceChoice device = DeviceChoice::Automatic;
};

/// What a catalog tells of its rows; the place of one without a position lies on no tile.
struct CatalogSources {
    std::vector<SkyCoord> positions;
    std::vector<Brightness> brightness;

    explicit CatalogSources(const Catalog& catalog) {
        constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
        for (std::size_t row = 0; row < catalog.size(); ++row) {
            positions.push_back(catalog.position(row).value_or(SkyCoord{nowhere, nowhere}));
            brightness.push_back(brightnessOf(catalog, row));
        }
    }
    std::size_t withoutPosition() const {
        return static_cast<std::size_t>(
            std::ranges::count_if(positions, [](const SkyCoord& place) { return std::isnan(place.declination); }));
    }
};

/// A whole cutout wins over one at the edge of another tile, any tile over none.
bool better(const Prediction& candidate, const Prediction& present) {
    const auto rank = [](PredictionStatus status) {
        return status == PredictionStatus::OffTile ? 0 : status == PredictionStatus::Incomplete ? 1 : 2;
    };
    return rank(candidate.status) > rank(present.status);
}

JobResult<std::vector<Prediction>> classifyOnTiles(const std::vector<Tile>& tiles, const CatalogSources& sources,
                                                   Classifier& model, Session& session) {
    std::vector<Prediction> predictions(sources.positions.size());
    for (const auto& tile : tiles) {
        const auto here =
            classifyOnTile(tile, {sources.positions, sources.brightness}, model, {}, session.progress, session.stop);
        if (!here)
            return here;
        for (std::size_t row = 0; row < predictions.size(); ++row)
            if (better((*here)[row], predictions[row]))
                predictions[row] = (*here)[row];
    }
    return predictions;
}

JobResult<std::vector<Prediction>> classify(const Options& options, const std::vector<Tile>& tiles, const CatalogSources& sources,
                                            Classifier& model, Session& session) {
    auto predictions = tiles.empty() ? classifyByColours(sources.brightness, model, {}, session.progress, session.stop)
                                     : classifyOnTiles(tiles, sources, model, session);
    const auto areAll = [&](PredictionStatus status) {
        return std::ranges::all_of(*predictions, [&](const Prediction& one) { return one.status == status; });
    };
    const auto rows = counted(sources.positions.size(), "row");
    if (predictions && areAll(PredictionStatus::OffTile))
        return stopWith(ErrorCode::NothingOnTile, options.catalog, "no row lies on the tiles",
                        fmt::format("{}, {}", rows, counted(tiles.size(), "tile")));
    if (predictions && areAll(PredictionStatus::WithoutColour))
        return stopWith(ErrorCode::BadTable, options.catalog, "no row tells a colour that the model reads", rows);
    return predictions;
}

struct Tally {
    std::array<std::size_t, 3> classes{};
    std::size_t offTile = 0, incomplete = 0, emptyCentre = 0, withoutColour = 0;
};

Tally tallyOf(const std::vector<Prediction>& predictions) {
    Tally tally;
    for (const auto& prediction : predictions) {
        tally.offTile += prediction.status == PredictionStatus::OffTile;
        tally.incomplete += prediction.status == PredictionStatus::Incomplete;
        tally.emptyCentre += prediction.status == PredictionStatus::EmptyCentre;
        tally.withoutColour += prediction.status == PredictionStatus::WithoutColour;
        if (prediction.isClassified())
            ++tally.classes[static_cast<std::size_t>(prediction.best())];
    }
    return tally;
}

nlohmann::json describe(const Options& options, const std::vector<Prediction>& predictions, const ModelCard& card) {
    const auto tally = tallyOf(predictions);
    nlohmann::json report{{"out", options.out},
                          {"rows", predictions.size()},
                          {"stars", tally.classes[0]},
                          {"galaxies", tally.classes[1]},
                          {"quasars", tally.classes[2]}};
    if (readsImages(card.spec.architecture))
        report.update({{"offTile", tally.offTile}, {"incomplete", tally.incomplete}, {"emptyCentre", tally.emptyCentre}});
    else
        report["withoutColour"] = tally.withoutColour;
    return report;
}

void print(const nlohmann::json& report) {
    const auto count = [&report](const char* name) { return report[name].get<std::size_t>(); };
    fmt::print("{}: {}; {}, {}, {}", report["out"].get<std::string>(), counted(count("rows"), "row"),
               counted(count("stars"), "star"), counted(count("galaxies"), "galaxy", "galaxies"),
               counted(count("quasars"), "quasar"));
    if (report.contains("withoutColour"))
        fmt::print("; {} without a colour\n", count("withoutColour"));
    else
        fmt::print(" ({} with no source at the centre); {} incomplete, {} off the tiles\n", count("emptyCentre"),
                   count("incomplete"), count("offTile"));
}

/// Those that the model sees; none for one that reads no images.
JobResult<std::vector<Tile>> tilesFor(const ModelCard& card, const Options& options, Session& session) {
    if (!readsImages(card.spec.architecture)) {
        if (!options.tiles.empty())
            warn(session, "the model reads no images: the tiles are not looked at");
        return std::vector<Tile>();
    }
    if (options.tiles.empty())
        return stopWith(ErrorCode::BadOption, "", "give the --tiles that the catalog lies on: the model reads images");
    auto tiles = openTilesOf(options.tiles, session);
    if (!tiles)
        return tiles;
    for (const auto& tile : *tiles) {
        const auto warnings = checkModelFits(tile, card);
        if (!warnings)
            return stopWith(warnings);
        for (const auto& warning : *warnings)
            warn(session, tile.id + ": " + warning);
    }
    return tiles;
}

Result<void> checkWritable(const Options& options, const std::vector<Tile>& tiles) {
    auto inputs = filesOf(tiles);
    inputs.emplace_back(options.catalog);
    if (auto apart = checkOutputs({options.out, options.regions}, inputs); !apart)
        return apart;
    for (const auto& target : {options.out, options.regions}) // both, before the first is written
        if (!target.empty())
            if (const auto writable = OutputFile::create(target); !writable)
                return tl::unexpected(writable.error());
    return {};
}

JobResult<void> run(const Options& options, Session& session) {
    auto model = openModel(options.model, options.device, session);
    if (!model)
        return stopWith(model);
    const auto catalog = readsImages(model->card().spec.architecture) ? openCatalog(options.catalog, options.roles, session)
                                                                      : openMagnitudes(options.catalog, options.roles, session);
    if (!catalog)
        return stopWith(catalog);
    if (catalog->size() == 0)
        return stopWith(ErrorCode::BadTable, options.catalog, "the catalog has no rows");
    const auto tiles = tilesFor(model->card(), options, session);
    if (!tiles)
        return stopWith(tiles);
    if (const auto writable = checkWritable(options, *tiles); !writable)
        return stopWith(writable);
    const CatalogSources sources(*catalog);
    if (const auto without = sources.withoutPosition(); without > 0 && !tiles->empty())
        warn(session, fmt::format("{}: {} no valid position", options.catalog, counted(without, "row has", "rows have")));
    const auto predictions = classify(options, *tiles, sources, *model, session);
    if (!predictions)
        return stopWith(predictions);
    if (const auto written = writeTable(options.out, classifiedTable(catalog->table(), *predictions), formatFor(options.out));
        !written)
        return stopWith(written);
    if (!options.regions.empty())
        if (const auto written = writeTextFile(options.regions, ds9Regions(*catalog, *predictions)); !written)
            return stopWith(written);
    session.progress.clear();
    printResult(session, describe(options, *predictions, model->card()), &print);
    return {};
}

} // namespace

void addClassify(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(program, session, "classify", "Say what each row of a catalog is", options, &run);
    command->add_option("--tiles", options->tiles, "FITS files and folders; not of a model that reads magnitudes alone");
    command->add_option("--catalog", options->catalog, "Its rows are classified")->required();
    addRoleOption(*command, options->roles);
    command->add_option("--model", options->model, "Checkpoint (best.h5); the bundled one unless given");
    command->add_option("--out", options->out, "Catalog to write: .csv, .tbl, .fits, .vot")->required();
    command->add_option("--regions", options->regions, "DS9 region file to write");
    addDeviceOption(*command, options->device);
}

} // namespace iic::cli
