#include "Commands.h"
#include "Counted.h"
#include "Inputs.h"
#include "Picture.h"

#include "base/Parallel.h"
#include "data/TrainingSet.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fmt/format.h>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

namespace iic::cli {

namespace {

struct Options {
    std::vector<std::string> tiles, roles;
    std::string catalog, out;
    InputOptions input;
};

enum class Outcome { Written, Incomplete, OffTile };

/// The header of a cutout of one band: the tile's, moved to the cutout's corner.
FitsHeader cutoutHeader(const Tile& tile, Band band, const Cutout& cutout) {
    const bool regridded = cutout.regridded[static_cast<std::size_t>(band)];
    const auto& grid = regridded ? tile.reference().header : tile.band(band)->header;
    const auto& corner = cutout.corner[static_cast<std::size_t>(band)];
    FitsHeader header;
    for (FitsCard card : grid.cards()) {
        if (card.keyword == "CRPIX1" || card.keyword == "CRPIX2")
            card.value =
                fmt::format("{:.6f}", grid.number(card.keyword).value_or(0) - (card.keyword == "CRPIX1" ? corner.x : corner.y));
        if (regridded && (card.keyword == "BAND" || card.keyword == "MAGZP" || card.keyword == "WAVELEN"))
            continue;
        header.add(std::move(card));
    }
    if (regridded)
        for (const char* keyword : {"BAND", "MAGZP", "WAVELEN"})
            for (const auto& card : tile.band(band)->header.cards())
                if (card.keyword == keyword)
                    header.add(card);
    return header;
}

/// A name that is safe as a file name.
std::string fileName(std::string identifier) {
    for (char& letter : identifier)
        if (!std::isalnum(static_cast<unsigned char>(letter)) && letter != '+' && letter != '-' && letter != '.' && letter != '_')
            letter = '_';
    if (identifier.empty() || identifier.front() == '.')
        identifier.insert(0, "_");
    return identifier.substr(0, 100);
}

Result<Outcome> writeCutout(const Tile& tile, const Catalog& catalog, std::size_t row, const Options& options) {
    const auto position = catalog.position(row);
    if (!position)
        return Outcome::OffTile;
    const auto cutout = cutCutout(tile, *position, options.input.fieldArcsec);
    if (!cutout)
        return Outcome::OffTile;
    if (has(cutout->flags, CutoutFlag::Edge | CutoutFlag::Uncovered))
        return Outcome::Incomplete;

    const auto stem = std::filesystem::path(options.out) / fmt::format("{:06}_{}", row, fileName(catalog.identifier(row)));
    for (const Band band : allBands) {
        const auto& image = cutout->bands[static_cast<std::size_t>(band)];
        if (image.empty())
            continue;
        auto file = stem;
        file += fmt::format("_{}.fits", bandName(band));
        if (auto written = writeFitsImage(file, image, cutoutHeader(tile, band, *cutout)); !written)
            return tl::unexpected(written.error());
    }
    std::vector<float> input(inputSize(options.input));
    networkInput(tile, *cutout, options.input, input);
    auto file = stem;
    file += ".png";
    if (auto written = writePng(file, pictureOf(input, static_cast<int>(options.input.channels.size()), options.input.side));
        !written)
        return tl::unexpected(written.error());
    return Outcome::Written;
}

/// Cuts rows first … last on all cores; the counts by outcome grow.
Result<void> writePiece(const Tile& tile, const Catalog& catalog, std::span<const std::size_t> rows, const Options& options,
                        std::array<std::atomic<std::size_t>, 3>& counts, std::vector<char>& done) {
    std::mutex guard;
    std::optional<Error> error;
    parallelRanges(rows.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const auto outcome = writeCutout(tile, catalog, rows[i], options);
            if (!outcome) {
                const std::lock_guard lock(guard);
                error = outcome.error();
                return;
            }
            ++counts[static_cast<std::size_t>(*outcome)];
            done[rows[i]] = *outcome == Outcome::Written;
        }
    });
    if (error)
        return tl::unexpected(*error);
    return {};
}

JobResult<void> run(const Options& options, Session& session) {
    const auto catalog = openCatalog(options.catalog, options.roles, session);
    if (!catalog)
        return stopWith(catalog);
    const auto tiles = openTilesOf(options.tiles, session);
    if (!tiles)
        return stopWith(tiles);
    for (const auto& tile : *tiles)
        if (const auto fit = checkTile(tile, options.input); !fit)
            return stopWith(fit);
    if (const auto made = makeFolder(options.out); !made)
        return stopWith(made);

    constexpr std::size_t pieceSize = 256;
    std::vector<char> done(catalog->size());
    std::array<std::atomic<std::size_t>, 3> counts{};
    for (const auto& tile : *tiles) {
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < done.size(); ++row)
            if (!done[row])
                rows.push_back(row);
        for (std::size_t first = 0; first < rows.size(); first += pieceSize) {
            if (session.stop.stop_requested()) {
                warn(session, fmt::format("{}: {} written before the stop", options.out,
                                          counted(counts[0], "cutout was", "cutouts were")));
                return cancelled();
            }
            const auto piece = std::span(rows).subspan(first, std::min(pieceSize, rows.size() - first));
            if (const auto written = writePiece(tile, *catalog, piece, options, counts, done); !written) {
                warn(session, fmt::format("{}: {} written before the error", options.out,
                                          counted(counts[0], "cutout was", "cutouts were")));
                return stopWith(written);
            }
            session.progress.report(
                {"cutouts", static_cast<std::int64_t>(first + piece.size()), static_cast<std::int64_t>(rows.size())});
        }
    }
    const std::size_t written = counts[0], incomplete = counts[1];
    if (written + incomplete == 0)
        return stopWith(ErrorCode::NothingOnTile, options.catalog, "no row lies on the tiles");
    session.progress.clear();
    const auto without = catalog->size() - written;
    if (session.json)
        printJson(nlohmann::json{{"out", options.out}, {"written", written}, {"withoutCutout", without}});
    else
        fmt::print("{}: {}, each a PNG of {} x {} px and native FITS images; {} off the tiles or at their edge\n", options.out,
                   counted(written, "cutout"), options.input.side, options.input.side, counted(without, "row"));
    return {};
}

} // namespace

void addCutouts(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(program, session, "cutouts", "Cut the rows of a catalog out of tiles", options, &run);
    command->add_option("--tiles", options->tiles, "FITS files and folders")->required();
    command->add_option("--catalog", options->catalog, "Its rows are cut out")->required();
    addRoleOption(*command, options->roles);
    command->add_option("--out", options->out, "Folder")->required();
    command->add_option("--side", options->input.side, "Pixels of the PNG")->capture_default_str()->check(CLI::Range(16, 1024));
    command->add_option("--field", options->input.fieldArcsec, "Arcseconds across")->capture_default_str()->check(number(5, 600));
    addPresetOption(*command, options->input.preset);
}

} // namespace iic::cli
