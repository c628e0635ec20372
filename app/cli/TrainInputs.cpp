#include "TrainInputs.h"

#include "Corrections.h"
#include "Counted.h"
#include "Inputs.h"

#include "analysis/TrainingMaterial.h"
#include "catalog/TableFile.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

/// Samples that are not split yet, and what they were made from.
struct Material {
    LabelledInputs samples;
    std::string origin;
    std::vector<std::uint64_t> fieldSeeds;
};

JobResult<Material> materialFromSky(const TrainWords& options, Session& session, ModelCard& card) {
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
    material.origin = fmt::format("{}, {}", options.catalog, counted(tiles->size(), "tile"));
    return material;
}

JobResult<Material> materialFromSimulation(const TrainWords& options, Session& session) {
    auto simulated = simulateSamples(options.fields, session.progress, session.stop);
    if (!simulated)
        return stopWith(simulated);
    return Material{std::move(simulated->samples), originOf(options.fields), simulated->fieldSeeds};
}

/// Those of a table, told of how they fit the dataset, or of the record of the run.
JobResult<LabelCorrections> correctionsFor(const TrainWords& words, Session& session) {
    if (words.corrections.empty())
        return correctionsOf(words.training.material);
    auto found = correctionsFrom(words.corrections, words.dataset, session);
    if (!found)
        return stopWith(found);
    if (found->corrections.empty())
        return stopWith(ErrorCode::BadOption, words.corrections,
                        "none of its labels corrects a source that a network learns from",
                        fmt::format("{}, {} as the dataset has them, {} of the test split", counted(found->labels, "label"),
                                    found->confirmed, found->ofTest));
    session.progress.clear();
    fmt::print(session.json ? stderr : stdout, "{}: {} on {}: {} corrected or left out, {} as the dataset has them\n",
               words.corrections, counted(found->labels, "label"), words.dataset, found->corrections.size(), found->confirmed);
    if (found->ofTest > 0)
        warn(session, fmt::format("{}: {} of the test split, from which nothing is learned", words.corrections,
                                  counted(found->ofTest, "source")));
    if (found->nowhere > 0)
        warn(session,
             fmt::format("{}: {} of no source of {}", words.corrections, counted(found->nowhere, "label"), words.dataset));
    if (found->contradicting > 0)
        warn(session, fmt::format("{}: {} of a source that has another label too, which counts in its place", words.corrections,
                                  counted(found->contradicting, "label")));
    return std::move(found->corrections);
}

JobResult<TrainInputs> inputsFromDataset(const TrainWords& words, Session& session) {
    const auto corrections = correctionsFor(words, session);
    if (!corrections)
        return stopWith(corrections);
    auto material = loadTrainingMaterial(words.dataset, words.fields.set.input, networkOf(words.training.card.spec),
                                         session.progress, session.stop, *corrections);
    if (!material)
        return stopWith(material);
    for (const auto& warning : material->warnings)
        warn(session, fmt::format("{}: {}", words.dataset, warning));
    return TrainInputs{std::move(material->training), std::move(material->validation),  {},
                       std::move(material->card),     std::move(material->description), words.dataset};
}

JobResult<TrainInputs> splitInputs(const TrainWords& words, Session& session) {
    TrainInputs inputs;
    inputs.card = words.training.card;
    inputs.card.input = words.fields.set.input;
    inputs.card.spec.channels = static_cast<int>(inputs.card.input.channels.size());
    inputs.card.spec.inputSide = inputs.card.input.side;
    auto material = words.simulated ? materialFromSimulation(words, session) : materialFromSky(words, session, inputs.card);
    if (!material)
        return stopWith(material);
    const auto size = inputSize(inputs.card.input);
    const auto split = splitAtRandom(material->samples.count(), words.training.seed);
    inputs.training = select(material->samples, split.training, size);
    inputs.validation = select(material->samples, split.validation, size);
    inputs.test = select(material->samples, split.test, size);
    if (inputs.validation.count() == 0)
        return stopWith(ErrorCode::NothingOnTile, words.catalog, "there are too few labelled sources to learn from",
                        fmt::format("at least 10 with complete cutouts expected, {} found", inputs.training.count()));
    inputs.origin = inputs.card.origin = material->origin;
    nlohmann::json description{{"origin", material->origin}};
    if (!material->fieldSeeds.empty())
        description["fieldSeeds"] = material->fieldSeeds;
    inputs.description = description.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return inputs;
}

} // namespace

JobResult<TrainInputs> trainInputs(const TrainWords& words, Session& session) {
    const int given = int(!words.dataset.empty()) + int(!words.tiles.empty()) + int(words.simulated);
    if (given == 0)
        return stopWith(ErrorCode::BadOption, "", "give --dataset, or --tiles with --catalog, or --simulated-fields");
    if (const auto architecture = words.training.card.spec.architecture; words.dataset.empty() && !readsImagesAlone(architecture))
        return stopWith(ErrorCode::BadOption, "", "a network that reads magnitudes learns from a --dataset",
                        std::string(architectureTitle(architecture)));
    if (given > 1)
        return stopWith(ErrorCode::BadOption, "", "only one of --dataset, --tiles and --simulated-fields is possible");
    return words.dataset.empty() ? splitInputs(words, session) : inputsFromDataset(words, session);
}

} // namespace iic::cli
