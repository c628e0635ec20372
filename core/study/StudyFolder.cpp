#include "study/StudyFolder.h"

#include "base/InputFile.h"
#include "base/Json.h"
#include "base/OutputFile.h"
#include "base/StoredPath.h"

#include <fmt/format.h>
#include <fstream>
#include <iterator>

namespace iic {

namespace {

constexpr std::uintmax_t largestRecord = 1 << 20; // bytes

Result<nlohmann::json> readObject(const std::filesystem::path& file) {
    if (auto isFile = checkIsFile(file); !isFile)
        return tl::unexpected(isFile.error());
    std::error_code problem;
    if (std::filesystem::file_size(file, problem) > largestRecord || problem)
        return fail(ErrorCode::BadRun, file.string(), "is not the record of a study", "it is too large");
    std::ifstream stream(file);
    auto json = parseJsonObject(std::string(std::istreambuf_iterator(stream), {}));
    if (!json)
        return fail(ErrorCode::BadRun, file.string(), "is not the record of a study", "it " + json.error());
    return *std::move(json);
}

std::vector<std::string> bandNames(const std::vector<Band>& bands) {
    std::vector<std::string> names;
    for (const Band band : bands)
        names.emplace_back(bandName(band));
    return names;
}

/// What every run of the study shares: with another of these it would be another study.
nlohmann::json recipeOf(const StudyOptions& options, const std::string& datasetChecksum) {
    const auto& training = options.training;
    return {{"epochs", training.epochs},
            {"batch", training.batch},
            {"learningRate", training.learningRate},
            {"schedule", scheduleName(training.schedule)},
            {"halveAfterEpoch", training.halveAfterEpoch},
            {"augment", training.augment},
            {"seed", training.seed},
            {"preset", presetName(options.input.preset)},
            {"bands", bandNames(options.input.channels)},
            {"side", options.input.side},
            {"fieldArcsec", options.input.fieldArcsec},
            {"datasetChecksum", datasetChecksum},
            {"spectra", options.spectra ? "read" : "simulated"}};
}

std::string differences(const nlohmann::json& then, const nlohmann::json& now) {
    std::string list;
    if (!then.is_object())
        return "no recipe is told";
    for (const auto& [name, value] : now.items())
        if (const auto before = then.value(name, nlohmann::json()); before != value)
            list += fmt::format("{}{}: {} then, {} now", list.empty() ? "" : "; ", name, jsonText(before), jsonText(value));
    return list;
}

/// All studies where one of the two names none.
std::vector<std::string> united(std::vector<std::string> studies, const std::vector<std::string>& more) {
    if (studies.empty() || more.empty())
        return {};
    for (const auto& study : more)
        if (std::ranges::find(studies, study) == studies.end())
            studies.push_back(study);
    return studies;
}

std::filesystem::path recordOf(const std::filesystem::path& folder) { return folder / "study.json"; }

void storePath(nlohmann::json& json, const std::string& name, const std::filesystem::path& path,
               const std::filesystem::path& folder) {
    std::error_code problem;
    const StoredPath stored =
        storedPath(path, std::filesystem::weakly_canonical(std::filesystem::absolute(folder, problem), problem));
    json[name] = stored.relative.value_or(stored.absolute);
    json[name + "Absolute"] = stored.absolute;
}

StudyOptions optionsFrom(const nlohmann::json& json, const std::filesystem::path& folder) {
    const auto& recipe = json.at("recipe");
    StudyOptions options;
    options.folder = folder;
    options.dataset = placeNow({json.at("dataset").get<std::string>(), json.value("datasetAbsolute", "")}, folder);
    if (json.contains("spectra"))
        options.spectra = placeNow({json.at("spectra").get<std::string>(), json.value("spectraAbsolute", "")}, folder);
    options.studies = json.at("studies").get<std::vector<std::string>>();
    options.repeats = json.at("repeats").get<int>();
    auto& training = options.training;
    training.epochs = recipe.at("epochs").get<int>();
    training.batch = recipe.at("batch").get<int>();
    training.learningRate = recipe.at("learningRate").get<double>();
    training.schedule = recipe.at("schedule").get<std::string>() == scheduleName(RateSchedule::Cosine) ? RateSchedule::Cosine
                                                                                                       : RateSchedule::HalveOnce;
    training.halveAfterEpoch = recipe.at("halveAfterEpoch").get<int>();
    training.augment = recipe.at("augment").get<bool>();
    training.seed = recipe.at("seed").get<std::uint64_t>();
    options.input.preset = parsePreset(recipe.at("preset").get<std::string>()).value_or(options.input.preset);
    options.input.side = recipe.at("side").get<int>();
    options.input.fieldArcsec = recipe.at("fieldArcsec").get<double>();
    options.input.channels.clear();
    for (const auto& name : recipe.at("bands").get<std::vector<std::string>>())
        for (const Band band : allBands)
            if (bandName(band) == name)
                options.input.channels.push_back(band);
    return options;
}

} // namespace

std::filesystem::path runFolderOf(const StudyOptions& options, const StudyVariant& variant, std::uint64_t seed) {
    return options.folder / "runs" / runNameOf(variant) / fmt::format("seed-{}", seed);
}

std::optional<RunOutcome> readOutcome(const std::filesystem::path& runFolder) {
    const auto json = readObject(runFolder / "outcome.json");
    if (!json)
        return std::nullopt;
    try {
        return RunOutcome{json->at("validationAccuracy").get<double>(),
                          json->at("testAccuracy").get<double>(),
                          json->at("testSources").get<std::size_t>(),
                          json->at("inputsPerSecond").get<double>(),
                          json->at("secondsPerEpoch").get<double>(),
                          json->at("device").get<std::string>(),
                          runFolder};
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

Result<void> writeOutcome(const std::filesystem::path& runFolder, const RunOutcome& outcome) {
    return writeTextFile(runFolder / "outcome.json", jsonText({{"validationAccuracy", outcome.validationAccuracy},
                                                               {"testAccuracy", outcome.testAccuracy},
                                                               {"testSources", outcome.testSources},
                                                               {"inputsPerSecond", outcome.inputsPerSecond},
                                                               {"secondsPerEpoch", outcome.secondsPerEpoch},
                                                               {"device", outcome.device}},
                                                              2) +
                                                         "\n");
}

Result<void> claimFolder(const StudyOptions& options, const std::string& datasetChecksum) {
    const auto file = recordOf(options.folder);
    const auto recipe = recipeOf(options, datasetChecksum);
    auto studies = options.studies;
    if (std::error_code absent; std::filesystem::exists(file, absent)) {
        const auto before = readObject(file);
        if (!before)
            return tl::unexpected(before.error());
        try {
            if (const auto others = differences(before->at("recipe"), recipe); !others.empty())
                return fail(ErrorCode::BadOption, file.string(), "the folder holds a study made with other options", others);
            studies = united(before->at("studies").get<std::vector<std::string>>(), studies);
        } catch (const nlohmann::json::exception& problem) {
            return fail(ErrorCode::BadRun, file.string(), "is not the record of a study", problem.what());
        }
    }
    nlohmann::json json{{"recipe", recipe}, {"studies", studies}, {"repeats", options.repeats}};
    storePath(json, "dataset", options.dataset, options.folder);
    if (options.spectra)
        storePath(json, "spectra", *options.spectra, options.folder);
    return writeTextFile(file, jsonText(json, 2) + "\n");
}

Result<StudyOptions> readStudy(const std::filesystem::path& folder) {
    const auto json = readObject(recordOf(folder));
    if (!json)
        return tl::unexpected(json.error());
    try {
        return optionsFrom(*json, folder);
    } catch (const nlohmann::json::exception& problem) {
        return fail(ErrorCode::BadRun, recordOf(folder).string(), "is not the record of a study", problem.what());
    }
}

} // namespace iic
