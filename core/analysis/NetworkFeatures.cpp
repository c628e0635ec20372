#include "analysis/NetworkFeatures.h"

#include "data/TrainingSet.h"

#include <algorithm>

namespace iic {

JobResult<FeatureTable> networkFeatures(const Dataset& dataset, std::span<const std::size_t> rows, Classifier& classifier,
                                        ProgressSink& progress, std::stop_token stop) {
    const InputOptions& input = classifier.card().input;
    if (auto fit = dataset.checkInputs(input); !fit)
        return tl::unexpected<Stop>(fit.error());
    FeatureTable table;
    for (std::size_t i = 0; i < hiddenFeatures; ++i)
        table.names.push_back("h" + std::to_string(i + 1));
    table.values.reserve(rows.size() * hiddenFeatures);
    const auto pieceSize = classifier.pieceSize();
    std::vector<float> inputs(pieceSize * inputSize(input));
    for (std::size_t first = 0; first < rows.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto piece = rows.subspan(first, std::min(pieceSize, rows.size() - first));
        const auto wanted = std::span(inputs).first(piece.size() * inputSize(input));
        if (auto read = dataset.readInputs(piece, input, wanted); !read)
            return tl::unexpected<Stop>(read.error());
        const auto features = classifier.features(wanted, piece.size());
        table.values.insert(table.values.end(), features.begin(), features.end());
        progress.report({"Features", static_cast<std::int64_t>(first + piece.size()), static_cast<std::int64_t>(rows.size())});
    }
    return table;
}

} // namespace iic
