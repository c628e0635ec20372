#include "SpectraCommands.h"

#include "Counted.h"

#include "sim/SimulatedSpectra.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    SpectraSimulation simulation;
    std::string out;
};

JobResult<void> simulate(const Options& options, Session& session) {
    const auto written = writeSimulatedSpectra(options.simulation, options.out, session.progress, session.stop);
    if (!written)
        return stopWith(written);
    session.progress.clear();
    if (session.json)
        printJson(nlohmann::json{{"folder", options.out},
                                 {"seed", options.simulation.seed},
                                 {"spectra", *written},
                                 {"perClass", options.simulation.countPerClass}});
    else
        fmt::print("{}: {}, {} of each class, seed {}\n", options.out, counted(*written, "spectrum", "spectra"),
                   options.simulation.countPerClass, options.simulation.seed);
    return {};
}

void addSimulateSpectra(CLI::App& spectra, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(spectra, session, "simulate", "Make spectra of stars, galaxies and quasars as SDSS takes them",
                               options, &simulate);
    command->add_option("--out", options->out, "Folder for a spec-*.fits each")->required();
    addSeedOption(*command, options->simulation.seed, "Same seed, same bytes");
    command->add_option("--per-class", options->simulation.countPerClass, "So many of each class")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
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
