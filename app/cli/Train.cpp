#include "Commands.h"
#include "Inputs.h"

#include "analysis/SimulatedFields.h"
#include "catalog/TableFile.h"
#include "metrics/ConfusionMatrix.h"
#include "nn/Training.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    std::vector<std::string> tiles, roles;
    std::string catalog;
    std::string truth;
    SimulatedFieldsOptions fields;
    bool simulated = false;
    TrainingOptions training;
    std::string out;
    bool resume = false;
};

/// Samples, and what they were made from, for the model's card.
struct Material {
    LabelledInputs samples;
    std::string origin;
    std::vector<std::uint64_t> fieldSeeds;
};

JobResult<Material> materialFromSky(const Options& options, Session& session, ModelCard& card) {
    const auto tiles = openTilesOf(options.tiles, session);
    if (!tiles)
        return stopWith(tiles);
    auto catalog = openCatalog(options.catalog, options.roles, session);
    if (!catalog)
        return stopWith(catalog);
    if (!options.truth.empty()) {
        const auto truth = readTable(options.truth, session.stop);
        if (!truth)
            return stopWith(truth);
        catalog = withTruth(catalog->table(), *truth, options.truth);
        if (!catalog)
            return stopWith(catalog);
        const auto roles = rolesOf(catalog->table(), options.roles, options.catalog);
        if (!roles)
            return stopWith(roles);
        catalog = Catalog::fromTable(catalog->table(), *roles, options.catalog);
        if (!catalog)
            return stopWith(catalog);
    }

    Material material;
    for (const auto& tile : *tiles) {
        auto set = assembleTrainingSet(tile, *catalog, options.fields.set, session.progress, session.stop);
        const auto* error = set ? nullptr : std::get_if<Error>(&set.error());
        if (error && error->code == ErrorCode::NothingOnTile)
            continue;
        if (!set)
            return stopWith(set);
        auto& to = material.samples;
        to.inputs.insert(to.inputs.end(), set->samples.inputs.begin(), set->samples.inputs.end());
        to.labels.insert(to.labels.end(), set->samples.labels.begin(), set->samples.labels.end());
    }
    if (material.samples.count() == 0)
        return stopWith(ErrorCode::NothingOnTile, options.catalog, "no labelled source of the catalog gives a complete cutout");
    card.pixelScale = tiles->front().reference().wcs.pixelScale();
    card.survey = surveyName(tiles->front().survey);
    for (const auto& tile : *tiles)
        if (tile.survey != tiles->front().survey)
            return stopWith(ErrorCode::BadOption, tile.id, "a network learns from the images of one survey",
                            fmt::format("{} and {} found", card.survey, surveyName(tile.survey)));
    material.origin = fmt::format("{}, {} tiles", options.catalog, tiles->size());
    return material;
}

JobResult<Material> materialFromSimulation(const Options& options, Session& session) {
    auto simulated = simulateSamples(options.fields, session.progress, session.stop);
    if (!simulated)
        return stopWith(simulated);
    return Material{std::move(simulated->samples), originOf(options.fields), simulated->fieldSeeds};
}

void printEpoch(const EpochResult& epoch, int epochs, Session& session) {
    session.progress.clear();
    fmt::print(session.json ? stderr : stdout,
               "epoch {:3}/{}  loss {:.4f}  accuracy {:.4f}  validation loss {:.4f}  accuracy {:.4f}  rate {:.1e}  {:.1f} s\n",
               epoch.epoch, epochs, epoch.trainingLoss, epoch.trainingAccuracy, epoch.validationLoss, epoch.validationAccuracy,
               epoch.learningRate, epoch.seconds);
    std::fflush(stdout);
}

JobResult<ConfusionMatrix> testBest(const Options& options, const LabelledInputs& test, Session& session) {
    auto model = Classifier::load(options.training.runFolder / "best.h5", options.training.device);
    if (!model)
        return stopWith(model);
    const auto answers = answersOf(*model, test, session);
    if (!answers)
        return stopWith(answers);
    ConfusionMatrix matrix;
    for (std::size_t i = 0; i < test.count(); ++i)
        matrix.add((*answers)[i], test.labels[i]);
    return matrix;
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

JobResult<void> run(const Options& options, Session& session) {
    if (options.simulated == !options.tiles.empty())
        return stopWith(ErrorCode::BadOption, "", "give either --tiles with --catalog, or --simulated-fields");
    std::error_code absent;
    if (const auto record = std::filesystem::path(options.out) / "run.json";
        !options.resume && std::filesystem::exists(record, absent))
        return stopWith(ErrorCode::FileUnwritable, options.out, "the folder holds a run already",
                        "name another, or go on with --resume");

    auto training = options.training;
    training.card.input = options.fields.set.input;
    training.card.spec.channels = static_cast<int>(training.card.input.channels.size());
    training.card.spec.inputSide = training.card.input.side;
    auto material =
        options.simulated ? materialFromSimulation(options, session) : materialFromSky(options, session, training.card);
    if (!material)
        return stopWith(material);
    training.card.origin = material->origin;
    training.card.runId = std::filesystem::weakly_canonical(options.out).filename().string();
    training.runFolder = options.out;
    if (options.resume)
        training.resumeFrom = training.runFolder / "last.h5";

    const auto size = inputSize(training.card.input);
    const auto split = splitAtRandom(material->samples.count(), training.seed);
    const auto learn = select(material->samples, split.training, size);
    const auto validate = select(material->samples, split.validation, size);
    const auto test = select(material->samples, split.test, size);
    material->samples = {};
    if (validate.count() == 0)
        return stopWith(ErrorCode::NothingOnTile, options.catalog, "there are too few labelled sources to learn from",
                        fmt::format("at least 10 with complete cutouts expected, {} found", learn.count()));
    if (const auto made = makeFolder(options.out); !made)
        return stopWith(made);
    session.progress.clear();
    fmt::print(session.json ? stderr : stdout, "{}: {} samples to learn from, {} to validate, {} to test; {}\n", material->origin,
               learn.count(), validate.count(), test.count(), selectDevice(training.device).name);
    std::fflush(stdout);

    const auto result = train(
        learn, validate, training, [&](const EpochResult& epoch) { printEpoch(epoch, training.epochs, session); },
        session.progress, session.stop);
    if (!result)
        return stopWith(result);
    auto forTest = options;
    forTest.training = training;
    const auto matrix = testBest(forTest, test, session);
    if (!matrix)
        return stopWith(matrix);
    session.progress.clear();
    if (session.json)
        printJson(nlohmann::json{{"run", options.out},
                                 {"origin", material->origin},
                                 {"fieldSeeds", material->fieldSeeds},
                                 {"samples", {learn.count(), validate.count(), test.count()}},
                                 {"bestEpoch", result->bestEpoch},
                                 {"testAccuracy", matrix->accuracy()},
                                 {"epochs", epochsAsJson(result->epochs)}});
    else
        fmt::print("best epoch {} (validation accuracy {:.4f}); test accuracy {:.4f} on {} sources; weights in {}/best.h5\n",
                   result->bestEpoch, result->bestValidationAccuracy, matrix->accuracy(), matrix->total(), options.out);
    return {};
}

} // namespace

void addTrain(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto& training = options->training;
    auto& fields = options->fields;
    auto* command = addCommand(program, session, "train", "Train IICnet on labelled sources", options, &run);
    auto* catalog = command->add_option("--catalog", options->catalog, "Catalog with positions and a class column");
    addRoleOption(*command, options->roles);
    command->add_option("--tiles", options->tiles, "FITS files and folders")->needs(catalog);
    command->add_option("--truth", options->truth, "Table with the classes, joined on the identifier")->needs(catalog);
    command->add_option("--simulated-fields", fields.fields, "Learn from so many simulated fields")
        ->check(CLI::Range(1, 9999))
        ->each([options](const std::string&) { options->simulated = true; });
    command->add_option("--sources-per-field", fields.sourcesPerField)->capture_default_str();
    command->add_option("--simulation-seed", fields.seed)->capture_default_str()->check(wholeNumber());
    command->add_option("--minimum-snr", fields.set.minimumSignalToNoise, "In W1")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1e6));
    command->add_option("--maximum-per-class", fields.set.maximumPerClass, "Of a tile; 0: all")
        ->capture_default_str()
        ->check(wholeNumber());
    command->add_option("--side", fields.set.input.side, "Pixels of the network's input")
        ->capture_default_str()
        ->check(CLI::IsMember({64, 72, 80, 88, 96, 104, 112, 120, 128}));
    addPresetOption(*command, fields.set.input.preset);
    command->add_option("--epochs", training.epochs)->capture_default_str()->check(CLI::Range(1, 100'000));
    command->add_option("--batch", training.batch)->capture_default_str()->check(CLI::Range(1, 65'536));
    command->add_option("--rate", training.learningRate, "Learning rate")->capture_default_str()->check(CLI::PositiveNumber);
    addChoice(*command, "--schedule", training.schedule, "How the rate falls: halve (once), cosine (to nothing over the run)",
              {{"halve", RateSchedule::HalveOnce}, {"cosine", RateSchedule::Cosine}})
        ->default_str("halve");
    command->add_option("--halve-after", training.halveAfterEpoch, "Halve the rate after this epoch")->capture_default_str();
    command->add_flag("--augment", training.augment, "Flips and quarter turns");
    command->add_option("--stem", training.card.spec.stemKernel, "Kernel of the first convolution")->check(CLI::IsMember({3, 5}));
    addSeedOption(*command, training.seed, "Of the split and the weights");
    command->add_flag("--resume", options->resume, "Go on from last.h5 of the run");
    addDeviceOption(*command, training.device);
    command->add_option("--out", options->out, "Folder of the run")->required();
}

} // namespace iic::cli
