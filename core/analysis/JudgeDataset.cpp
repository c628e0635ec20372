#include "analysis/JudgeDataset.h"

#include "analysis/ModelInputs.h"
#include "analysis/TrainingMaterial.h"
#include "base/Parallel.h"
#include "catalog/TableFile.h"
#include "data/TrainingSet.h"

#include <algorithm>
#include <fmt/format.h>
#include <mutex>

namespace iic {

namespace {

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// The place in the dataset's classes of each of the model's.
Result<std::array<std::size_t, classCount>> classPlaces(const ModelCard& model, const Dataset& dataset) {
    const auto& classes = dataset.card().classes;
    std::array<std::size_t, classCount> places{};
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto found = std::ranges::find(classes, model.classes.at(i));
        if (found == classes.end() || classes.size() != classCount)
            return fail(
                ErrorCode::ModelMismatch, dataset.path().string(), "the model tells other classes apart",
                fmt::format("“{}” of the model is not one of the dataset's {} classes", model.classes[i], classes.size()));
        places[i] = static_cast<std::size_t>(found - classes.begin());
    }
    return places;
}

} // namespace

std::vector<std::size_t> rowsOf(const DatasetColumns& columns, std::span<const DatasetSplit> splits) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < columns.size(); ++row)
        if (std::ranges::find(splits, columns.split[row]) != splits.end())
            rows.push_back(row);
    return rows;
}

JobResult<JudgedRows> judgeRows(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows,
                                Classifier& classifier, ProgressSink& progress, std::stop_token stop) {
    if (auto fit = checkModelInputs(dataset, classifier.card()); !fit)
        return stopWith(fit.error());
    const auto places = classPlaces(classifier.card(), dataset);
    if (!places)
        return stopWith(places.error());
    JudgedRows judged;
    for (const auto row : rows) {
        if (columns.label[row] == noLabel)
            ++judged.unlabelled;
        else if (columns.flags[row] & incompleteCutout)
            ++judged.incomplete;
        else
            judged.rows.push_back(row);
    }
    const auto pieceSize = classifier.pieceSize();
    const auto size = inputShape(classifier.card().spec).size();
    std::vector<float> inputs(pieceSize * size);
    for (std::size_t first = 0; first < judged.rows.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        const auto piece = std::span(judged.rows).subspan(first, std::min(pieceSize, judged.rows.size() - first));
        const auto wanted = std::span(inputs).first(piece.size() * size);
        if (auto read = readModelInputs(dataset, columns, piece, classifier.card(), wanted); !read)
            return stopWith(read.error());
        const auto answers = classifier.classify(wanted, piece.size());
        for (std::size_t i = 0; i < piece.size(); ++i) {
            ClassProbabilities probabilities;
            for (std::size_t which = 0; which < classCount; ++which)
                probabilities[(*places)[which]] = static_cast<double>(answers[i][which]);
            judged.sources.truth.push_back(columns.label[piece[i]]);
            judged.sources.probabilities.push_back(probabilities);
        }
        progress.report(
            {"Judging", static_cast<std::int64_t>(first + piece.size()), static_cast<std::int64_t>(judged.rows.size())});
    }
    return judged;
}

Result<std::vector<SourcePhotometry>> photometryOf(const Dataset& dataset, const DatasetColumns& columns,
                                                   std::span<const std::size_t> rows) {
    if (dataset.card().kind != DatasetKind::Sky)
        return fail(ErrorCode::BadOption, dataset.path().string(), "images have no magnitudes");
    const int side = dataset.card().side;
    std::vector<SourcePhotometry> photometry(rows.size());
    std::mutex guard;
    Result<void> outcome;
    parallelRanges(rows.size(), [&](std::size_t first, std::size_t last) {
        std::vector<float> pixels(dataset.valuesPerCutout());
        FloatImage image(side, side);
        for (std::size_t i = first; i < last; ++i) {
            const auto row = rows[i];
            if (auto read = dataset.readCutouts(rows.subspan(i, 1), pixels); !read) {
                const std::lock_guard lock(guard);
                outcome = std::move(read);
                return;
            }
            std::copy_n(pixels.begin(), image.pixels().size(), image.pixels().begin());
            auto& source = photometry[i];
            source.concentration = concentrationOf(image, columns.offset[row]);
            for (std::size_t band = 0; band < bandCount; ++band) {
                if (const float magnitude = columns.magnitude[row][band]; std::isfinite(magnitude))
                    source.magnitude[band] = static_cast<double>(magnitude);
                source.upperLimit[band] = !std::isfinite(columns.magnitudeError[row][band]);
            }
        }
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return photometry;
}

Result<void> writePredictions(const std::filesystem::path& file, const Dataset& dataset, const DatasetColumns& columns,
                              const JudgedRows& judged) {
    const auto& classes = dataset.card().classes;
    const auto predicted = likeliest(judged.sources.probabilities);
    Integers rows;
    Texts names, splits, truths, answers;
    Reals rightAscensions, declinations;
    std::array<Reals, classCount> probabilities;
    for (std::size_t i = 0; i < judged.rows.size(); ++i) {
        const auto row = judged.rows[i];
        rows.push_back(static_cast<std::int64_t>(row));
        names.push_back(columns.name[row]);
        rightAscensions.push_back(columns.position[row].rightAscension);
        declinations.push_back(columns.position[row].declination);
        splits.emplace_back(splitName(columns.split[row]));
        truths.push_back(classes[judged.sources.truth[i]]);
        answers.push_back(classes[predicted[i]]);
        for (std::size_t which = 0; which < classCount; ++which)
            probabilities[which].push_back(judged.sources.probabilities[i][which]);
    }
    Table table;
    table.add(integerColumn("row", "", std::move(rows)));
    table.add(textColumn("name", std::move(names)));
    table.add(realColumn("ra", "deg", std::move(rightAscensions)));
    table.add(realColumn("dec", "deg", std::move(declinations)));
    table.add(textColumn("split", std::move(splits)));
    table.add(textColumn("truth", std::move(truths)));
    table.add(textColumn("predicted", std::move(answers)));
    for (std::size_t which = 0; which < classCount; ++which)
        table.add(realColumn("p_" + classes[which], "", std::move(probabilities[which])));
    return writeTable(file, table, TableFormat::Csv);
}

} // namespace iic
