#pragma once

#include "nn/Classifier.h"
#include "workspaces/dataset/OpenDataset.h"

#include <QImage>
#include <QString>

#include <functional>

namespace iic::ui {

/// A source that can be explained, wherever it comes from.
struct SourceToExplain {
    QString name;
    /// What a model is given of it. What keeps the model from seeing it right; NothingOnTile. Any thread.
    std::function<Result<std::vector<float>>(const ModelCard& card)> input;
};

SourceToExplain sourceOnTile(std::shared_ptr<const Tile> tile, const QString& name, const SkyCoord& position);
SourceToExplain sourceOfDataset(SharedDataset dataset, const QString& name, std::size_t row);

/// How the network comes to its answer for a source, with the pictures of it. Never changes; any thread.
struct ExplainedSource {
    QString name;
    Explanation explanation; ///< its stages begin with the input; classes in the order of SourceClass
    QImage picture; ///< as the network sees it
    std::vector<QImage> cards; ///< one a stage: a few of its maps together
    std::vector<QImage> places; ///< one an attention: what it keeps of each place, from the least to the most
    std::array<QImage, 3> decision; ///< Grad-CAM over the picture, by SourceClass
};
using SharedExplanation = std::shared_ptr<const ExplainedSource>;

/// Asks the network, on the compute thread. Errors: those of the input; ModelMismatch, also of networks that read magnitudes; ImplausibleData where the input holds no numbers.
JobResult<SharedExplanation> explainSource(const SourceToExplain& source, Classifier& classifier, const std::stop_token& stop);

} // namespace iic::ui
