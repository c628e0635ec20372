#include "Counted.h"
#include "DatasetCommands.h"
#include "Inputs.h"

#include "astro/BandNames.h"
#include "data/BuildDataset.h"

#include <algorithm>
#include <fmt/format.h>

namespace iic::cli {

namespace {

struct Options {
    std::vector<std::string> tiles, catalogs, truths, roles, bands, drop{"edge", "nan"};
    std::string out;
    BuildOptions build;
};

Result<BuildOptions> understood(const Options& options) {
    BuildOptions build = options.build;
    build.tiles.assign(options.tiles.begin(), options.tiles.end());
    build.out = options.out;
    if (!options.truths.empty() && options.truths.size() != options.catalogs.size())
        return fail(
            ErrorCode::BadOption, "", "each catalog needs its truth",
            fmt::format("{} and {} found", counted(options.catalogs.size(), "catalog"), counted(options.truths.size(), "truth")));
    for (std::size_t i = 0; i < options.catalogs.size(); ++i)
        build.catalogs.push_back({options.catalogs[i], options.truths.empty() ? "" : options.truths[i]});
    for (const auto& name : options.bands)
        build.bands.push_back(*parseBand(name));
    build.selection.dropFlags = 0;
    for (const auto& name : options.drop)
        if (name != "none")
            build.selection.dropFlags |= bit(*std::ranges::find(qualityFlags, name, flagName));
    build.selection.seed = build.split.seed;
    build.roles = [changes = options.roles](const Table& table, const std::string& file, std::vector<std::string>&) {
        return rolesOf(table, changes, file);
    };
    return build;
}

JobResult<void> run(const Options& options, Session& session) {
    const auto build = understood(options);
    if (!build)
        return stopWith(build);
    const auto report = buildDataset(*build, session.progress, session.stop);
    if (!report) {
        std::error_code problem;
        const auto* error = std::get_if<Error>(&report.error());
        if (const auto parts = partsFolder(build->out);
            (!error || goesOnAfter(*error)) && std::filesystem::exists(parts / "cutouts", problem))
            warn(session, fmt::format("what is done is kept in {}; the same command goes on from there", parts.string()));
        return stopWith(report);
    }
    for (const auto& warning : report->warnings)
        warn(session, warning);
    return printDataset(options.out, session, report->resumedRows);
}

} // namespace

void addDatasetBuild(CLI::App& dataset, Session& session) {
    auto options = std::make_shared<Options>();
    auto& build = options->build;
    auto* command = addCommand(dataset, session, "build", "Cut the sources of labelled catalogs out of tiles", options, &run);
    command->add_option("--tiles", options->tiles, "FITS files and folders")->required();
    command->add_option("--catalog", options->catalogs, "Catalogs with positions and a class column")->required();
    command->add_option("--truth", options->truths, "For each catalog a table with the classes, joined on the identifier");
    addRoleOption(*command, options->roles);
    command->add_option("--out", options->out, "The dataset, .h5")->required();
    command->add_option("--bands", options->bands, "W1 W2 W3 W4; unless given those that all tiles have")
        ->check(CLI::IsMember({"W1", "W2", "W3", "W4"}));
    command->add_option("--field", build.fieldArcsec, "Arcseconds across")->capture_default_str()->check(number(5, 600));
    command->add_option("--minimum-snr", build.selection.minimumSignalToNoise, "In W1")
        ->capture_default_str()
        ->check(number(0, 1e6));
    command->add_option("--maximum-per-class", build.selection.maximumPerClass, "Drawn by the seed; 0: all")
        ->capture_default_str()
        ->check(wholeNumber());
    command->add_flag("--balance", build.selection.balance, "As many of each class as the rarest has");
    command->add_flag("--keep-unlabelled", build.selection.keepUnlabelled, "Also sources without a class, in no split");
    command->add_option("--drop", options->drop, "Sources with these flags: edge nan empty grid saturated flagged, or none")
        ->capture_default_str()
        ->check(CLI::IsMember({"edge", "nan", "empty", "grid", "saturated", "flagged", "none"}));
    addSplitOptions(*command, build.split);
    command->add_flag("--restart", build.restart, "Throw an unfinished build away");
    addOverwriteFlag(*command, build.overwrite);
}

} // namespace iic::cli
