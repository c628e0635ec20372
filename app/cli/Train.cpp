#include "Commands.h"
#include "Counted.h"
#include "EpochLine.h"
#include "Inputs.h"
#include "TrainInputs.h"

#include "analysis/JudgeDataset.h"
#include "analysis/TrainingMaterial.h"
#include "nn/RunLock.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <ranges>

namespace iic::cli {

namespace {

/// The best weights' answers on what was kept to test on; of a dataset they are written beside the weights.
JobResult<ConfusionMatrix> testBest(const TrainWords& words, const TrainInputs& inputs, Session& session) {
    const auto folder = std::filesystem::path(words.out);
    auto model = Classifier::load(folder / "best.h5", words.training.device);
    if (!model)
        return stopWith(model);
    if (words.dataset.empty())
        return answersOf(*model, inputs.test, session).map([&](const std::vector<std::uint8_t>& answers) {
            return confusionOf(answers, inputs.test.labels);
        });
    const auto dataset = Dataset::open(words.dataset);
    if (!dataset)
        return stopWith(dataset);
    const auto columns = dataset->columns();
    if (!columns)
        return stopWith(columns);
    constexpr std::array judgedSplits{DatasetSplit::Validation, DatasetSplit::Test};
    const auto judged = judgeRows(*dataset, *columns, rowsOf(*columns, judgedSplits), *model, session.progress, session.stop);
    if (!judged)
        return stopWith(judged);
    if (auto written = writePredictions(folder / "predictions.csv", *dataset, *columns, *judged); !written)
        return stopWith(written);
    const auto predicted = likeliest(judged->sources.probabilities);
    const auto isLeftOut = [&](std::size_t row) {
        return columns->split[row] == DatasetSplit::Test && columns->label[row] != noLabel &&
               columns->flags[row] & incompleteCutout;
    };
    if (const auto leftOut = std::ranges::count_if(std::views::iota(std::size_t{0}, columns->size()), isLeftOut); leftOut > 0)
        warn(session, words.dataset + ": " + leftOutWarning(static_cast<std::size_t>(leftOut), DatasetSplit::Test));
    ConfusionMatrix matrix;
    for (std::size_t i = 0; i < judged->rows.size(); ++i)
        if (columns->split[judged->rows[i]] == DatasetSplit::Test)
            matrix.add(predicted[i], judged->sources.truth[i]);
    return matrix;
}

double secondsOf(const std::vector<EpochResult>& epochs) {
    double seconds = 0;
    for (const auto& epoch : epochs)
        seconds += epoch.seconds;
    return seconds;
}

nlohmann::json epochsAsJson(const std::vector<EpochResult>& epochs) {
    auto list = nlohmann::json::array();
    for (const auto& epoch : epochs)
        list.push_back({{"epoch", epoch.epoch},
                        {"trainingLoss", epoch.trainingLoss},
                        {"trainingAccuracy", epoch.trainingAccuracy},
                        {"validationLoss", epoch.validationLoss},
                        {"validationAccuracy", epoch.validationAccuracy},
                        {"learningRate", epoch.learningRate},
                        {"seconds", epoch.seconds}});
    return list;
}

/// One number a class, or what makes each class count as much as the others.
Result<std::vector<double>> classWeights(const std::vector<std::string>& words, const TrainInputs& inputs) {
    std::vector<double> weights;
    if (words == std::vector<std::string>{"balanced"})
        return balancedWeights(inputs.training.labels, inputs.card.classes.size());
    for (const auto& word : words) {
        double weight = 0;
        if (const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), weight);
            problem != std::errc{} || end != word.data() + word.size())
            return fail(ErrorCode::BadOption, "", "a class weight is a number, or all are balanced", word);
        weights.push_back(weight);
    }
    return weights;
}

/// What only the inputs can be blamed for is their file's fault.
Stop withOrigin(Stop stop, const std::string& origin) {
    if (auto* error = std::get_if<Error>(&stop); error && error->code == ErrorCode::ImplausibleData && error->file.empty())
        error->file = origin;
    return stop;
}

JobResult<void> train(TrainWords words, Session& session) {
    const auto inputs = trainInputs(words, session);
    if (!inputs)
        return stopWith(inputs);
    auto& training = words.training;
    training.card = inputs->card;
    training.card.runId = std::filesystem::canonical(words.out).filename().string();
    training.runFolder = words.out;
    training.material = describedIn(inputs->description, words.out);
    if (!words.classWeights.empty()) {
        auto weights = classWeights(words.classWeights, *inputs);
        if (!weights)
            return stopWith(weights);
        training.classWeights = std::move(*weights);
    }
    if (!words.startFrom.empty())
        training.startFrom = words.startFrom;
    if (words.resume)
        training.resumeFrom = training.runFolder / "last.h5";
    session.progress.clear();
    const auto device = selectDevice(training.device);
    const auto precision = precisionOn(device, training.precision);
    fmt::print(session.json ? stderr : stdout, "{}: {} to learn from, {} to validate; {}, {}\n", inputs->origin,
               counted(inputs->training.count(), "sample"), inputs->validation.count(), device.name, precisionName(precision));
    if (precision != training.precision)
        warn(session, fmt::format("{} needs CUDA: {}", precisionName(training.precision), device.reason));
    std::fflush(stdout);

    TrainingObserver observer;
    observer.onEpoch = [&](const EpochResult& epoch) { printEpoch(epoch, training.epochs, session); };
    observer.onSmallerBatch = [&](int batch) {
        warn(session, fmt::format("memory is short for a batch of {}: the run goes on with {}", training.batch, batch));
    };
    const auto result = iic::train(inputs->training, inputs->validation, training, observer, session.progress, session.stop);
    if (!result)
        return tl::unexpected(withOrigin(result.error(), inputs->origin));
    const auto matrix = testBest(words, *inputs, session);
    if (!matrix)
        return stopWith(matrix);
    session.progress.clear();
    if (session.json)
        printJson(
            nlohmann::json{{"run", words.out},
                           {"origin", inputs->origin},
                           {"material", nlohmann::json::parse(inputs->description)},
                           {"samples", {inputs->training.count(), inputs->validation.count(), std::size_t(matrix->total())}},
                           {"device", device.name},
                           {"precision", precisionName(precision)},
                           {"seconds", secondsOf(result->epochs)},
                           {"bestEpoch", result->bestEpoch},
                           {"testAccuracy", matrix->accuracy()},
                           {"epochs", epochsAsJson(result->epochs)}});
    else
        fmt::print(
            "{} in {:.0f} s; best epoch {} (validation accuracy {:.4f}); test accuracy {:.4f} on {}; weights in {}/best.h5\n",
            counted(result->epochs.size(), "epoch"), secondsOf(result->epochs), result->bestEpoch, result->bestValidationAccuracy,
            matrix->accuracy(), counted(static_cast<std::size_t>(matrix->total()), "source"), words.out);
    return {};
}

JobResult<void> run(const TrainWords& words, Session& session) {
    const auto lock = RunLock::acquire(words.out);
    if (!lock)
        return stopWith(lock);
    std::error_code absent;
    if (!words.resume && std::filesystem::exists(std::filesystem::path(words.out) / "run.json", absent))
        return stopWith(ErrorCode::FileExists, words.out, "the folder holds a run already",
                        "name another, or go on with --resume");
    auto whole = wholeWords(words, session);
    if (!whole)
        return stopWith(whole);
    return train(std::move(*whole), session);
}

} // namespace

void addTrain(CLI::App& program, Session& session) {
    auto options = std::make_shared<TrainWords>();
    auto& training = options->training;
    auto& fields = options->fields;
    auto* command = addCommand(program, session, "train", "Train IICnet, or another network, on labelled sources", options, &run);
    options->command = command;
    command->add_option("--dataset", options->dataset, "Learn from its training split, judge by its validation split");
    command->add_option("--corrections", options->corrections,
                        "Table of labels that count in the place of the dataset's, as iicnet project labels writes it");
    command->add_option(
        "--from", options->from,
        "Make a run again: its run.json or folder; with --out, --device and --precision, and --dataset where that has moved");
    auto* catalog = command->add_option("--catalog", options->catalog, "Catalog with positions and a class column");
    addRoleOption(*command, options->roles);
    command->add_option("--tiles", options->tiles, "FITS files and folders")->needs(catalog);
    command->add_option("--truth", options->truth, "Table with the classes, joined on the identifier")->needs(catalog);
    command->add_option("--simulated-fields", fields.fields, "Learn from so many simulated fields")
        ->check(CLI::Range(1, 9999))
        ->each([options](const std::string&) { options->simulated = true; });
    command->add_option("--sources-per-field", fields.sourcesPerField)->capture_default_str();
    command->add_option("--simulation-seed", fields.seed)->capture_default_str()->check(wholeNumber());
    command->add_option("--minimum-snr", fields.set.minimumSignalToNoise, "In W1")->capture_default_str()->check(number(0, 1e6));
    command->add_option("--maximum-per-class", fields.set.maximumPerClass, "Of a tile; 0: all")
        ->capture_default_str()
        ->check(wholeNumber());
    addNetworkOption(*command, training.card.spec.architecture);
    command->add_option("--side", fields.set.input.side, "Pixels of the network's input")
        ->capture_default_str()
        ->check(CLI::IsMember({64, 72, 80, 88, 96, 104, 112, 120, 128}));
    command->add_option("--bands", options->bands, "Three or four, as the network's channels")
        ->capture_default_str()
        ->check(CLI::IsMember({"W1", "W2", "W3", "W4"}));
    addPresetOption(*command, fields.set.input.preset);
    command->add_option("--epochs", training.epochs)->capture_default_str()->check(CLI::Range(1, 100'000));
    command->add_option("--batch", training.batch)->capture_default_str()->check(CLI::Range(1, 65'536));
    command->add_option("--rate", training.learningRate, "Learning rate")->capture_default_str()->check(number(1e-12, 1));
    addChoice(*command, "--schedule", training.schedule, "How the rate falls: halve (once), cosine (to nothing over the run)",
              {{"halve", RateSchedule::HalveOnce}, {"cosine", RateSchedule::Cosine}})
        ->default_str("halve");
    command->add_option("--halve-after", training.halveAfterEpoch, "Halve the rate after this epoch")->capture_default_str();
    command->add_flag("--augment", training.augment, "Flips and quarter turns");
    command->add_option("--stem", training.card.spec.stemKernel, "Kernel of the first convolution, of IICnet")
        ->check(CLI::IsMember({3, 5}));
    addSeedOption(*command, training.seed, "Of the split and the weights");
    command->add_option("--class-weights", options->classWeights, "Of the loss: balanced, or one number a class");
    command->add_option("--patience", training.patience, "Stop after so many epochs without a better one; 0: never")
        ->capture_default_str()
        ->check(CLI::Range(0, 100'000));
    command->add_option("--start-from", options->startFrom, "Begin with the weights of a checkpoint instead of random ones");
    command->add_flag(
        "--resume", options->resume,
        "Go on from last.h5 of the run, as it was begun; --epochs (but along a cosine), --patience, --device, --dataset "
        "and --start-from, where it has moved, may be given anew");
    addDeviceOption(*command, training.device);
    addChoice(*command, "--precision", training.precision, "On CUDA; a CPU computes in float32: float32, tf32 (faster, rounded)",
              {{"float32", Precision::Float32}, {"tf32", Precision::Tf32}})
        ->default_str("float32");
    command->add_option("--out", options->out, "Folder of the run")->required();
}

} // namespace iic::cli
