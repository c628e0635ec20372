#include "analysis/NetworkFeatures.h"

#include "analysis/ModelInputs.h"

#include <algorithm>

namespace iic {

JobResult<FeatureTable> networkFeatures(const Dataset& dataset, std::span<const std::size_t> rows, Classifier& classifier,
                                        ProgressSink& progress, std::stop_token stop) {
    const ModelCard& card = classifier.card();
    if (auto fit = checkModelInputs(dataset, card); !fit)
        return tl::unexpected<Stop>(fit.error());
    const auto columns = readsImagesAlone(card.spec.architecture) ? Result<DatasetColumns>() : dataset.columns();
    if (!columns)
        return tl::unexpected<Stop>(columns.error());
    const auto size = inputShape(card.spec).size();
    FeatureTable table;
    const auto width = classifier.featureCount();
    for (std::size_t i = 0; i < width; ++i)
        table.names.push_back("h" + std::to_string(i + 1));
    table.values.reserve(rows.size() * width);
    const auto pieceSize = classifier.pieceSize();
    std::vector<float> inputs(pieceSize * size);
    for (std::size_t first = 0; first < rows.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto piece = rows.subspan(first, std::min(pieceSize, rows.size() - first));
        const auto wanted = std::span(inputs).first(piece.size() * size);
        if (auto read = readModelInputs(dataset, *columns, piece, card, wanted); !read)
            return tl::unexpected<Stop>(read.error());
        const auto features = classifier.features(wanted, piece.size());
        table.values.insert(table.values.end(), features.begin(), features.end());
        progress.report({"Features", static_cast<std::int64_t>(first + piece.size()), static_cast<std::int64_t>(rows.size())});
    }
    return table;
}

} // namespace iic
