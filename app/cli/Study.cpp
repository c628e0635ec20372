#include "Commands.h"
#include "Counted.h"
#include "GivenOptions.h"
#include "Inputs.h"

#include "analysis/SimulatedDataset.h"
#include "study/StudyResults.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct StudyWords {
    std::vector<std::string> names;
    std::string dataset, spectra, out;
    StudyOptions options;
    bool quick = false, estimate = false, reportOnly = false;
    CLI::App* command = nullptr;
};

/// What --quick means where it is not said otherwise: every study within minutes, on a sky of its own.
constexpr std::size_t quickPerClass = 150;
void makeQuick(StudyWords& words) {
    auto& training = words.options.training;
    const auto unlessGiven = [&](const char* option, auto& value, auto quick) {
        if (!isGiven(*words.command, option))
            value = quick;
    };
    unlessGiven("--repeats", words.options.repeats, 1);
    unlessGiven("--epochs", training.epochs, 5);
    unlessGiven("--batch", training.batch, 16);
    unlessGiven("--rate", training.learningRate, 3e-4);
    unlessGiven("--schedule", training.schedule, RateSchedule::Cosine);
}

/// What is not said on the command line is as it was when the study in the folder was begun.
JobResult<void> takeBegun(StudyWords& words) {
    if (std::error_code absent; !std::filesystem::exists(words.options.folder / "study.json", absent))
        return {};
    const auto begun = readStudy(words.options.folder);
    if (!begun)
        return stopWith(begun);
    const auto unlessGiven = [&](const char* option, auto& value, const auto& before) {
        if (!isGiven(*words.command, option))
            value = before;
    };
    auto& options = words.options;
    auto& training = options.training;
    if (words.dataset.empty())
        words.dataset = begun->dataset.string();
    unlessGiven("--spectra", options.spectra, begun->spectra);
    unlessGiven("--repeats", options.repeats, begun->repeats);
    unlessGiven("--epochs", training.epochs, begun->training.epochs);
    unlessGiven("--batch", training.batch, begun->training.batch);
    unlessGiven("--rate", training.learningRate, begun->training.learningRate);
    unlessGiven("--schedule", training.schedule, begun->training.schedule);
    unlessGiven("--augment", training.augment, begun->training.augment);
    unlessGiven("--seed", training.seed, begun->training.seed);
    unlessGiven("--preset", options.input.preset, begun->input.preset);
    training.halveAfterEpoch = begun->training.halveAfterEpoch;
    options.input.channels = begun->input.channels;
    options.input.side = begun->input.side;
    options.input.fieldArcsec = begun->input.fieldArcsec;
    return {};
}

/// The dataset named, or for --quick one that is simulated into the study's folder.
JobResult<void> findDataset(StudyWords& words, Session& session) {
    auto& options = words.options;
    if (!words.dataset.empty()) {
        options.dataset = words.dataset;
        return {};
    }
    if (!words.quick)
        return stopWith(ErrorCode::BadOption, "", "give the --dataset to study, or --quick for a simulated one");
    options.dataset = options.folder / "dataset.h5";
    if (std::error_code absent; std::filesystem::exists(options.dataset, absent))
        return {};
    SimulatedDatasetOptions simulation;
    simulation.out = options.dataset;
    simulation.seed = options.training.seed;
    simulation.numbers.assign(3, {8 * quickPerClass / 10, quickPerClass / 10, quickPerClass / 10});
    const auto made = simulateDataset(simulation, session.progress, session.stop);
    return made ? JobResult<void>{} : stopWith(made);
}

Result<StudyOptions> optionsOf(StudyWords& words) {
    auto& options = words.options;
    options.folder = words.out;
    if (!words.spectra.empty())
        options.spectra = words.spectra;
    if (std::ranges::find(words.names, "all") == words.names.end())
        options.studies = words.names;
    if (auto plans = plansOf(options); !plans)
        return tl::unexpected(plans.error());
    return options;
}

std::string inWords(double seconds) {
    if (seconds < 90)
        return fmt::format("{:.0f} seconds", seconds);
    return seconds < 5400 ? fmt::format("{:.0f} minutes", seconds / 60) : fmt::format("{:.1f} hours", seconds / 3600);
}

void printEstimate(const nlohmann::json& estimate) {
    fmt::print("{} of {} are still to be trained: about {} on this machine, {:.0f} MB on the disk\n",
               estimate["runs"].get<std::size_t>() - estimate["runsDone"].get<std::size_t>(),
               counted(estimate["runs"].get<std::size_t>(), "network"), inWords(estimate["seconds"].get<double>()),
               estimate["bytes"].get<double>() / 1e6);
}

nlohmann::json describe(const StudyEstimate& estimate) {
    return {{"runs", estimate.runs}, {"runsDone", estimate.runsDone}, {"seconds", estimate.seconds}, {"bytes", estimate.bytes}};
}

nlohmann::json describe(const MeanAndSpread& accuracy) { return {{"mean", accuracy.mean}, {"spread", accuracy.spread}}; }

nlohmann::json describe(const std::vector<StudyResult>& results, int batch) {
    auto list = nlohmann::json::array();
    for (const auto& result : results) {
        auto variants = nlohmann::json::array();
        for (const auto& variant : result.variants) {
            nlohmann::json entry{{"variant", variant.variant.name},
                                 {"runs", variant.runs.size()},
                                 {"parameters", variant.parameters},
                                 {"multiplyAdds", variant.multiplyAdds}};
            if (!variant.runs.empty()) {
                entry["validationAccuracy"] = describe(variant.validation());
                entry["testAccuracy"] = describe(variant.test());
                entry["inputsPerSecond"] = variant.inputsPerSecond().mean;
            }
            if (variant.variant.paperAccuracy)
                entry["paperAccuracy"] = *variant.variant.paperAccuracy;
            variants.push_back(std::move(entry));
        }
        list.push_back({{"study", result.plan.name},
                        {"title", result.plan.title},
                        {"paperFigure", result.plan.paperFigure},
                        {"paperSays", result.plan.paperSays},
                        {"here", result.verdict()},
                        {"notes", result.notes(batch)},
                        {"runs", result.runs},
                        {"runsDone", result.runsDone},
                        {"variants", variants}});
    }
    return list;
}

void printResults(const nlohmann::json& report) {
    for (const auto& study : report["studies"]) {
        const auto figure = study["paperFigure"].get<std::string>();
        fmt::print("\n{}{}\n", study["title"].get<std::string>(), figure.empty() ? "" : " (" + figure + ")");
        fmt::print("{:28} {:>5} {:>17} {:>17} {:>9} {:>11} {:>13} {:>9}\n", "", "runs", "validation, %", "test, %", "paper, %",
                   "parameters", "multiply-adds", "inputs/s");
        for (const auto& variant : study["variants"]) {
            if (!variant.contains("testAccuracy"))
                continue;
            const auto text = [&](const char* name) {
                return percentText({variant[name]["mean"], variant[name]["spread"], variant["runs"]});
            };
            fmt::print("{:28} {:>5} {:>17} {:>17} {:>9} {:>9.2f} M {:>11.2f} M {:>9.0f}\n", variant["variant"].get<std::string>(),
                       variant["runs"].get<std::size_t>(), text("validationAccuracy"), text("testAccuracy"),
                       variant.contains("paperAccuracy") ? fmt::format("{:.2f}", 100 * variant["paperAccuracy"].get<double>())
                                                         : "",
                       variant["parameters"].get<double>() / 1e6, variant["multiplyAdds"].get<double>() / 1e6,
                       variant["inputsPerSecond"].get<double>());
        }
        fmt::print("The paper: {}\n", study["paperSays"].get<std::string>());
        if (const auto here = study["here"].get<std::string>(); !here.empty())
            fmt::print("{}\n", here);
        for (const auto& note : study["notes"])
            fmt::print("{}\n", note.get<std::string>());
    }
    fmt::print("\n{}\n", report["report"].get<std::string>());
}

/// Writes of all that is in the folder, and prints of the studies that were asked for (empty: all).
JobResult<void> report(const StudyOptions& options, const std::vector<std::string>& asked, Session& session) {
    auto results = readResults(options);
    if (!results)
        return stopWith(results);
    if (std::ranges::all_of(*results, &StudyResult::isEmpty))
        return stopWith(ErrorCode::NothingOnTile, options.folder.string(), "no epoch of the study is done yet",
                        "without --report it goes on");
    if (auto written = writeStudyReport(options, *results); !written)
        return stopWith(written);
    if (!asked.empty())
        std::erase_if(*results,
                      [&](const StudyResult& result) { return std::ranges::find(asked, result.plan.name) == asked.end(); });
    session.progress.clear();
    printResult(session,
                {{"studies", describe(*results, options.training.batch)}, {"report", (options.folder / "report.html").string()}},
                &printResults);
    return {};
}

StudyObserver observerFor(Session& session, const TrainingOptions& training) {
    StudyObserver observer;
    observer.onTask = [&session](const StudyTask& task, std::size_t number, std::size_t count) {
        session.progress.clear();
        fmt::print(stderr, "{} of {}: {}, seed {}\n", number + 1, count, task.title, task.seed);
    };
    observer.onDone = [&session](const StudyTask& task) {
        session.progress.clear();
        if (const auto outcome = readOutcome(task.folder))
            fmt::print(stderr, "  validation {:.4f}, test {:.4f} of {}\n", outcome->validationAccuracy, outcome->testAccuracy,
                       counted(outcome->testSources, "source"));
    };
    observer.training.onEpoch = [&session, epochs = training.epochs](const EpochResult& epoch) {
        session.progress.clear();
        fmt::print(stderr, "  epoch {:3}/{}  validation {:.4f}  {:.1f} s\n", epoch.epoch, epochs, epoch.validationAccuracy,
                   epoch.seconds);
    };
    observer.training.onSmallerBatch = [&session, batch = training.batch](int smaller) {
        warn(session, fmt::format("memory is short for a batch of {}: the run goes on with {}", batch, smaller));
    };
    observer.onWarning = [&session](const std::string& warning) { warn(session, warning); };
    return observer;
}

JobResult<void> run(const StudyWords& asked, Session& session) {
    auto words = asked;
    if (words.quick)
        makeQuick(words);
    const auto options = optionsOf(words);
    if (!options)
        return stopWith(options);
    const auto asWritten = words.options.studies;
    if (words.reportOnly) {
        const auto there = readStudy(words.out);
        return there ? report(*there, asWritten, session) : stopWith(there);
    }
    if (auto taken = takeBegun(words); !taken)
        return taken;
    if (auto usable = checkDevice(words.options.training.device); !usable)
        return stopWith(usable);
    if (auto made = makeFolder(words.out); !made)
        return stopWith(made);
    if (auto found = findDataset(words, session); !found)
        return found;
    if (words.estimate) {
        const auto estimate = estimateStudy(words.options, session.progress, session.stop);
        if (!estimate)
            return stopWith(estimate);
        session.progress.clear();
        printResult(session, describe(*estimate), &printEstimate);
        return {};
    }
    if (auto trained = runStudy(words.options, observerFor(session, words.options.training), session.progress, session.stop);
        !trained)
        return trained;
    const auto done = readStudy(words.out); // with the studies and repeats of before
    return done ? report(*done, asWritten, session) : stopWith(done);
}

} // namespace

void addStudy(CLI::App& program, Session& session) {
    auto words = std::make_shared<StudyWords>();
    auto& training = words->options.training;
    auto* command = addCommand(program, session, "study",
                               "Repeat what the paper compares, on your data; run again, it goes on where it was", words, &run);
    words->command = command;
    command->add_option("names", words->names, "stem, side, networks, bands, presets, modalities, or all")->required();
    command->add_option("--out", words->out, "Folder of the study")->required();
    command->add_option("--dataset", words->dataset, "With a training, a validation and a test split");
    command->add_option("--spectra", words->spectra, "Folder of spec-*.fits that tell their class; simulated ones without it");
    command->add_flag(
        "--quick", words->quick,
        "Small, unless told otherwise: 5 epochs, batch 16, rate 3e-4 along a cosine, one repeat; without --dataset a small simulated one");
    auto* estimate = command->add_flag("--estimate", words->estimate, "Only tell what it would take");
    command->add_flag("--report", words->reportOnly, "Only write the report of what is there")->excludes(estimate);
    command->add_option("--repeats", words->options.repeats, "Of every network, each with a seed of its own")
        ->capture_default_str()
        ->check(CLI::Range(1, mostRepeats));
    command->add_option("--epochs", training.epochs)->capture_default_str()->check(CLI::Range(1, 100'000));
    command->add_option("--batch", training.batch)->capture_default_str()->check(CLI::Range(1, 65'536));
    command->add_option("--rate", training.learningRate, "Learning rate")->capture_default_str()->check(number(1e-12, 1));
    addChoice(*command, "--schedule", training.schedule, "How the rate falls: halve (once), cosine (to nothing over the run)",
              {{"halve", RateSchedule::HalveOnce}, {"cosine", RateSchedule::Cosine}})
        ->default_str("halve");
    command->add_flag("--augment", training.augment, "Flips and quarter turns of images");
    addPresetOption(*command, words->options.input.preset);
    addSeedOption(*command, training.seed, "Of the first repeat");
    addDeviceOption(*command, training.device);
}

} // namespace iic::cli
