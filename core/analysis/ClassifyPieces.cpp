#include "analysis/ClassifyPieces.h"

#include "analysis/ClassOrder.h"

#include <algorithm>
#include <cmath>

namespace iic {

namespace {

void classifyPiece(std::size_t first, const ReadSource& read, Classifier& classifier, const std::array<std::size_t, 3>& order,
                   std::vector<float>& inputs, std::span<Prediction> predictions) {
    const auto size = inputShape(classifier.card().spec).size();
    onNetworkThreads(predictions.size(), [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to; ++i)
            predictions[i] = read(first + i, std::span(inputs).subspan(i * size, size));
    });

    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        if (!predictions[i].isClassified())
            continue;
        if (members.size() != i)
            std::copy_n(inputs.begin() + static_cast<std::ptrdiff_t>(i * size), size,
                        inputs.begin() + static_cast<std::ptrdiff_t>(members.size() * size));
        members.push_back(i);
    }
    if (members.empty())
        return;
    const auto answers = classifier.classify(std::span(inputs).first(members.size() * size), members.size());
    for (std::size_t k = 0; k < members.size(); ++k) {
        auto& prediction = predictions[members[k]];
        if (!std::ranges::all_of(answers[k], [](float p) { return std::isfinite(p); })) {
            prediction.status = PredictionStatus::Incomplete;
            continue;
        }
        for (std::size_t c = 0; c < order.size(); ++c)
            prediction.probabilities[order[c]] = answers[k][c];
    }
}

} // namespace

JobResult<std::vector<Prediction>> classifyPieces(std::size_t count, const ReadSource& read, Classifier& classifier,
                                                  const OnPredictions& onPiece, ProgressSink& progress, std::stop_token stop) {
    const auto order = classOrder(classifier.card());
    if (!order)
        return tl::unexpected<Stop>(order.error());
    std::vector<Prediction> predictions(count);
    const auto pieceSize = classifier.pieceSize();
    std::vector<float> inputs(pieceSize * inputShape(classifier.card().spec).size());
    for (std::size_t first = 0; first < count; first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto piece = std::span(predictions).subspan(first, std::min(pieceSize, count - first));
        classifyPiece(first, read, classifier, *order, inputs, piece);
        if (onPiece)
            onPiece(first, piece);
        progress.report({"classify", static_cast<std::int64_t>(first + piece.size()), static_cast<std::int64_t>(count)});
    }
    return predictions;
}

} // namespace iic
