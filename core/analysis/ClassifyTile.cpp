#include "analysis/ClassifyTile.h"

#include "analysis/ClassifyPieces.h"
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
    case PredictionStatus::WithoutColour: return "without colour";
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

/// Cuts one position out; the input is written where the network may see it.
Prediction readCutout(const Tile& tile, const SkyCoord& position, const InputOptions& options, std::span<float> input) {
    Prediction prediction;
    if (!std::isfinite(position.rightAscension) || !std::isfinite(position.declination))
        return prediction;
    const auto cutout = cutCutout(tile, position, options.fieldArcsec);
    if (!cutout)
        return prediction;
    prediction.flags = cutout->flags;
    if (has(cutout->flags, CutoutFlag::Edge | CutoutFlag::Uncovered)) {
        prediction.status = PredictionStatus::Incomplete;
        return prediction;
    }
    prediction.status =
        has(cutout->flags, CutoutFlag::EmptyCentre) ? PredictionStatus::EmptyCentre : PredictionStatus::Classified;
    networkInput(tile, *cutout, options, input);
    return prediction;
}

} // namespace

SourceClass Prediction::best() const {
    const auto largest = std::max_element(probabilities.begin(), probabilities.end());
    return static_cast<SourceClass>(largest - probabilities.begin());
}

float Prediction::confidence() const { return *std::max_element(probabilities.begin(), probabilities.end()); }

Result<std::vector<std::string>> checkModelFits(const Tile& tile, const ModelCard& card) {
    if (card.spec.architecture == Architecture::SpectrumNet)
        return fail(ErrorCode::ModelMismatch, tile.id, "the model reads spectra, and not images");
    if (!readsImages(card.spec.architecture))
        return std::vector<std::string>();
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

JobResult<std::vector<Prediction>> classifyOnTile(const Tile& tile, const SourcesToClassify& sources, Classifier& classifier,
                                                  const OnPredictions& onPiece, ProgressSink& progress, std::stop_token stop) {
    const auto& card = classifier.card();
    if (auto fit = checkModelFits(tile, card); !fit)
        return tl::unexpected<Stop>(fit.error());
    const auto count = sources.positions.size();
    const std::vector<Brightness> unknown(sources.brightness.empty() && readsMagnitudes(card.spec.architecture) ? count : 0);
    const auto brightness = unknown.empty() ? sources.brightness : unknown;
    if (!readsImages(card.spec.architecture))
        return classifyByColours(brightness, classifier, onPiece, progress, std::move(stop));
    const auto imageSize = inputShape(card.spec).imageSize();
    const auto read = [&](std::size_t source, std::span<float> input) {
        if (readsMagnitudes(card.spec.architecture))
            colourInput(brightness[source], card.input.channels, input.subspan(imageSize));
        return readCutout(tile, sources.positions[source], card.input, input.first(imageSize));
    };
    return classifyPieces(count, read, classifier, onPiece, progress, std::move(stop));
}

JobResult<std::vector<Prediction>> classifyByColours(std::span<const Brightness> brightness, Classifier& classifier,
                                                     const OnPredictions& onPiece, ProgressSink& progress, std::stop_token stop) {
    const auto& card = classifier.card();
    if (card.spec.architecture != Architecture::ColourNet)
        return tl::unexpected<Stop>(Error{ErrorCode::ModelMismatch,
                                          {},
                                          "the model does not classify by magnitudes alone",
                                          std::string(architectureTitle(card.spec.architecture))});
    const auto read = [&](std::size_t source, std::span<float> input) {
        colourInput(brightness[source], card.input.channels, input);
        Prediction prediction;
        prediction.status =
            tellsColour(brightness[source], card.input.channels) ? PredictionStatus::Classified : PredictionStatus::WithoutColour;
        return prediction;
    };
    return classifyPieces(brightness.size(), read, classifier, onPiece, progress, std::move(stop));
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
