#include "SpectraCommands.h"

#include "Counted.h"
#include "Inputs.h"

#include "sim/SimulatedSpectra.h"
#include "spectra/SpectrumFiles.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    SpectraSimulation simulation;
    std::string out, catalog;
    std::vector<std::string> roles;
};

/// Spectra of two simulations in one folder would be taken for one.
JobResult<void> checkIsFree(const std::string& folder) {
    std::error_code absent;
    if (!std::filesystem::is_directory(folder, absent))
        return {};
    const std::filesystem::path path(folder);
    const auto there = spectrumFiles(std::span(&path, 1));
    if (!there)
        return stopWith(there);
    if (there->empty())
        return {};
    return stopWith(ErrorCode::FileExists, folder, "the folder holds spectra already",
                    counted(there->size(), "spectrum", "spectra") + "; name another folder, or remove them");
}

JobResult<std::size_t> writeSpectra(const Options& options, Session& session) {
    if (auto isFree = checkIsFree(options.out); !isFree)
        return tl::unexpected(isFree.error());
    if (options.catalog.empty())
        return writeSimulatedSpectra(options.simulation, options.out, session.progress, session.stop);
    const auto catalog = openCatalog(options.catalog, options.roles, session);
    if (!catalog)
        return stopWith(catalog);
    auto written = writeSpectraOf(*catalog, options.simulation, options.out, session.progress, session.stop);
    if (auto* error = written ? nullptr : std::get_if<Error>(&written.error()); error && error->file.empty())
        error->file = options.catalog;
    return written;
}

JobResult<void> simulate(const Options& options, Session& session) {
    const auto written = writeSpectra(options, session);
    if (!written)
        return stopWith(written);
    session.progress.clear();
    if (session.json)
        printJson(nlohmann::json{{"folder", options.out},
                                 {"seed", options.simulation.seed},
                                 {"spectra", *written},
                                 {"perClass", options.simulation.countPerClass}});
    else
        fmt::print("{}: {}, {}{} of each class, seed {}\n", options.out, counted(*written, "spectrum", "spectra"),
                   options.catalog.empty() ? "" : "at most ", options.simulation.countPerClass, options.simulation.seed);
    return {};
}

void addSimulateSpectra(CLI::App& spectra, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(spectra, session, "simulate", "Make spectra of stars, galaxies and quasars as SDSS takes them",
                               options, &simulate);
    command->add_option("--out", options->out, "Folder for a spec-*.fits each; without spectra so far")->required();
    addSeedOption(*command, options->simulation.seed, "Same seed, same bytes");
    command->add_option("--per-class", options->simulation.countPerClass, "So many of each class")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
    auto* catalog = command->add_option("--catalog", options->catalog,
                                        "Catalog with a class: of its sources, where they lie, so many of each class at most");
    addRoleOption(*command, options->roles);
    command->get_option("--role")->needs(catalog);
}

} // namespace

void addSpectra(CLI::App& program, Session& session) {
    CLI::App* spectra = program.add_subcommand("spectra", "Optical spectra as SDSS and BOSS publish them");
    spectra->require_subcommand(1);
    addSimulateSpectra(*spectra, session);
    addSpectraTrain(*spectra, session);
    addSpectraClassify(*spectra, session);
}

} // namespace iic::cli
