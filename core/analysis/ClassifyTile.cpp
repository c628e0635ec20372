#include "analysis/ClassifyTile.h"

#include "analysis/ClassOrder.h"
#include "data/TrainingSet.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace iic {

namespace {

constexpr double pixelScaleTolerance = 0.02;

std::string_view statusName(PredictionStatus status) {
    switch (status) {
    case PredictionStatus::Classified: return "classified";
    case PredictionStatus::OffTile: return "off tile";
    case PredictionStatus::Incomplete: return "incomplete";
    case PredictionStatus::EmptyCentre: return "empty centre";
    }
    return "";
}

std::string flagNames(CutoutFlag flags) {
    std::string names;
    for (const auto& [flag, name] : {std::pair{CutoutFlag::Edge, "edge"}, std::pair{CutoutFlag::Uncovered, "uncovered"},
                                     std::pair{CutoutFlag::EmptyCentre, "empty"}, std::pair{CutoutFlag::OtherGrid, "regridded"}})
        if (has(flags, flag))
            names += (names.empty() ? "" : " ") + std::string(name);
    return names;
}

/// Cuts one position; true and the input written when the network may see it.
bool prepare(const Tile& tile, const SkyCoord& position, const InputOptions& options, std::span<float> input,
             Prediction& prediction) {
    if (!std::isfinite(position.rightAscension) || !std::isfinite(position.declination))
        return false;
    const auto cutout = cutCutout(tile, position, options.fieldArcsec);
    if (!cutout)
        return false;
    prediction.flags = cutout->flags;
    if (has(cutout->flags, CutoutFlag::Edge | CutoutFlag::Uncovered)) {
        prediction.status = PredictionStatus::Incomplete;
        return false;
    }
    prediction.status =
        has(cutout->flags, CutoutFlag::EmptyCentre) ? PredictionStatus::EmptyCentre : PredictionStatus::Classified;
    networkInput(tile, *cutout, options, input);
    return true;
}

void classifyPiece(const Tile& tile, std::span<const SkyCoord> positions, Classifier& classifier,
                   const std::array<std::size_t, 3>& order, std::vector<float>& inputs, std::span<Prediction> predictions) {
    const auto& options = classifier.card().input;
    const auto size = inputSize(options);
    std::vector<char> ready(positions.size());
    onNetworkThreads(positions.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            ready[i] = prepare(tile, positions[i], options, std::span(inputs).subspan(i * size, size), predictions[i]);
    });

    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (!ready[i])
            continue;
        if (members.size() != i)
            std::copy_n(inputs.begin() + static_cast<std::ptrdiff_t>(i * size), size,
                        inputs.begin() + static_cast<std::ptrdiff_t>(members.size() * size));
        members.push_back(i);
    }
    if (members.empty())
        return;
    const auto answers = classifier.classify(std::span(inputs).first(members.size() * size), members.size());
    for (std::size_t k = 0; k < members.size(); ++k)
        for (std::size_t c = 0; c < order.size(); ++c)
            predictions[members[k]].probabilities[order[c]] = answers[k][c];
}

} // namespace

SourceClass Prediction::best() const {
    const auto largest = std::max_element(probabilities.begin(), probabilities.end());
    return static_cast<SourceClass>(largest - probabilities.begin());
}

float Prediction::confidence() const { return *std::max_element(probabilities.begin(), probabilities.end()); }

Result<std::vector<std::string>> checkModelFits(const Tile& tile, const ModelCard& card) {
    if (!readsImagesAlone(card.spec.architecture))
        return fail(ErrorCode::ModelMismatch, tile.id, "the model does not classify by images alone",
                    std::string(architectureTitle(card.spec.architecture)));
    if (auto fit = checkTile(tile, card.input); !fit)
        return tl::unexpected(fit.error());
    return trainingDifferences(card, surveyName(tile.survey), tile.reference().wcs.pixelScale());
}

std::vector<std::string> trainingDifferences(const ModelCard& card, std::string_view survey, double pixelScale) {
    std::vector<std::string> warnings;
    if (survey != card.survey)
        warnings.push_back(fmt::format("the model was trained on {} images; these are {}", card.survey, survey));
    if (std::abs(pixelScale / card.pixelScale - 1) > pixelScaleTolerance)
        warnings.push_back(
            fmt::format("the model was trained on pixels of {:.3f}\"; these are {:.3f}\"", card.pixelScale, pixelScale));
    return warnings;
}

JobResult<std::vector<Prediction>> classifyPositions(const Tile& tile, std::span<const SkyCoord> positions,
                                                     Classifier& classifier,
                                                     const std::function<void(std::size_t, std::span<const Prediction>)>& onPiece,
                                                     ProgressSink& progress, std::stop_token stop) {
    if (auto fit = checkModelFits(tile, classifier.card()); !fit)
        return tl::unexpected<Stop>(fit.error());
    const auto order = classOrder(classifier.card());
    if (!order)
        return tl::unexpected<Stop>(order.error());

    std::vector<Prediction> predictions(positions.size());
    const auto pieceSize = classifier.pieceSize();
    std::vector<float> inputs(pieceSize * inputSize(classifier.card().input));
    for (std::size_t first = 0; first < positions.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto count = std::min(pieceSize, positions.size() - first);
        const auto piece = std::span(predictions).subspan(first, count);
        classifyPiece(tile, positions.subspan(first, count), classifier, *order, inputs, piece);
        if (onPiece)
            onPiece(first, piece);
        progress.report({"classify", static_cast<std::int64_t>(first + count), static_cast<std::int64_t>(positions.size())});
    }
    return predictions;
}

void addBeside(Table& table, Column column) {
    if (table.find(column.name))
        column.name += "_iicnet";
    table.add(std::move(column));
}

Table classifiedTable(const Table& catalog, std::span<const Prediction> predictions) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    Texts classes, statuses, flags;
    Reals confidences;
    std::array<Reals, 3> probabilities;
    for (const auto& prediction : predictions) {
        const bool known = prediction.isClassified();
        classes.push_back(known ? std::string(className(prediction.best())) : "");
        confidences.push_back(known ? prediction.confidence() : none);
        for (std::size_t c = 0; c < probabilities.size(); ++c)
            probabilities[c].push_back(known ? prediction.probabilities[c] : none);
        statuses.emplace_back(statusName(prediction.status));
        flags.push_back(flagNames(prediction.flags));
    }
    Table table = catalog;
    const auto add = [&table, isAgain = holdsPredictions(catalog)](Column column) {
        if (isAgain && !table.find(column.name + "_iicnet"))
            table.add(std::move(column));
        else
            addBeside(table, std::move(column));
    };
    add(textColumn("class", std::move(classes)));
    add(realColumn("confidence", "", std::move(confidences)));
    add(realColumn("p_star", "", std::move(probabilities[0])));
    add(realColumn("p_galaxy", "", std::move(probabilities[1])));
    add(realColumn("p_quasar", "", std::move(probabilities[2])));
    add(textColumn("status", std::move(statuses)));
    add(textColumn("cutout_flags", std::move(flags)));
    return table;
}

std::string ds9Regions(const Catalog& catalog, std::span<const Prediction> predictions) {
    constexpr std::array<std::string_view, 3> shapes{"circle", "diamond", "cross"}; // DS9 has no triangle
    std::string text = "# Region file format: DS9 version 4.1\nicrs\n";
    for (std::size_t row = 0; row < predictions.size() && row < catalog.size(); ++row) {
        const auto position = catalog.position(row);
        if (!position || !predictions[row].isClassified())
            continue;
        const auto which = static_cast<std::size_t>(predictions[row].best());
        text += fmt::format("point({:.7f},{:.7f}) # point={} color=#{:06X} text={{{} {:.2f}}}\n", position->rightAscension,
                            position->declination, shapes[which], classRgb(predictions[row].best()),
                            className(predictions[row].best()), predictions[row].confidence());
    }
    return text;
}

} // namespace iic
