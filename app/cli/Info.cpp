#include "Commands.h"
#include "Inputs.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    std::vector<std::string> paths;
};

bool isTable(const std::string& path) {
    constexpr std::array<std::string_view, 6> endings{".csv", ".tsv", ".tbl", ".ipac", ".txt", ".dat"};
    return std::filesystem::is_regular_file(path) &&
           std::find(endings.begin(), endings.end(), std::filesystem::path(path).extension().string()) != endings.end();
}

nlohmann::json describe(const Tile& tile) {
    const auto& reference = tile.reference();
    const auto centre = reference.wcs.toSky({(reference.pixels.width() - 1) / 2.0, (reference.pixels.height() - 1) / 2.0});
    nlohmann::json bands = nlohmann::json::array();
    for (const Band band : allBands)
        if (const auto* image = tile.band(band)) {
            nlohmann::json entry{{"band", bandName(band)},
                                 {"file", image->path.string()},
                                 {"width", image->pixels.width()},
                                 {"height", image->pixels.height()},
                                 {"pixelScale", image->wcs.pixelScale()}};
            if (image->magnitudeZeroPoint)
                entry["magzp"] = *image->magnitudeZeroPoint;
            bands.push_back(std::move(entry));
        }
    nlohmann::json entry{
        {"tile", tile.id}, {"bands", std::move(bands)}, {"warnings", tile.warnings}, {"survey", surveyName(tile.survey)}};
    if (centre)
        entry["centre"] = {centre->rightAscension, centre->declination};
    return entry;
}

void print(const nlohmann::json& tile) {
    fmt::print("{}  {}", printable(tile["tile"].get<std::string>()), tile["survey"].get<std::string>());
    if (tile.contains("centre"))
        fmt::print("  {}", sexagesimal({tile["centre"][0].get<double>(), tile["centre"][1].get<double>()}));
    fmt::print("\n");
    for (const auto& band : tile["bands"])
        fmt::print("  {}  {} x {} px of {:.3f}\"  {}  {}\n", band["band"].get<std::string>(), band["width"].get<int>(),
                   band["height"].get<int>(), band["pixelScale"].get<double>(),
                   band.contains("magzp") ? fmt::format("MAGZP {}", band["magzp"].get<double>()) : "no MAGZP",
                   band["file"].get<std::string>());
}

void print(const std::string& path, const Catalog& catalog) {
    fmt::print("{}  {} rows, {} columns\n", path, catalog.size(), catalog.table().columns().size());
    for (const auto& column : catalog.table().columns()) {
        const auto empty = std::count(column.null.begin(), column.null.end(), true);
        fmt::print("  {}{}{}\n", printable(column.name), column.unit.empty() ? "" : " [" + printable(column.unit) + "]",
                   empty > 0 ? fmt::format("  {} empty", empty) : "");
    }
}

JobResult<void> run(const Options& options, Session& session) {
    std::vector<std::string> images;
    nlohmann::json all = nlohmann::json::array();
    for (const auto& path : options.paths) {
        if (!isTable(path)) {
            images.push_back(path);
            continue;
        }
        const auto catalog = openCatalog(path, session);
        if (!catalog)
            return stopWith(catalog);
        std::vector<std::string> names;
        for (const auto& column : catalog->table().columns())
            names.push_back(column.name);
        all.push_back({{"catalog", path}, {"rows", catalog->size()}, {"columns", names}});
        if (!session.json)
            print(path, *catalog);
    }
    if (!images.empty()) {
        const auto tiles = openTilesOf(images, session);
        if (!tiles)
            return stopWith(tiles);
        session.progress.clear();
        for (const auto& tile : *tiles) {
            all.push_back(describe(tile));
            if (!session.json)
                print(all.back());
        }
    }
    if (session.json)
        printJson(all);
    return {};
}

} // namespace

void addInfo(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(program, session, "info", "Say what tiles and catalogs hold", options, &run);
    command->add_option("paths", options->paths, "FITS files, folders of them, catalogs")->required();
}

} // namespace iic::cli
