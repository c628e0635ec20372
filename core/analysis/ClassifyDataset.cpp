#include "analysis/ClassifyDataset.h"

#include "analysis/ClassOrder.h"
#include "analysis/ModelInputs.h"
#include "data/TrainingSet.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace iic {

namespace {

constexpr std::uint16_t cutoutFlags =
    bit(QualityFlag::Edge) | bit(QualityFlag::Uncovered) | bit(QualityFlag::EmptyCentre) | bit(QualityFlag::OtherGrid);

Prediction predictionOf(std::uint16_t flags, const std::array<float, 3>& answer, const std::array<std::size_t, 3>& order) {
    Prediction prediction;
    prediction.flags = static_cast<CutoutFlag>(flags & cutoutFlags);
    if (has(prediction.flags, CutoutFlag::Edge | CutoutFlag::Uncovered) ||
        std::ranges::any_of(answer, [](float p) { return std::isnan(p); })) {
        prediction.status = PredictionStatus::Incomplete;
        return prediction;
    }
    prediction.status =
        has(prediction.flags, CutoutFlag::EmptyCentre) ? PredictionStatus::EmptyCentre : PredictionStatus::Classified;
    for (std::size_t c = 0; c < order.size(); ++c)
        prediction.probabilities[order[c]] = answer[c];
    return prediction;
}

/// Of the sources of a tile, all of which have nearly the same; NaN of images.
double pixelScaleOf(const DatasetCard& card) {
    return card.tiles.empty() ? std::numeric_limits<double>::quiet_NaN() : card.tiles.front().pixelScale;
}

/// The inputs of the rows, of those that cannot be read nothing: which can, and why the first that cannot is not.
struct ReadRows {
    std::vector<bool> isRead;
    std::optional<Error> unread;
};

ReadRows readRows(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows, const ModelCard& card,
                  std::span<float> inputs) {
    ReadRows result{std::vector(rows.size(), true), std::nullopt};
    if (readModelInputs(dataset, columns, rows, card, inputs))
        return result;
    const auto size = inputs.size() / rows.size();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto input = inputs.subspan(i * size, size);
        const auto read = readModelInputs(dataset, columns, rows.subspan(i, 1), card, input);
        if (read)
            continue;
        result.isRead[i] = false;
        std::ranges::fill(input, 0.0F);
        if (!result.unread)
            result.unread = read.error();
    }
    return result;
}

} // namespace

Result<std::vector<std::string>> checkModelFits(const Dataset& dataset, const ModelCard& card) {
    if (auto fit = checkModelInputs(dataset, card); !fit)
        return tl::unexpected(fit.error());
    if (auto order = classOrder(card); !order)
        return tl::unexpected(order.error());
    if (!readsImages(card.spec.architecture))
        return std::vector<std::string>();
    return trainingDifferences(card, dataset.card().survey, pixelScaleOf(dataset.card()));
}

JobResult<RowPredictions> classifyRows(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows,
                                       Classifier& classifier, const OnPredictions& onPiece, ProgressSink& progress,
                                       std::stop_token stop) {
    if (auto fit = checkModelFits(dataset, classifier.card()); !fit)
        return tl::unexpected<Stop>(fit.error());
    const auto order = classOrder(classifier.card());
    if (!order)
        return tl::unexpected<Stop>(order.error());
    const auto& card = classifier.card();
    const auto size = inputShape(card.spec).size();
    const auto pieceSize = classifier.pieceSize();
    std::vector<float> inputs(pieceSize * size);
    RowPredictions result;
    auto& predictions = result.predictions;
    predictions.reserve(rows.size());
    for (std::size_t first = 0; first < rows.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto piece = rows.subspan(first, std::min(pieceSize, rows.size() - first));
        const auto wanted = std::span(inputs).first(piece.size() * size);
        const auto [isRead, unread] = readRows(dataset, columns, piece, card, wanted);
        if (unread && !result.unread)
            result.unread = unread;
        const auto answers = classifier.classify(wanted, piece.size());
        for (std::size_t i = 0; i < piece.size(); ++i) {
            if (!isRead[i])
                predictions.push_back({PredictionStatus::Incomplete});
            else if (!readsImages(card.spec.architecture) && !tellsColour(brightnessOf(columns, piece[i]), card.input.channels))
                predictions.push_back({PredictionStatus::WithoutColour});
            else
                predictions.push_back(predictionOf(columns.flags.at(piece[i]), answers[i], *order));
        }
        if (onPiece)
            onPiece(first, std::span(predictions).subspan(first));
        progress.report({"classify", static_cast<std::int64_t>(predictions.size()), static_cast<std::int64_t>(rows.size())});
    }
    return result;
}

} // namespace iic
