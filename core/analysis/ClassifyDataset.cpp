#include "analysis/ClassifyDataset.h"

#include "analysis/ClassOrder.h"
#include "data/TrainingSet.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 16;
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

} // namespace

Result<std::vector<std::string>> checkModelFits(const Dataset& dataset, const ModelCard& card) {
    if (auto fit = dataset.checkInputs(card.input); !fit)
        return tl::unexpected(fit.error());
    if (auto order = classOrder(card); !order)
        return tl::unexpected(order.error());
    std::vector<std::string> warnings;
    if (dataset.card().survey != card.survey)
        warnings.push_back(fmt::format("the model was trained on {} images; these are {}", card.survey, dataset.card().survey));
    return warnings;
}

JobResult<std::vector<Prediction>> classifyRows(const Dataset& dataset, const DatasetColumns& columns,
                                                std::span<const std::size_t> rows, Classifier& classifier,
                                                const std::function<void(std::size_t, std::span<const Prediction>)>& onPiece,
                                                ProgressSink& progress, std::stop_token stop) {
    if (auto fit = checkModelFits(dataset, classifier.card()); !fit)
        return tl::unexpected<Stop>(fit.error());
    const auto order = classOrder(classifier.card());
    if (!order)
        return tl::unexpected<Stop>(order.error());
    const InputOptions& options = classifier.card().input;
    const auto size = inputSize(options);
    std::vector<float> inputs(pieceSize * size);
    std::vector<Prediction> predictions;
    predictions.reserve(rows.size());
    for (std::size_t first = 0; first < rows.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto piece = rows.subspan(first, std::min(pieceSize, rows.size() - first));
        const auto wanted = std::span(inputs).first(piece.size() * size);
        if (auto read = dataset.readInputs(piece, options, wanted); !read)
            return tl::unexpected<Stop>(read.error());
        const auto answers = classifier.classify(wanted, piece.size());
        for (std::size_t i = 0; i < piece.size(); ++i)
            predictions.push_back(predictionOf(columns.flags.at(piece[i]), answers[i], *order));
        if (onPiece)
            onPiece(first, std::span(predictions).subspan(first));
        progress.report({"classify", static_cast<std::int64_t>(predictions.size()), static_cast<std::int64_t>(rows.size())});
    }
    return predictions;
}

} // namespace iic
