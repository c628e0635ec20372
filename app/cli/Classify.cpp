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

/// Positions of the catalog's rows; where there is none, one that lies on no tile.
std::vector<SkyCoord> positionsOf(const Catalog& catalog) {
    constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
    std::vector<SkyCoord> positions;
    for (std::size_t row = 0; row < catalog.size(); ++row)
        positions.push_back(catalog.position(row).value_or(SkyCoord{nowhere, nowhere}));
    return positions;
}

/// A whole cutout wins over one at the edge of another tile, any tile over none.
bool better(const Prediction& candidate, const Prediction& present) {
    const auto rank = [](PredictionStatus status) {
        return status == PredictionStatus::OffTile ? 0 : status == PredictionStatus::Incomplete ? 1 : 2;
    };
    return rank(candidate.status) > rank(present.status);
}

JobResult<std::vector<Prediction>> classifyOnTiles(const std::vector<Tile>& tiles, const std::vector<SkyCoord>& positions,
                                                   Classifier& model, Session& session) {
    std::vector<Prediction> predictions(positions.size());
    for (const auto& tile : tiles) {
        const auto here = classifyPositions(tile, positions, model, {}, session.progress, session.stop);
        if (!here)
            return here;
        for (std::size_t row = 0; row < predictions.size(); ++row)
            if (better((*here)[row], predictions[row]))
                predictions[row] = (*here)[row];
    }
    return predictions;
}

struct Tally {
    std::array<std::size_t, 3> classes{};
    std::size_t offTile = 0, incomplete = 0, emptyCentre = 0;
};

Tally tallyOf(const std::vector<Prediction>& predictions) {
    Tally tally;
    for (const auto& prediction : predictions) {
        tally.offTile += prediction.status == PredictionStatus::OffTile;
        tally.incomplete += prediction.status == PredictionStatus::Incomplete;
        tally.emptyCentre += prediction.status == PredictionStatus::EmptyCentre;
        if (prediction.isClassified())
            ++tally.classes[static_cast<std::size_t>(prediction.best())];
    }
    return tally;
}

void print(const Options& options, const Tally& tally, std::size_t rows, Session& session) {
    session.progress.clear();
    if (session.json)
        printJson(nlohmann::json{{"out", options.out},
                                 {"rows", rows},
                                 {"stars", tally.classes[0]},
                                 {"galaxies", tally.classes[1]},
                                 {"quasars", tally.classes[2]},
                                 {"offTile", tally.offTile},
                                 {"incomplete", tally.incomplete},
                                 {"emptyCentre", tally.emptyCentre}});
    else
        fmt::print("{}: {}; {}, {}, {} ({} with no source at the centre); {} incomplete, {} off the tiles\n", options.out,
                   counted(rows, "row"), counted(tally.classes[0], "star"), counted(tally.classes[1], "galaxy", "galaxies"),
                   counted(tally.classes[2], "quasar"), tally.emptyCentre, tally.incomplete, tally.offTile);
}

JobResult<void> run(const Options& options, Session& session) {
    const auto catalog = openCatalog(options.catalog, options.roles, session);
    if (!catalog)
        return stopWith(catalog);
    const auto tiles = openTilesOf(options.tiles, session);
    if (!tiles)
        return stopWith(tiles);
    auto inputs = filesOf(*tiles);
    inputs.emplace_back(options.catalog);
    if (const auto apart = checkOutputs({options.out, options.regions}, inputs); !apart)
        return stopWith(apart);
    const auto positions = positionsOf(*catalog);
    const auto without = std::ranges::count_if(positions, [](const SkyCoord& place) { return std::isnan(place.declination); });
    if (without > 0)
        warn(session, fmt::format("{}: {} no valid position", options.catalog,
                                  counted(static_cast<std::size_t>(without), "row has", "rows have")));
    auto model = openModel(options.model, options.device, session);
    if (!model)
        return stopWith(model);
    for (const auto& tile : *tiles) {
        const auto warnings = checkModelFits(tile, model->card());
        if (!warnings)
            return stopWith(warnings);
        for (const auto& warning : *warnings)
            warn(session, tile.id + ": " + warning);
    }

    for (const auto& target : {options.out, options.regions})
        if (!target.empty())
            if (const auto writable = OutputFile::create(target); !writable) // both, before the first is written
                return stopWith(writable);

    const auto predictions = classifyOnTiles(*tiles, positions, *model, session);
    if (!predictions)
        return stopWith(predictions);
    const auto tally = tallyOf(*predictions);
    if (tally.offTile == predictions->size())
        return stopWith(ErrorCode::NothingOnTile, options.catalog, "no row lies on the tiles",
                        fmt::format("{}, {}", counted(predictions->size(), "row"), counted(tiles->size(), "tile")));
    if (const auto written = writeTable(options.out, classifiedTable(catalog->table(), *predictions), formatFor(options.out));
        !written)
        return stopWith(written);
    if (!options.regions.empty())
        if (const auto written = writeTextFile(options.regions, ds9Regions(*catalog, *predictions)); !written)
            return stopWith(written);
    print(options, tally, predictions->size(), session);
    return {};
}

} // namespace

void addClassify(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(program, session, "classify", "Say what each row of a catalog is", options, &run);
    command->add_option("--tiles", options->tiles, "FITS files and folders")->required();
    command->add_option("--catalog", options->catalog, "Its rows are classified")->required();
    addRoleOption(*command, options->roles);
    command->add_option("--model", options->model, "Checkpoint (best.h5); the bundled one unless given");
    command->add_option("--out", options->out, "Catalog to write: .csv, .tbl, .fits, .vot")->required();
    command->add_option("--regions", options->regions, "DS9 region file to write");
    addDeviceOption(*command, options->device);
}

} // namespace iic::cli
