#include "models/SourceStore.h"

#include <algorithm>

namespace iic::ui {

void SourceStore::reset(SourceList sources) {
    Q_EMIT aboutToReset();
    sources_ = std::move(sources);
    Q_EMIT wasReset();
}

int SourceStore::append(const DetectedSource& source) {
    const int row = size();
    Q_EMIT aboutToAppend(row);
    ui::append(sources_, source);
    Q_EMIT appended(row);
    return row;
}

void SourceStore::setPredictions(int first, std::span<const Prediction> predictions) {
    const int count = std::min(static_cast<int>(predictions.size()), size() - first);
    if (first < 0 || count <= 0)
        return;
    std::copy_n(predictions.begin(), count, sources_.prediction.begin() + first);
    Q_EMIT predictionsChanged(first, first + count - 1);
}

void SourceStore::clearPredictions() {
    if (size() == 0)
        return;
    std::fill(sources_.prediction.begin(), sources_.prediction.end(), std::nullopt);
    Q_EMIT predictionsChanged(0, size() - 1);
}

void SourceStore::setLabel(int row, UserLabel label) {
    if (row < 0 || row >= size())
        return;
    sources_.label[static_cast<std::size_t>(row)] = label;
    Q_EMIT labelChanged(row);
}

} // namespace iic::ui
