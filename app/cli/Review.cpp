#include "Commands.h"
#include "Inputs.h"
#include "ReviewReport.h"

#include "analysis/Leakage.h"
#include "analysis/NetworkFeatures.h"
#include "analysis/TrainingMaterial.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace iic::cli {

namespace {

struct ReviewWords {
    std::string dataset, model;
    std::string split = "test";
    bool byFeatures = false;
    KMeansOptions grouping;
    std::size_t suspects = 20; ///< to name
    int folds = 0; ///< of a cross-validation; 0: none
    std::string folder; ///< of its runs
    TrainingOptions training;
    bool svm = false;
    std::size_t neighbours = 0;
    DeviceChoice device = DeviceChoice::Automatic;
};

std::vector<std::size_t> rowsOfMistakes(const JudgedRows& judged) {
    std::vector<std::size_t> rows;
    for (const auto place : mistakesOf(judged))
        rows.push_back(judged.rows[place]);
    return rows;
}

JobResult<nlohmann::json> groups(const ReviewWords& words, const Reviewed& reviewed, Classifier& model, Session& session) {
    ReviewOptions options{.grouping = words.grouping, .input = model.card().input, .features = std::nullopt};
    if (words.byFeatures) {
        auto features = networkFeatures(reviewed.dataset, rowsOfMistakes(reviewed.judged), model, session.progress, session.stop);
        if (!features)
            return stopWith(features);
        options.features = std::move(*features);
    }
    const auto review =
        reviewMistakes(reviewed.dataset, reviewed.columns, reviewed.judged, options, session.progress, session.stop);
    if (!review)
        return stopWith(review);
    for (const auto& warning : review->warnings)
        warn(session, warning);
    return describeGroups(reviewed, *review);
}

/// By networks that learned from other folds.
JobResult<nlohmann::json> crossValidated(const ReviewWords& words, const Reviewed& reviewed, const ModelCard& card,
                                         Session& session) {
    CrossValidationOptions options{words.dataset, words.folder,         words.folds, words.training,
                                   card.input,    networkOf(card.spec), {}};
    options.training.device = words.device;
    const auto result = crossValidate(options, {}, session.progress, session.stop);
    if (!result)
        return stopWith(result);
    auto entry = describeSuspects(reviewed, suspectsOf(*result), result->rows, words.suspects);
    entry["judge"] =
        fmt::format("{} networks, each asked of the fold of the training split that it did not learn from", words.folds);
    return entry;
}

/// By the network itself, of a split that is not for learning.
nlohmann::json outOfSample(const ReviewWords& words, const Reviewed& reviewed) {
    std::vector<std::array<float, 3>> probabilities;
    for (const auto& source : reviewed.judged.sources.probabilities)
        probabilities.push_back({static_cast<float>(source[0]), static_cast<float>(source[1]), static_cast<float>(source[2])});
    auto entry = describeSuspects(reviewed, rankLabelSuspects(probabilities, reviewed.judged.sources.truth), reviewed.judged.rows,
                                  words.suspects);
    entry["judge"] = fmt::format("the network, which does not learn from the {} split", words.split);
    return entry;
}

JobResult<nlohmann::json> lastStep(const FeatureTable& features, const Reviewed& reviewed, Session& session) {
    const auto step = compareLastSteps(features, reviewed.judged.sources, {}, session.progress, session.stop);
    if (!step)
        return stopWith(step);
    return describeLastStep(*step);
}

JobResult<nlohmann::json> isolated(const ReviewWords& words, const FeatureTable& features, const Reviewed& reviewed,
                                   Classifier& model, Session& session) {
    const auto training = wholeRows(reviewed.columns, DatasetSplit::Training).rows;
    if (words.split == splitName(DatasetSplit::Training))
        return stopWith(ErrorCode::BadOption, words.dataset,
                        "its training sources are their own nearest ones; ask for another split");
    if (training.empty())
        return stopWith(ErrorCode::BadOption, words.dataset,
                        "its training split holds no whole cutout with a class to be near to");
    const auto known = networkFeatures(reviewed.dataset, training, model, session.progress, session.stop);
    if (!known)
        return stopWith(known);
    const auto isolation = isolationOf(features, *known, words.neighbours, session.progress, session.stop);
    if (!isolation)
        return stopWith(isolation);
    return describeIsolated(reviewed, *isolation, training, words.suspects);
}

/// Into the report, or, where the sources are too few for it, into the warnings: the rest is told all the same.
JobResult<void> addWhatCanBeTold(nlohmann::json& report, const char* name, JobResult<nlohmann::json> found, Session& session) {
    if (found) {
        report[name] = std::move(*found);
        return {};
    }
    const Error* error = std::get_if<Error>(&found.error());
    if (!error || error->code != ErrorCode::BadOption)
        return stopWith(found);
    warn(session, error->oneLine());
    return {};
}

/// What the hidden features of the judged sources tell.
JobResult<void> addFeatureFindings(nlohmann::json& report, const ReviewWords& words, const Reviewed& reviewed, Classifier& model,
                                   Session& session) {
    if (!words.svm && words.neighbours == 0)
        return {};
    const auto features = networkFeatures(reviewed.dataset, reviewed.judged.rows, model, session.progress, session.stop);
    if (!features)
        return stopWith(features);
    if (words.svm)
        if (auto told = addWhatCanBeTold(report, "lastStep", lastStep(*features, reviewed, session), session); !told)
            return told;
    if (words.neighbours > 0)
        return addWhatCanBeTold(report, "isolated", isolated(words, *features, reviewed, model, session), session);
    return {};
}

JobResult<void> run(const ReviewWords& words, Session& session) {
    const auto dataset = Dataset::open(words.dataset);
    if (!dataset)
        return stopWith(dataset);
    const auto columns = dataset->columns();
    if (!columns)
        return stopWith(columns);
    auto model = openModel(words.model, words.device, session);
    if (!model)
        return stopWith(model);
    const auto split = *std::ranges::find(usedSplits, words.split, splitName);
    const auto file = modelFile(words.model);
    if (!file)
        return stopWith(file);
    const auto leaks = leaksOf(*dataset, split, *file, session.stop);
    if (!leaks)
        return stopWith(leaks);
    for (const Leak leak : *leaks)
        warn(session, fmt::format("{}: {}", words.dataset, leakText(leak)));
    const auto judged =
        judgeRows(*dataset, *columns, rowsOf(*columns, std::span(&split, 1)), *model, session.progress, session.stop);
    if (!judged)
        return stopWith(judged);
    if (judged->rows.empty())
        return stopWith(ErrorCode::NothingOnTile, words.dataset,
                        fmt::format("its {} split has no whole cutout with a class", words.split));
    const Reviewed reviewed{*dataset, *columns, *judged};
    auto described = groups(words, reviewed, *model, session);
    if (!described)
        return stopWith(described);
    nlohmann::json report{{"dataset", words.dataset},
                          {"split", words.split},
                          {"sources", judged->rows.size()},
                          {"mistakes", mistakesOf(*judged).size()},
                          {"groupedBy", words.byFeatures ? "network features" : "image statistics"},
                          {"groups", std::move(*described)}};
    if (words.folds > 0) {
        auto suspects = crossValidated(words, reviewed, model->card(), session);
        if (!suspects)
            return stopWith(suspects);
        report["suspects"] = std::move(*suspects);
    } else if (!mayHaveLearned(*leaks)) {
        report["suspects"] = outOfSample(words, reviewed);
    } else {
        warn(session, "labels are not doubted by a network that may have learned from them: ask for --cross-validate");
    }
    if (auto added = addFeatureFindings(report, words, reviewed, *model, session); !added)
        return added;
    printResult(session, report, &printReview);
    return {};
}

} // namespace

void addReview(CLI::App& program, Session& session) {
    auto options = std::make_shared<ReviewWords>();
    auto& training = options->training;
    auto* command =
        addCommand(program, session, "review", "Group the mistakes of a network, and name labels that look wrong", options, &run);
    command->add_option("--dataset", options->dataset)->required();
    command->add_option("--model", options->model, "Checkpoint (best.h5); the bundled one unless given");
    command->add_option("--split", options->split, "Whose mistakes")
        ->capture_default_str()
        ->check(CLI::IsMember({"training", "validation", "test"}));
    addChoice(*command, "--by", options->byFeatures,
              "What mistakes are grouped by: statistics (of the image), features (of the network)",
              {{"statistics", false}, {"features", true}})
        ->default_str("statistics");
    command->add_option("--groups", options->grouping.groups, "Beside the one without a source at the centre")
        ->capture_default_str()
        ->check(CLI::Range(1, 20));
    command->add_option("--first", options->suspects, "Name so many suspects and isolated sources")
        ->capture_default_str()
        ->check(wholeNumber());
    auto* folds =
        command
            ->add_option(
                "--cross-validate", options->folds,
                "Doubt the labels of the training split by so many networks, each of which learns from the others' folds")
            ->check(CLI::Range(2, 20));
    auto* folder = command->add_option("--folder", options->folder, "Of their runs; what is there is gone on with")->needs(folds);
    folds->needs(folder);
    command->add_option("--epochs", training.epochs)->capture_default_str()->check(CLI::Range(1, 100'000))->needs(folds);
    command->add_option("--batch", training.batch)->capture_default_str()->check(CLI::Range(1, 65'536))->needs(folds);
    command->add_option("--rate", training.learningRate, "Learning rate")
        ->capture_default_str()
        ->check(number(1e-12, 1))
        ->needs(folds);
    command->add_flag("--augment", training.augment, "Flips and quarter turns")->needs(folds);
    addSeedOption(*command, training.seed, "Of the folds and the weights")->needs(folds);
    command->add_flag("--svm", options->svm, "Put an SVM on the network's features beside its softmax, cross-validated");
    command->add_option("--neighbours", options->neighbours, "Show so many training sources nearest to the most isolated ones")
        ->check(CLI::Range(1, 100));
    addDeviceOption(*command, options->device);
}

} // namespace iic::cli
