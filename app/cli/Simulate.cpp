#include "Commands.h"
#include "Counted.h"

#include "analysis/SimulatedFields.h"
#include "sim/SimulatedSky.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    SimulationOptions simulation;
    std::string out;
    std::vector<double> centre{150.1, 2.2};
    int side = 0;
};

std::array<std::size_t, 3> countClasses(const Table& truth) {
    std::array<std::size_t, 3> counts{};
    if (const Column* classes = truth.find("class"))
        for (std::size_t row = 0; row < truth.rowCount(); ++row)
            if (const auto known = parseClass(classes->text(row)))
                ++counts[static_cast<std::size_t>(*known)];
    return counts;
}

JobResult<void> run(const Options& options, Session& session) {
    auto simulation = options.simulation;
    simulation.side = options.side > 0 ? options.side : std::clamp(fieldSide(simulation.sourceCount), 64, 4095);
    simulation.centre = {options.centre[0], options.centre[1]};
    const auto sky = simulateSky(simulation, session.progress, session.stop);
    if (!sky)
        return stopWith(sky);
    if (const auto written = writeSimulatedSky(*sky, options.out); !written)
        return stopWith(written);

    session.progress.clear();
    const auto counts = countClasses(sky->truth);
    if (session.json)
        printJson(nlohmann::json{{"folder", options.out},
                                 {"seed", simulation.seed},
                                 {"side", simulation.side},
                                 {"sources", sky->truth.rowCount()},
                                 {"catalogued", sky->catalog.rowCount()},
                                 {"stars", counts[0]},
                                 {"galaxies", counts[1]},
                                 {"quasars", counts[2]}});
    else
        fmt::print("{}: {} ({}, {}, {}) on {} x {} pixels in W1 to W4, seed {}; {} catalogued\n", options.out,
                   counted(sky->truth.rowCount(), "source"), counted(counts[0], "star"), counted(counts[1], "galaxy", "galaxies"),
                   counted(counts[2], "quasar"), simulation.side, simulation.side, simulation.seed, sky->catalog.rowCount());
    return {};
}

} // namespace

void addSimulate(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(program, session, "simulate", "Make a sky whose truth is known", options, &run);
    command->add_option("--out", options->out, "Folder for the tiles, catalog.tbl and truth.tbl")->required();
    addSeedOption(*command, options->simulation.seed, "Same seed, same bytes");
    command->add_option("--side", options->side, "Pixels of 1.375\"; unless given as dense as the Atlas, up to a whole tile")
        ->check(CLI::Range(64, 4095));
    command->add_option("--sources", options->simulation.sourceCount)->capture_default_str()->check(CLI::Range(1, 400'000));
    command->add_option("--centre", options->centre, "Right ascension and declination, degrees")->expected(2);
    command->add_flag("--balanced", options->simulation.balanced, "Equal shares of star, galaxy and quasar");
    command->add_option("--brightest", options->simulation.brightestW1, "W1 magnitude")->capture_default_str();
    command->add_option("--faintest", options->simulation.faintestW1, "W1 magnitude")->capture_default_str();
}

} // namespace iic::cli
