#include "Commands.h"
#include "Counted.h"
#include "EvaluateDataset.h"
#include "GivenOptions.h"
#include "Inputs.h"

#include "analysis/SimulatedFields.h"
#include "analysis/SvmBaseline.h"
#include "metrics/ConfusionMatrix.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    const CLI::App* command = nullptr; ///< knows what was written, and what is a default
    EvaluateDatasetWords onDataset;
    std::string model;
    DeviceChoice device = DeviceChoice::Automatic;
    SimulatedFieldsOptions test{.seed = 2, .fields = 4, .set = {}};
    SimulatedFieldsOptions learn{.fields = 20, .set = {}}; ///< of the SVM: by default those of the bundled model
    bool svm = true;
};

/// One way of classifying and its answers.
struct Contestant {
    std::string name;
    std::vector<std::uint8_t> answers;

    ConfusionMatrix matrix(std::span<const std::uint8_t> truth) const {
        ConfusionMatrix all;
        for (std::size_t i = 0; i < truth.size(); ++i)
            all.add(answers[i], truth[i]);
        return all;
    }
};

JobResult<std::vector<Contestant>> askMachines(const Options& options, const SimulatedSamples& test, Session& session) {
    auto learning = options.learn;
    learning.photometry = true;
    learning.sourcesPerField = options.test.sourcesPerField;
    learning.set.minimumSignalToNoise = options.test.set.minimumSignalToNoise;
    learning.set.input.side = 64;
    learning.set.input.channels = {Band::W1};
    const auto known = simulateSamples(learning, session.progress, session.stop);
    if (!known)
        return stopWith(known);
    std::vector<Contestant> machines;
    for (const bool withConcentration : {false, true}) {
        const auto machine =
            SvmBaseline::train(known->photometry, known->samples.labels, withConcentration, {}, session.progress, session.stop);
        if (!machine)
            return stopWith(machine);
        machines.push_back({fmt::format("{} (C {:g}, gamma {:g})", withConcentration ? "SVM + concentration" : "SVM",
                                        machine->penalty(), machine->width()),
                            machine->classify(test.photometry)});
    }
    return machines;
}

nlohmann::json byMagnitude(const std::vector<Contestant>& contestants, const SimulatedSamples& test) {
    std::map<int, std::vector<std::size_t>> bins;
    for (std::size_t i = 0; i < test.photometry.size(); ++i)
        if (const auto magnitude = test.photometry[i].magnitude[0])
            bins[static_cast<int>(std::floor(*magnitude))].push_back(i);
    nlohmann::json list = nlohmann::json::array();
    for (const auto& [magnitude, members] : bins) {
        nlohmann::json entry{
            {"w1", {magnitude, magnitude + 1}}, {"sources", members.size()}, {"accuracy", nlohmann::json::array()}};
        for (const auto& contestant : contestants) {
            const auto right = std::count_if(members.begin(), members.end(),
                                             [&](std::size_t i) { return contestant.answers[i] == test.samples.labels[i]; });
            entry["accuracy"].push_back(static_cast<double>(right) / static_cast<double>(members.size()));
        }
        list.push_back(std::move(entry));
    }
    return list;
}

/// Of the sources of two classes, the share not taken for the other.
nlohmann::json byPair(const std::vector<Contestant>& contestants, std::span<const std::uint8_t> truth) {
    nlohmann::json list = nlohmann::json::array();
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = a + 1; b < 3; ++b) {
            nlohmann::json entry{{"classes", {className(static_cast<SourceClass>(a)), className(static_cast<SourceClass>(b))}},
                                 {"accuracy", nlohmann::json::array()}};
            for (const auto& contestant : contestants) {
                const auto matrix = contestant.matrix(truth);
                entry["accuracy"].push_back(1 - (matrix.count(a, b) + matrix.count(b, a)) / (matrix.truth(a) + matrix.truth(b)));
            }
            list.push_back(std::move(entry));
        }
    return list;
}

void print(const nlohmann::json& report) {
    fmt::print("{} of equal classes, W1 SNR at least {}: {}\n\n", counted(report["sources"].get<std::size_t>(), "source"),
               report["minimumSnr"].get<double>(), report["origin"].get<std::string>());
    const auto& contestants = report["contestants"];
    for (const auto& contestant : contestants)
        fmt::print("{:36} accuracy {:.4f}\n", contestant["name"].get<std::string>(), contestant["accuracy"].get<double>());
    const auto row = [&](const std::string& name, const nlohmann::json& entry) {
        fmt::print("{:18}", name);
        for (const auto& accuracy : entry["accuracy"])
            fmt::print(" {:>10.4f}", accuracy.get<double>());
        fmt::print("\n");
    };
    fmt::print("\nIn the same order, by W1 magnitude (sources) and by pair of classes\n");
    for (const auto& bin : report["byMagnitude"])
        row(fmt::format("{:2}-{:2} ({})", bin["w1"][0].get<int>(), bin["w1"][1].get<int>(), bin["sources"].get<int>()), bin);
    for (const auto& pair : report["byPair"])
        row(fmt::format("{}/{}", pair["classes"][0].get<std::string>(), pair["classes"][1].get<std::string>()), pair);
    fmt::print("\nIICnet: rows predicted, columns true (star, galaxy, quasar)\n");
    for (const auto& counts : contestants[0]["confusion"])
        fmt::print("{:>8}{:>8}{:>8}\n", counts[0].get<int>(), counts[1].get<int>(), counts[2].get<int>());
}

/// Options of a simulated sky, and of the SVM that learns from one.
Result<void> checkIdle(const Options& options) {
    if (!options.onDataset.dataset.empty())
        return refuseIdle(*options.command,
                          {"--seed", "--fields", "--sources-per-field", "--minimum-snr", "--svm-seed", "--svm-fields"},
                          "with --dataset");
    return options.svm ? Result<void>() : refuseIdle(*options.command, {"--svm-seed", "--svm-fields"}, "with --no-svm");
}

JobResult<void> run(const Options& options, Session& session) {
    if (auto useful = checkIdle(options); !useful)
        return stopWith(useful);
    if (!options.onDataset.dataset.empty()) {
        auto words = options.onDataset;
        words.model = options.model;
        words.device = options.device;
        words.svm = options.svm;
        return evaluateDataset(words, session);
    }
    if (options.svm && options.test.seed == options.learn.seed)
        return stopWith(ErrorCode::BadOption, "", "the test would be on the sky that was learned from",
                        "--seed and --svm-seed must differ");
    auto model = openModel(options.model, options.device, session);
    if (!model)
        return stopWith(model);
    auto fields = options.test;
    fields.set.input = model->card().input;
    fields.photometry = true;
    const auto test = simulateSamples(fields, session.progress, session.stop);
    if (!test)
        return stopWith(test);

    auto answers = answersOf(*model, test->samples, session);
    if (!answers)
        return stopWith(answers);
    std::vector<Contestant> contestants{{"IICnet", std::move(*answers)}};
    if (options.svm) {
        auto machines = askMachines(options, *test, session);
        if (!machines)
            return stopWith(machines);
        contestants.insert(contestants.end(), machines->begin(), machines->end());
    }

    const auto& truth = test->samples.labels;
    nlohmann::json report{{"sources", truth.size()},
                          {"minimumSnr", fields.set.minimumSignalToNoise},
                          {"origin", originOf(fields)},
                          {"trainedOn", model->card().origin},
                          {"byMagnitude", byMagnitude(contestants, *test)},
                          {"byPair", byPair(contestants, truth)},
                          {"contestants", nlohmann::json::array()}};
    for (const auto& contestant : contestants) {
        const auto matrix = contestant.matrix(truth);
        nlohmann::json confusion = nlohmann::json::array();
        for (std::size_t predicted = 0; predicted < 3; ++predicted)
            confusion.push_back({static_cast<std::uint64_t>(matrix.count(predicted, 0)),
                                 static_cast<std::uint64_t>(matrix.count(predicted, 1)),
                                 static_cast<std::uint64_t>(matrix.count(predicted, 2))});
        report["contestants"].push_back({{"name", contestant.name}, {"accuracy", matrix.accuracy()}, {"confusion", confusion}});
    }
    printResult(session, report, &print);
    return {};
}

CLI::Validator csvFile() {
    return {[](const std::string& path) {
                auto ending = std::filesystem::path(path).extension().string();
                std::ranges::transform(ending, ending.begin(), [](unsigned char letter) { return std::tolower(letter); });
                return ending == ".csv" ? std::string() : "a name that ends in .csv expected, " + path + " found";
            },
            "FILE.csv"};
}

} // namespace

void addEvaluate(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(program, session, "evaluate",
                               "Test a network on a dataset, or on simulated sky it has not seen, beside an SVM", options, &run);
    options->command = command;
    command->add_option("--model", options->model, "Checkpoint (best.h5); the bundled one unless given");
    auto& onDataset = options->onDataset;
    auto* dataset = command->add_option("--dataset", onDataset.dataset, "Judge by a split of this dataset");
    command->add_option("--split", onDataset.split, "Of the dataset")
        ->capture_default_str()
        ->check(CLI::IsMember({"training", "validation", "test"}))
        ->needs(dataset);
    command->add_option("--priors", onDataset.priors, "How frequent each class is on the sky, such as 0.9 0.08 0.02")
        ->expected(3)
        ->check(number(1e-9, 1e9))
        ->needs(dataset);
    command->add_flag("--temperature", onDataset.temperature, "Scale confidences by a temperature fitted on validation")
        ->needs(dataset);
    command->add_option("--out", onDataset.out, "Write what the network says of each source")->check(csvFile())->needs(dataset);
    addSeedOption(*command, options->test.seed, "Of the simulated sky to test on");
    command->add_option("--fields", options->test.fields)->capture_default_str();
    command->add_option("--sources-per-field", options->test.sourcesPerField)->capture_default_str();
    command->add_option("--minimum-snr", options->test.set.minimumSignalToNoise, "In W1")
        ->capture_default_str()
        ->check(number(0, 1e6));
    command->add_flag("!--no-svm", options->svm, "Leave the SVM out");
    command->add_option("--svm-seed", options->learn.seed, "Of the simulated sky the SVM learns from")
        ->capture_default_str()
        ->check(wholeNumber());
    command->add_option("--svm-fields", options->learn.fields)->capture_default_str();
    addDeviceOption(*command, options->device);
}

} // namespace iic::cli
