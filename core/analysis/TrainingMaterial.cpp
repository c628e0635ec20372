#include "analysis/TrainingMaterial.h"

#include "analysis/ModelInputs.h"
#include "base/FingerprintCache.h"
#include "base/Json.h"
#include "base/StoredPath.h"
#include "data/DatasetSummary.h"

#include <algorithm>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 512;

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

nlohmann::json objectFrom(const std::string& description) {
    return parseJsonObject(description).value_or(nlohmann::json::object());
}

/// Empty where it is none: a record may hold anything.
std::string textIn(const nlohmann::json& json, const char* key) {
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

JobResult<LabelledInputs> load(const Dataset& dataset, const DatasetColumns& columns, std::span<const std::size_t> rows,
                               const ModelCard& card, ProgressSink& progress, const std::stop_token& stop) {
    const auto size = inputShape(card.spec).size();
    LabelledInputs loaded;
    loaded.inputs.resize(rows.size() * size);
    for (const auto row : rows)
        loaded.labels.push_back(columns.label[row]);
    for (std::size_t first = 0; first < rows.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Loading", static_cast<std::int64_t>(first), static_cast<std::int64_t>(rows.size())});
        const auto piece = rows.subspan(first, std::min(pieceSize, rows.size() - first));
        if (auto read = readModelInputs(dataset, columns, piece, card,
                                        std::span(loaded.inputs).subspan(first * size, piece.size() * size));
            !read)
            return stopWith(read.error());
    }
    return loaded;
}

ModelCard cardFor(const Dataset& dataset, const InputOptions& input, const NetworkChoice& network) {
    ModelCard card;
    card.input = input;
    card.spec = {static_cast<int>(input.channels.size()), network.stemKernel, input.side, 3, network.architecture};
    card.classes = dataset.card().classes;
    card.survey = dataset.card().survey;
    card.pixelScale = dataset.card().tiles.empty() ? 1 : dataset.card().tiles.front().pixelScale;
    card.origin = dataset.path().filename().string();
    return card;
}

nlohmann::json describe(const Dataset& dataset, const FileFingerprint& fingerprint) {
    std::error_code problem;
    const auto& split = dataset.card().split;
    return {{"dataset", std::filesystem::weakly_canonical(dataset.path(), problem).string()},
            {"bytes", fingerprint.bytes},
            {"checksum", fingerprint.checksum},
            {"split", {{"rule", splitRuleName(split.rule)}, {"seed", split.seed}, {"leaking", split.leaking}}}};
}

} // namespace

WholeRows wholeRows(const DatasetColumns& columns, DatasetSplit split) {
    WholeRows whole;
    for (std::size_t row = 0; row < columns.size(); ++row) {
        if (columns.split[row] != split || columns.label[row] == noLabel)
            continue;
        if (columns.flags[row] & incompleteCutout)
            ++whole.leftOut;
        else
            whole.rows.push_back(row);
    }
    return whole;
}

JobResult<TrainingMaterial> loadTrainingMaterial(const std::filesystem::path& path, const InputOptions& input,
                                                 const NetworkChoice& network, ProgressSink& progress, std::stop_token stop,
                                                 const LabelCorrections& corrections) {
    const auto dataset = Dataset::open(path);
    if (!dataset)
        return stopWith(dataset.error());
    if (dataset->card().classes.size() != 3)
        return stopWith({ErrorCode::BadOption, path.string(), "a network tells three classes apart",
                         fmt::format("{} in the dataset", dataset->card().classes.size())});
    const auto card = cardFor(*dataset, input, network);
    if (auto fit = checkModelInputs(*dataset, card); !fit)
        return stopWith(fit.error());
    auto columns = dataset->columns();
    if (!columns)
        return stopWith(columns.error());
    if (auto corrected = apply(corrections, dataset->card().classes.size(), *columns); !corrected)
        return stopWith({corrected.error().code, path.string(), corrected.error().reason, corrected.error().detail});
    const auto fingerprint = fingerprints().fingerprint(path, stop);
    if (!fingerprint)
        return tl::unexpected(fingerprint.error());

    TrainingMaterial material;
    material.card = card;
    auto description = describe(*dataset, *fingerprint);
    if (!corrections.empty())
        description["corrections"] = nlohmann::json::parse(toJson(corrections));
    if (dataset->card().split.leaking)
        material.warnings.emplace_back("cutouts of its splits may overlap: scores on validation and test are too good");
    for (auto& warning : splitWarnings(summarise(dataset->card(), *columns)))
        material.warnings.push_back(std::move(warning));
    for (const auto split : {DatasetSplit::Training, DatasetSplit::Validation}) {
        const auto whole = wholeRows(*columns, split);
        if (whole.leftOut > 0)
            material.warnings.push_back(leftOutWarning(whole.leftOut, split));
        description["leftOut"][std::string(splitName(split))] = whole.leftOut;
        if (whole.rows.empty())
            return stopWith({ErrorCode::NothingOnTile, path.string(),
                             fmt::format("its {} split has no whole cutout with a class", splitName(split)), "split it first"});
        auto loaded = load(*dataset, *columns, whole.rows, card, progress, stop);
        if (!loaded)
            return tl::unexpected(loaded.error());
        (split == DatasetSplit::Training ? material.training : material.validation) = std::move(*loaded);
        (split == DatasetSplit::Training ? material.trainingRows : material.validationRows) = whole.rows;
    }
    material.description = jsonText(description);
    return material;
}

LabelCorrections correctionsOf(const std::string& description) {
    const auto json = objectFrom(description);
    return json.contains("corrections") ? correctionsFromJson(jsonText(json["corrections"])) : LabelCorrections();
}

std::string leftOutWarning(std::size_t count, DatasetSplit split) {
    return count == 1 ? fmt::format("1 {} cutout holds pixels without a value and is left out", splitName(split))
                      : fmt::format("{} {} cutouts hold pixels without a value and are left out", count, splitName(split));
}

std::string describedIn(const std::string& description, const std::filesystem::path& runFolder) {
    auto json = objectFrom(description);
    const std::string dataset = textIn(json, "dataset");
    if (dataset.empty())
        return description;
    std::error_code problem;
    const auto folder = std::filesystem::weakly_canonical(std::filesystem::absolute(runFolder, problem), problem);
    const StoredPath stored = storedPath(dataset, folder);
    json["dataset"] = stored.relative.value_or(stored.absolute);
    json["datasetAbsolute"] = stored.absolute;
    return jsonText(json);
}

std::filesystem::path datasetOf(const std::string& description, const std::filesystem::path& runFolder) {
    const auto json = objectFrom(description);
    const std::string dataset = textIn(json, "dataset");
    return dataset.empty() ? std::filesystem::path() : placeNow({dataset, textIn(json, "datasetAbsolute")}, runFolder);
}

FileFingerprint fingerprintOf(const std::string& description) {
    const auto json = objectFrom(description);
    FileFingerprint fingerprint{0, textIn(json, "checksum")};
    if (json.contains("bytes") && json["bytes"].is_number_unsigned())
        fingerprint.bytes = json["bytes"].get<std::uint64_t>();
    return fingerprint;
}

JobResult<void> checkDataset(const std::string& description, const std::filesystem::path& dataset, std::stop_token stop) {
    const auto now = fingerprints().fingerprint(dataset, std::move(stop));
    if (!now)
        return tl::unexpected(now.error());
    const auto then = fingerprintOf(description).checksum;
    if (now->checksum != then)
        return stopWith({ErrorCode::FileChanged, dataset.string(), "is not the dataset that the run was made with",
                         fmt::format("checksum {} expected, {} found", then, now->checksum)});
    return {};
}

JobResult<void> checkDatasetOf(const std::string& description, const std::filesystem::path& runFolder, std::stop_token stop) {
    return checkDataset(description, datasetOf(description, runFolder), std::move(stop));
}

} // namespace iic
