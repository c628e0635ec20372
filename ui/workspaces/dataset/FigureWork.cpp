#include "workspaces/dataset/FigureWork.h"

#include "plots/SignalToNoiseFigure.h"
#include "workspaces/dataset/DatasetPictures.h"

#include <algorithm>
#include <map>

namespace iic::ui {

namespace {

constexpr int samplesOfNoClass = 3;

/// The name, and the class where it is none of the sky's.
QString captionOf(const OpenDataset& open, std::size_t row) {
    const QString name = QString::fromStdString(printable(open.columns.name[row]));
    if (open.sources->truth[row] || !hasClass(open, row))
        return name;
    const QString className = QString::fromStdString(printable(open.dataset.card().classes[open.columns.label[row]]));
    return name.isEmpty() ? className : QStringLiteral("%1 · %2").arg(name, className);
}

} // namespace

FigurePointer signalToNoiseFigure(const SourceColumns& sources, const ShownRows& rows) {
    std::array<std::vector<double>, bandCount> values;
    for (std::size_t band = 0; band < bandCount; ++band) {
        values[band].reserve(static_cast<std::size_t>(rows.count()));
        for (int place = 0; place < rows.count(); ++place)
            values[band].push_back(sources.signalToNoise[band][static_cast<std::size_t>(rows.sourceRow(place))]);
    }
    return std::make_shared<const SignalToNoiseFigure>(values);
}

bool hasClass(const OpenDataset& open, std::size_t row) { return open.columns.label[row] != noLabel; }

std::vector<int> defaultSamples(const OpenDataset& open, const ShownRows& rows) {
    constexpr std::size_t rounds = 2;
    std::array<std::map<std::uint8_t, int>, rounds> found; // by class
    const std::size_t classes = open.dataset.card().classes.size();
    for (int place = 0; place < rows.count(); ++place) {
        const int row = rows.sourceRow(place);
        const auto at = static_cast<std::size_t>(row);
        if (!hasClass(open, at))
            continue;
        const std::uint8_t label = open.columns.label[at];
        if (!found[0].try_emplace(label, row).second)
            found[1].try_emplace(label, row);
        if (found[1].size() == classes)
            break;
    }
    std::vector<int> samples;
    for (const auto& round : found)
        for (const auto& [label, row] : round)
            if (samples.size() < mostSamples)
                samples.push_back(row);
    for (int place = 0; found[0].empty() && place < std::min(rows.count(), samplesOfNoClass); ++place)
        samples.push_back(rows.sourceRow(place));
    return samples;
}

Samples readSamples(const OpenDataset& open, const InputOptions& options, std::span<const int> rows) {
    std::vector<FigureSample> samples;
    std::optional<Error> error;
    int unread = 0;
    for (const int row : rows) {
        const auto place = static_cast<std::size_t>(row);
        if (auto picture = readPicture(open.dataset, options, place); picture) {
            samples.push_back({std::move(*picture), captionOf(open, place), open.sources->truth[place]});
        } else {
            ++unread;
            if (!error)
                error = picture.error();
        }
    }
    return {sampleHistograms(std::move(samples)), std::move(error), unread};
}

std::optional<SourceClass> classInDataset(const SourceList& sources, int row) {
    if (const auto given = labelClass(sources.label(row)))
        return given;
    const auto truth = sources.truth(row);
    return truth ? truth : sources.predictedClass(row);
}

} // namespace iic::ui
