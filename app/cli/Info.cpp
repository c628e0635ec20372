#include "Commands.h"
#include "Counted.h"
#include "Inputs.h"

#include "catalog/CatalogWarnings.h"
#include "catalog/RoleChanges.h"
#include "catalog/TableFile.h"
#include "spectra/SpectrumFiles.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    std::vector<std::string> paths, roles;
};

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

nlohmann::json describe(const std::string& path, TableFormat format, const Table& table, const RoleMap& roles) {
    std::vector<std::string> names;
    for (const auto& column : table.columns())
        names.push_back(column.name);
    nlohmann::json meanings = nlohmann::json::object();
    for (const auto& [role, name] : roles)
        meanings[std::string(roleName(role))] = name;
    return {{"catalog", path},           {"format", formatName(format)},
            {"rows", table.rowCount()},  {"columns", names},
            {"roles", meanings},         {"withoutRole", columnsWithoutRole(table, roles)},
            {"shape", tableShape(table)}};
}

/// A line a column: its name and unit, what it means, how many of its cells are empty.
void print(const std::string& path, TableFormat format, const Table& table, const RoleMap& roles) {
    fmt::print("{}  {}, {}, {}, {} of them without a role\n", printable(path), formatName(format),
               counted(table.rowCount(), "row"), counted(table.columns().size(), "column"),
               columnsWithoutRole(table, roles).size());
    std::map<std::string_view, std::string> meanings;
    for (const auto& [role, name] : roles)
        meanings[name] += (meanings[name].empty() ? "" : ", ") + std::string(roleName(role));
    for (const auto& column : table.columns()) {
        const auto empty = std::count(column.null.begin(), column.null.end(), true);
        const auto name = printable(column.name) + (column.unit.empty() ? "" : " [" + printable(column.unit) + "]");
        const auto meaning = meanings.contains(column.name) ? meanings[column.name] : "-";
        fmt::print("  {:<28} {}\n", name, empty > 0 ? fmt::format("{:<18} {} empty", meaning, empty) : meaning);
    }
}

/// What a table holds and means. One without positions is no catalog, and is shown all the same.
Result<nlohmann::json> showTable(const std::string& path, const Options& options, Session& session) {
    const auto format = formatOf(path);
    const auto table = format ? readTable(path) : tl::unexpected(format.error());
    if (!table)
        return tl::unexpected(table.error());
    const auto roles = rolesOf(*table, options.roles, path);
    if (!roles)
        return tl::unexpected(roles.error());
    const auto catalog = Catalog::fromTable(*table, *roles, path);
    auto warnings = catalog ? warningsOf(*catalog) : table->warnings;
    if (!catalog)
        warnings.push_back(Error{catalog.error().code, {}, catalog.error().reason, catalog.error().detail}.oneLine());
    for (const auto& warning : warnings)
        warn(session, path + ": " + warning);
    if (!session.json)
        print(path, *format, *table, *roles);
    auto described = describe(path, *format, *table, *roles);
    described["warnings"] = warnings;
    return described;
}

nlohmann::json describe(const std::string& path, const Spectrum& spectrum) {
    const auto signalToNoise = medianSignalToNoise(spectrum);
    nlohmann::json entry{
        {"spectrum", path},
        {"name", spectrum.name},
        {"class", spectrum.className},
        {"subclass", spectrum.subclass},
        {"pixels", spectrum.size()},
        {"maskedPixels", maskedPixels(spectrum)},
        {"wavelengths", {std::pow(10.0, spectrum.logWavelength.front()), std::pow(10.0, spectrum.logWavelength.back())}},
        {"redshift", nullptr},
        {"medianSignalToNoise", nullptr}};
    if (spectrum.redshift)
        entry["redshift"] = *spectrum.redshift;
    if (signalToNoise)
        entry["medianSignalToNoise"] = *signalToNoise;
    if (spectrum.position)
        entry["position"] = {spectrum.position->rightAscension, spectrum.position->declination};
    return entry;
}

void printSpectrum(const nlohmann::json& spectrum) {
    fmt::print("{}  {}", printable(spectrum["spectrum"].get<std::string>()),
               spectrum["class"] == "" ? "no class" : printable(spectrum["class"].get<std::string>()));
    if (spectrum["subclass"] != "")
        fmt::print(" {}", printable(spectrum["subclass"].get<std::string>()));
    fmt::print("  {}",
               spectrum["redshift"].is_null() ? "no redshift" : fmt::format("z = {:.4f}", spectrum["redshift"].get<double>()));
    if (spectrum.contains("position"))
        fmt::print("  {}", sexagesimal({spectrum["position"][0].get<double>(), spectrum["position"][1].get<double>()}));
    fmt::print("\n  {} from {:.0f} to {:.0f} Å, {} without a value, {}\n",
               counted(spectrum["pixels"].get<std::size_t>(), "pixel"), spectrum["wavelengths"][0].get<double>(),
               spectrum["wavelengths"][1].get<double>(), spectrum["maskedPixels"].get<std::size_t>(),
               spectrum["medianSignalToNoise"].is_null()
                   ? "no SNR"
                   : fmt::format("median SNR {:.1f}", spectrum["medianSignalToNoise"].get<double>()));
}

Result<nlohmann::json> showSpectrum(const std::string& path, Session& session) {
    const auto spectrum = readSpectrum(path);
    if (!spectrum)
        return tl::unexpected(spectrum.error());
    auto described = describe(path, *spectrum);
    if (!session.json)
        printSpectrum(described);
    return described;
}

/// A table or a spectrum; of a folder all its spectra. False where there is none: the path may be one of images.
Result<bool> showTables(const std::string& path, const Options& options, Session& session, nlohmann::json& all) {
    std::error_code absent;
    std::vector<std::filesystem::path> files;
    if (std::filesystem::is_directory(path, absent)) {
        const std::filesystem::path folder(path);
        auto spectra = spectrumFiles(std::span(&folder, 1));
        if (!spectra)
            return tl::unexpected(spectra.error());
        files = std::move(*spectra);
    } else if (holdsTable(path)) {
        files.emplace_back(path);
    }
    for (const auto& file : files) {
        auto shown = holdsSpectrum(file) ? showSpectrum(file.string(), session) : showTable(file.string(), options, session);
        if (!shown)
            return tl::unexpected(shown.error());
        all.push_back(std::move(*shown));
    }
    return !files.empty();
}

/// `mayBeNone`: what holds no image has been shown already.
JobResult<void> showTiles(const std::vector<std::string>& paths, bool mayBeNone, Session& session, nlohmann::json& all) {
    const auto tiles = openTilesOf(paths, session);
    if (!tiles) {
        const auto* error = std::get_if<Error>(&tiles.error());
        return mayBeNone && error && error->code == ErrorCode::NoImages ? JobResult<void>{} : stopWith(tiles);
    }
    session.progress.clear();
    for (const auto& tile : *tiles) {
        all.push_back(describe(tile));
        if (!session.json)
            print(all.back());
    }
    return {};
}

JobResult<void> run(const Options& options, Session& session) {
    std::vector<std::string> images;
    bool mayBeNone = true;
    nlohmann::json all = nlohmann::json::array();
    for (const auto& path : options.paths) {
        const auto shown = showTables(path, options, session, all);
        if (!shown)
            return stopWith(shown);
        std::error_code absent;
        if (*shown && !std::filesystem::is_directory(path, absent))
            continue;
        mayBeNone = mayBeNone && *shown;
        images.push_back(path);
    }
    if (!images.empty())
        if (auto shown = showTiles(images, mayBeNone, session, all); !shown)
            return shown;
    if (session.json)
        printJson(all);
    return {};
}

} // namespace

void addInfo(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(program, session, "info", "Say what tiles, catalogs and spectra hold", options, &run);
    command->add_option("paths", options->paths, "FITS files, folders of them, catalogs, spectra")->required();
    addRoleOption(*command, options->roles);
}

} // namespace iic::cli
