#include "DatasetCommands.h"

#include "analysis/SimulatedDataset.h"

namespace iic::cli {

namespace {

struct Options {
    std::string out;
    std::size_t perClass = 0;
    SimulatedDatasetOptions simulation;
};

JobResult<void> run(const Options& options, Session& session) {
    auto simulation = options.simulation;
    simulation.out = options.out;
    if (options.perClass > 0) {
        const auto training = 8 * options.perClass / 10, validation = (options.perClass - training) / 2;
        simulation.numbers.assign(3, {training, validation, options.perClass - training - validation});
    }
    if (const auto report = simulateDataset(simulation, session.progress, session.stop); !report)
        return stopWith(report);
    return printDataset(options.out, session);
}

} // namespace

void addDatasetSimulate(CLI::App& dataset, Session& session) {
    auto options = std::make_shared<Options>();
    auto& simulation = options->simulation;
    auto* command =
        addCommand(dataset, session, "simulate",
                   "Make a dataset of simulated sources, unless told otherwise of the paper's size (Table 1)", options, &run);
    command->add_option("--out", options->out, "The dataset, .h5")->required();
    addSeedOption(*command, simulation.seed, "Same seed, same bytes");
    command->add_option("--per-class", options->perClass, "So many of each class instead")->check(CLI::Range(20, 1'000'000));
    command->add_option("--field-side", simulation.fieldSide, "Pixels of 1.375\"")
        ->capture_default_str()
        ->check(CLI::Range(128, 4095));
    command->add_option("--sources-per-field", simulation.sourcesPerField)->capture_default_str()->check(CLI::Range(10, 40'000));
    command->add_option("--minimum-snr", simulation.minimumSignalToNoise, "In W1")->capture_default_str()->check(number(0, 1e6));
    addOverwriteFlag(*command, simulation.overwrite);
}

} // namespace iic::cli
