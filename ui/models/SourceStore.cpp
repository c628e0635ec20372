#include "models/SourceStore.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace iic::ui {

namespace {

/// A million rows take longer to take apart than a frame may.
void takeApart(SourceList list, IoPool& pool) {
    pool.submit<std::monostate>(
        [list = std::move(list)](JobContext&) mutable -> JobResult<std::monostate> {
            list = {};
            return std::monostate{};
        },
        [](std::monostate) {});
}

} // namespace

void SourceStore::reset(SourceList sources) {
    Q_EMIT aboutToReset();
    takeApart(std::exchange(sources_, std::move(sources)), background_);
    Q_EMIT wasReset();
}

int SourceStore::append(const DetectedSource& source) {
    sources_.append(source);
    const int row = size() - 1;
    Q_EMIT appended(row);
    return row;
}

void SourceStore::remove(int row) {
    if (!sources_.isAdded(row))
        return;
    sources_.removeAdded(row);
    Q_EMIT removed(row);
}

void SourceStore::setPredictions(int first, std::span<const Prediction> predictions) {
    const int count = std::min(static_cast<int>(predictions.size()), size() - first);
    if (first < 0 || count <= 0)
        return;
    for (int i = 0; i < count; ++i)
        sources_.setPrediction(first + i, predictions[static_cast<std::size_t>(i)]);
    Q_EMIT predictionsChanged(first, first + count - 1);
}

void SourceStore::setPredictions(std::span<const int> rows, std::span<const Prediction> predictions) {
    if (rows.empty())
        return;
    for (std::size_t i = 0; i < rows.size(); ++i)
        sources_.setPrediction(rows[i], predictions[i]);
    Q_EMIT predictionsChanged(std::ranges::min(rows), std::ranges::max(rows));
}

void SourceStore::setAdjusted(std::span<const int> rows, std::span<const Prediction> adjusted, std::span<const Prediction> own,
                              const QString& note) {
    if (sources_.hasAdjusted())
        clearAdjusted();
    if (rows.empty())
        return;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (note.isEmpty())
            sources_.setPrediction(rows[i], own[i]);
        else
            sources_.setAdjusted(rows[i], adjusted[i], own[i], note);
    Q_EMIT predictionsChanged(std::ranges::min(rows), std::ranges::max(rows));
}

void SourceStore::clearAdjusted() {
    if (!sources_.hasAdjusted())
        return;
    sources_.clearAdjusted();
    Q_EMIT predictionsChanged(0, size() - 1);
}

void SourceStore::setGivenTruths(std::span<const int> rows, std::span<const SourceClass> classes) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        sources_.setGivenTruth(rows[i], classes[i]);
    if (!rows.empty())
        Q_EMIT predictionsChanged(std::ranges::min(rows), std::ranges::max(rows));
}

void SourceStore::clearGivenTruths() {
    if (size() == 0)
        return;
    sources_.clearGivenTruths();
    Q_EMIT predictionsChanged(0, size() - 1);
}

void SourceStore::setComparedClasses(std::span<const int> rows, std::span<const SourceClass> classes) {
    bool isChanged = !rows.empty();
    for (int row = 0; row < size(); ++row)
        if (sources_.comparedClass(row)) {
            sources_.setComparedClass(row, std::nullopt);
            isChanged = true;
        }
    if (!isChanged)
        return;
    for (std::size_t i = 0; i < rows.size(); ++i)
        sources_.setComparedClass(rows[i], classes[i]);
    Q_EMIT predictionsChanged(0, size() - 1);
}

void SourceStore::setReviewMarks(std::span<const int> rows, std::span<const ReviewMarks> marks) {
    if (size() == 0)
        return;
    sources_.clearReviewMarks();
    for (std::size_t i = 0; i < rows.size(); ++i)
        sources_.setReviewMarks(rows[i], marks[i]);
    Q_EMIT predictionsChanged(0, size() - 1);
}

void SourceStore::setCaseNumbers(const std::vector<std::uint8_t>& numbers) {
    int first = size(), last = -1;
    for (int row = 0; row < size(); ++row)
        if (const std::uint8_t number = numbers[static_cast<std::size_t>(row)]; number != sources_.caseNumber(row)) {
            sources_.setCaseNumber(row, number);
            first = std::min(first, row);
            last = row;
        }
    if (last >= 0)
        Q_EMIT predictionsChanged(first, last);
}

void SourceStore::setFeaturePlaces(std::span<const int> rows, std::span<const FeaturePlace> places) {
    if (size() == 0)
        return;
    sources_.clearFeaturePlaces();
    for (std::size_t i = 0; i < rows.size(); ++i)
        sources_.setFeaturePlace(rows[i], places[i]);
    Q_EMIT predictionsChanged(0, size() - 1);
}

void SourceStore::clearPredictions() {
    if (size() == 0)
        return;
    sources_.clearPredictions();
    Q_EMIT predictionsChanged(0, size() - 1);
}

void SourceStore::setLabel(int row, UserLabel label) {
    if (row < 0 || row >= size())
        return;
    sources_.setLabel(row, label);
    Q_EMIT labelChanged(row);
}

} // namespace iic::ui
