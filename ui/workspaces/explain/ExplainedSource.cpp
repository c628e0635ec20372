#include "workspaces/explain/ExplainedSource.h"

#include "analysis/ClassOrder.h"
#include "analysis/ClassifyDataset.h"
#include "data/TrainingSet.h"
#include "widgets/ClassStyle.h"
#include "widgets/InputPicture.h"
#include "workspaces/explain/MapPictures.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

FeatureMaps inputMaps(const InputOptions& options, std::vector<float> values) {
    return {"input", static_cast<int>(options.channels.size()), options.side, options.side, std::move(values)};
}

/// Classes as SourceClass has them, not as the model does.
void reorder(Explanation& explanation, const std::array<std::size_t, 3>& order) {
    const Explanation asked = explanation;
    auto& logits = explanation.stages.back().values;
    for (std::size_t c = 0; c < order.size(); ++c) {
        explanation.decision[order[c]] = asked.decision[c];
        explanation.probabilities[order[c]] = asked.probabilities[c];
        logits[order[c]] = asked.stages.back().values[c];
    }
}

QImage placesPicture(const AttentionWeights& attention) {
    const auto [least, most] = std::ranges::minmax_element(attention.places);
    return mapPicture(attention.places, attention.width, attention.height, *least, *most);
}

/// A bar for each class, as long as the class is probable.
QImage answerPicture(const std::array<float, 3>& probabilities) {
    constexpr int side = 166, height = 30, gap = 20, top = 18;
    QImage picture(side, side, QImage::Format_RGB32);
    picture.fill(QColor(0x15, 0x18, 0x1d));
    QPainter painter(&picture);
    for (int k = 0; k < 3; ++k) {
        const QRect row(0, top + k * (height + gap), side, height);
        painter.fillRect(row, QColor(0x26, 0x2b, 0x34));
        const double width = side * double(probabilities[static_cast<std::size_t>(k)]);
        painter.fillRect(QRect(row.left(), row.top(), std::max(2, qRound(width)), height),
                         classColour(static_cast<SourceClass>(k)));
    }
    return picture;
}

} // namespace

SourceToExplain sourceOnTile(std::shared_ptr<const Tile> tile, const QString& name, const SkyCoord& position) {
    return {name, [tile = std::move(tile), position](const ModelCard& card) -> Result<std::vector<float>> {
                if (const auto fits = checkModelFits(*tile, card); !fits)
                    return tl::unexpected(fits.error());
                const Result<Cutout> cutout = cutCutout(*tile, position, card.input.fieldArcsec);
                if (!cutout)
                    return tl::unexpected(cutout.error());
                std::vector<float> input(inputSize(card.input));
                networkInput(*tile, *cutout, card.input, input);
                return input;
            }};
}

SourceToExplain sourceOfDataset(SharedDataset dataset, const QString& name, std::size_t row) {
    return {name, [dataset = std::move(dataset), row](const ModelCard& card) -> Result<std::vector<float>> {
                if (const auto fits = checkModelFits(dataset->dataset, card); !fits)
                    return tl::unexpected(fits.error());
                std::vector<float> input(inputSize(card.input));
                if (const auto read = dataset->dataset.readInputs(std::span(&row, 1), card.input, input); !read)
                    return tl::unexpected(read.error());
                return input;
            }};
}

JobResult<SharedExplanation> explainSource(const SourceToExplain& source, Classifier& classifier, const std::stop_token& stop) {
    const ModelCard& card = classifier.card();
    if (!readsImagesAlone(card.spec.architecture))
        return tl::unexpected<Stop>(
            Error{ErrorCode::ModelMismatch,
                  {},
                  "the network reads magnitudes, and only of one that reads images alone can be shown what it sees",
                  std::string(architectureTitle(card.spec.architecture))});
    const auto order = classOrder(card);
    if (!order)
        return tl::unexpected<Stop>(order.error());
    Result<std::vector<float>> input = source.input(card);
    if (!input)
        return tl::unexpected<Stop>(input.error());
    if (!std::ranges::all_of(*input, [](float value) { return std::isfinite(value); }))
        return tl::unexpected<Stop>(Error{ErrorCode::ImplausibleData, {}, "the cutout holds pixels without a value", {}});
    if (stop.stop_requested())
        return cancelled();
    auto explained = std::make_shared<ExplainedSource>();
    explained->name = source.name;
    explained->explanation = classifier.explain(*input);
    if (stop.stop_requested())
        return cancelled();
    Explanation& explanation = explained->explanation;
    if (!std::ranges::all_of(explanation.probabilities, [](float value) { return std::isfinite(value); }))
        return tl::unexpected<Stop>(Error{ErrorCode::ImplausibleData, {}, "the network's answer is not a number", {}});
    reorder(explanation, *order);
    explained->picture = pictureOfInput(*input, card.input.side);
    explained->cards.push_back(explained->picture);
    for (auto stage = explanation.stages.begin(); stage + 1 != explanation.stages.end(); ++stage)
        explained->cards.push_back(mosaicOf(*stage));
    explained->cards.push_back(answerPicture(explanation.probabilities));
    for (const AttentionWeights& attention : explanation.attention)
        explained->places.push_back(placesPicture(attention));
    explained->decision = decisionPictures(explained->picture, explanation.decision);
    explanation.stages.insert(explanation.stages.begin(), inputMaps(card.input, std::move(*input)));
    return explained;
}

} // namespace iic::ui
