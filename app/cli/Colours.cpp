#include "Commands.h"
#include "Counted.h"
#include "Inputs.h"

#include "analysis/CatalogColours.h"
#include "astro/BandNames.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct ColourWords {
    std::vector<std::string> catalogs, roles, classed; ///< classed: CLASS=CATALOG
    std::vector<std::string> bands{"W1", "W2", "W3"};
    std::string out;
    int folds = 5;
    TrainingOptions training = colourRecipe();
};

JobResult<void> add(const std::string& path, std::optional<SourceClass> all, const ColourWords& words, ColourSamples& samples,
                    Session& session) {
    const auto before = samples;
    const auto catalog = openMagnitudes(path, words.roles, session);
    if (!catalog)
        return stopWith(catalog);
    addColourSamples(*catalog, all, samples);
    if (samples.count() == before.count())
        return stopWith(ErrorCode::BadTable, path, "no row tells a class and its colour",
                        fmt::format("{}: {} without a class (a predicted one is none), {} without {}-{}",
                                    counted(catalog->size(), "row"), samples.unlabelled - before.unlabelled,
                                    samples.withoutColour - before.withoutColour, words.bands[0], words.bands[1]));
    return {};
}

JobResult<ColourSamples> samplesOf(const ColourWords& words, Session& session) {
    ColourSamples samples;
    for (const auto& name : words.bands) {
        samples.bands.push_back(*parseBand(name));
        if (std::ranges::count(samples.bands, samples.bands.back()) > 1)
            return stopWith(ErrorCode::BadOption, "", fmt::format("--bands names {} twice", name));
    }
    for (const auto& path : words.catalogs)
        if (auto added = add(path, std::nullopt, words, samples, session); !added)
            return tl::unexpected(added.error());
    for (const auto& word : words.classed) {
        const auto equals = word.find('=');
        const auto all = parseClass(word.substr(0, equals));
        if (equals == word.npos || !all)
            return stopWith(ErrorCode::BadOption, "", "--all-are names a class and a catalog, such as galaxy=hosts.csv", word);
        if (auto added = add(word.substr(equals + 1), all, words, samples, session); !added)
            return tl::unexpected(added.error());
    }
    if (samples.count() == 0)
        return stopWith(ErrorCode::BadOption, "", "give a catalog that tells classes, or --all-are");
    for (const Band band : samples.bands)
        if (samples.measuredIn[static_cast<std::size_t>(band)] == 0)
            warn(session, fmt::format("no row tells {}: the network learns nothing from it", bandName(band)));
    return samples;
}

nlohmann::json describeClasses(const ColourSamples& samples) {
    nlohmann::json counts;
    for (const auto which : {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar})
        counts[std::string(className(which))] = std::ranges::count(samples.inputs.labels, static_cast<std::uint8_t>(which));
    return counts;
}

nlohmann::json describeRecalls(const ConfusionMatrix& matrix) {
    nlohmann::json recalls;
    for (const auto which : {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar})
        if (const auto scores = matrix.scores(static_cast<std::size_t>(which)); std::isfinite(scores.recall))
            recalls[std::string(className(which))] = scores.recall;
    return recalls;
}

nlohmann::json describe(const ColourSamples& samples, const ColourCrossValidation& result, const ColourWords& words) {
    nlohmann::json thresholds = nlohmann::json::array();
    for (const auto& cut : result.cuts)
        thresholds.push_back({{"threshold", cut.threshold},
                              {"redder", className(static_cast<SourceClass>(cut.redder))},
                              {"bluer", className(static_cast<SourceClass>(cut.bluer))}});
    return {{"sources", samples.count()},
            {"classes", describeClasses(samples)},
            {"withoutClass", samples.unlabelled},
            {"withoutColour", samples.withoutColour},
            {"bands", words.bands},
            {"folds", words.folds},
            {"model", (std::filesystem::path(words.out) / "all" / "last.h5").string()},
            {"network",
             {{"accuracy", result.network.accuracy()},
              {"byFold", result.networkByFold},
              {"recall", describeRecalls(result.network)}}},
            {"cut",
             {{"accuracy", result.cut.accuracy()},
              {"byFold", result.cutByFold},
              {"recall", describeRecalls(result.cut)},
              {"cuts", thresholds}}}};
}

void printRow(const std::string& what, const nlohmann::json& entry) {
    std::string folds, recalls;
    for (const auto& fold : entry["byFold"])
        folds += fmt::format(" {:.2f}", 100 * fold.get<double>());
    for (const auto& [name, recall] : entry["recall"].items())
        recalls += fmt::format("  {} {:.1f}", name, 100 * recall.get<double>());
    fmt::print("{:24} {:6.2f} %   by fold{}   found, of each class:{}\n", what, 100 * entry["accuracy"].get<double>(), folds,
               recalls);
}

void print(const nlohmann::json& report) {
    std::string classes;
    for (const auto& [name, count] : report["classes"].items())
        classes += fmt::format("{}{} {}", classes.empty() ? "" : ", ", count.get<std::size_t>(), name);
    fmt::print("{} ({}), {} without a class and {} without the colour left out; {} folds\n",
               counted(report["sources"].get<std::size_t>(), "source"), classes, report["withoutClass"].get<std::size_t>(),
               report["withoutColour"].get<std::size_t>(), report["folds"].get<int>());
    const auto bands = report["bands"].get<std::vector<std::string>>();
    printRow("colour network", report["network"]);
    printRow(fmt::format("best cut in {}-{}", bands[0], bands[1]), report["cut"]);
    fmt::print("A network of all sources, for classify --model: {}\n", report["model"].get<std::string>());
}

JobResult<void> run(const ColourWords& words, Session& session) {
    const auto samples = samplesOf(words, session);
    if (!samples)
        return stopWith(samples);
    if (auto usable = checkDevice(words.training.device); !usable)
        return stopWith(usable);
    if (auto made = makeFolder(words.out); !made)
        return stopWith(made);
    auto training = words.training;
    training.runFolder = words.out;
    std::string origin;
    for (const auto* list : {&words.catalogs, &words.classed})
        for (const auto& path : *list)
            origin += (origin.empty() ? "" : ", ") + std::filesystem::path(path.substr(path.find('=') + 1)).filename().string();
    training.card = colourCard(samples->bands, origin);
    training.material = nlohmann::json{{"origin", origin}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (std::error_code absent; std::filesystem::exists(std::filesystem::path(words.out) / "fold-1" / "run.json", absent))
        warn(session, words.out + ": its runs are gone on with, and what is done is not done again");
    const auto result = crossValidateColours(*samples, words.folds, training, session.progress, session.stop);
    if (!result)
        return stopWith(result);
    training.runFolder = std::filesystem::path(words.out) / "all";
    if (const auto trained = trainOnColours(*samples, training, session.progress, session.stop); !trained)
        return trained;
    session.progress.clear();
    printResult(session, describe(*samples, *result, words), &print);
    return {};
}

} // namespace

void addColours(CLI::App& program, Session& session) {
    auto words = std::make_shared<ColourWords>();
    auto& training = words->training;
    auto* command = addCommand(program, session, "colours",
                               "Cross-validate a network on the colours of catalogs, without images, beside the best cut in one",
                               words, &run);
    command->add_option("catalogs", words->catalogs, "With classes and magnitudes; several are joined");
    command->add_option("--all-are", words->classed, "A catalog whose rows are all of one class: CLASS=CATALOG; may be repeated");
    addRoleOption(*command, words->roles);
    command->add_option("--bands", words->bands, "Two to four; colours are those of neighbours")
        ->capture_default_str()
        ->expected(2, 4)
        ->check(CLI::IsMember({"W1", "W2", "W3", "W4"}));
    command->add_option("--folds", words->folds)->capture_default_str()->check(CLI::Range(2, 20));
    command->add_option("--epochs", training.epochs)->capture_default_str()->check(CLI::Range(1, 100'000));
    command->add_option("--batch", training.batch)->capture_default_str()->check(CLI::Range(1, 65'536));
    command->add_option("--rate", training.learningRate, "Learning rate at the start")
        ->capture_default_str()
        ->check(number(1e-12, 1));
    addSeedOption(*command, training.seed, "Of the folds and the weights");
    addDeviceOption(*command, training.device);
    command->add_option("--out", words->out, "Folder of the runs: fold-1 … and all, of every source")->required();
}

} // namespace iic::cli
