#include "study/StudyFolder.h"

#include "astro/BandNames.h"
#include "base/Checksum.h"
#include "base/InputFile.h"
#include "base/Json.h"
#include "base/OutputFile.h"
#include "base/StoredPath.h"
#include "nn/CardJson.h"
#include "spectra/SpectrumFiles.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <stdexcept>

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

std::vector<std::string> namesOf(const std::vector<Band>& bands) {
    std::vector<std::string> names;
    for (const Band band : bands)
        names.emplace_back(bandName(band));
    return names;
}

/// Names and sizes of files: what tells one collection of spectra from another without reading it.
Result<std::string> collectionOf(const std::filesystem::path& folder) {
    const auto files = spectrumFiles(std::span(&folder, 1));
    if (!files)
        return tl::unexpected(files.error());
    Checksum checksum;
    for (const auto& file : *files) {
        std::error_code problem;
        const auto line = fmt::format("{} {}\n", file.filename().string(), std::filesystem::file_size(file, problem));
        checksum.add(std::as_bytes(std::span(line)));
    }
    return fmt::format("{} files, {}", files->size(), checksum.text());
}

bool readsSpectra(const StudyOptions& options) {
    const auto plans = plansOf(options);
    return plans && std::ranges::any_of(*plans, [](const StudyPlan& plan) {
               return std::ranges::any_of(plan.variants, [](const StudyVariant& variant) {
                   return variant.network.architecture == Architecture::SpectrumNet;
               });
           });
}

/// What every run of the study shares: with another of these it would be another study. Of spectra only once a study reads them.
Result<nlohmann::json> recipeOf(const StudyOptions& options, const std::string& datasetChecksum) {
    const auto& training = options.training;
    nlohmann::json recipe{{"epochs", training.epochs},
                          {"batch", training.batch},
                          {"learningRate", training.learningRate},
                          {"schedule", scheduleName(training.schedule)},
                          {"halveAfterEpoch", training.halveAfterEpoch},
                          {"augment", training.augment},
                          {"seed", training.seed},
                          {"preset", presetName(options.input.preset)},
                          {"bands", namesOf(options.input.channels)},
                          {"side", options.input.side},
                          {"fieldArcsec", options.input.fieldArcsec},
                          {"datasetChecksum", datasetChecksum}};
    if (!readsSpectra(options))
        return recipe;
    const auto spectra = options.spectra ? collectionOf(*options.spectra) : Result<std::string>("simulated");
    if (!spectra)
        return tl::unexpected(spectra.error());
    recipe["spectra"] = *spectra;
    return recipe;
}

/// Without their spectra where only one of the two has read some.
std::string differencesOf(nlohmann::json then, nlohmann::json now) {
    if (!then.is_object())
        return "no recipe is told";
    if (!then.contains("spectra") || !now.contains("spectra"))
        for (auto* recipe : {&then, &now})
            recipe->erase("spectra");
    return differencesIn(then, now);
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

/// Why no study can be run with these options.
std::optional<std::string> whyImpossible(const StudyOptions& options) {
    const auto& training = options.training;
    if (options.repeats < 1 || options.repeats > mostRepeats)
        return fmt::format("{} repeats; 1 to {} are possible", options.repeats, mostRepeats);
    if (training.epochs < 1 || training.batch < 1 || training.halveAfterEpoch < 0 || !(training.learningRate > 0) ||
        !std::isfinite(training.learningRate))
        return "its recipe is impossible";
    ModelCard card;
    card.input = options.input;
    card.spec.channels = static_cast<int>(options.input.channels.size());
    card.spec.inputSide = options.input.side;
    return whyImpossible(card);
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
    for (const auto& name : recipe.at("bands").get<std::vector<std::string>>()) {
        const auto band = parseBand(name);
        if (!band)
            throw std::invalid_argument(fmt::format("unknown band “{}”", name));
        options.input.channels.push_back(*band);
    }
    return options;
}

bool isPossible(const RunOutcome& outcome) {
    const auto isShare = [](double number) { return number >= 0 && number <= 1; };
    const auto isAmount = [](double number) { return number >= 0 && std::isfinite(number); };
    return isShare(outcome.validationAccuracy) && isShare(outcome.testAccuracy) && outcome.testSources > 0 &&
           isAmount(outcome.inputsPerSecond) && isAmount(outcome.secondsPerEpoch) && outcome.batch >= 0;
}

/// The record as it stands or would be written anew, with what these options add to it.
Result<nlohmann::json> recordWith(const StudyOptions& options, const std::string& datasetChecksum) {
    const auto file = recordOf(options.folder);
    auto recipe = recipeOf(options, datasetChecksum);
    if (!recipe)
        return tl::unexpected(recipe.error());
    if (std::error_code absent; !std::filesystem::exists(file, absent))
        return nlohmann::json{{"recipe", *recipe}, {"studies", options.studies}, {"repeats", options.repeats}};
    auto record = readObject(file);
    if (!record)
        return record;
    try {
        auto& before = record->at("recipe");
        if (const auto others = differencesOf(before, *recipe); !others.empty())
            return fail(ErrorCode::BadOption, file.string(), "the folder holds a study made with other options", others);
        before.update(*recipe);
        (*record)["studies"] = united(record->at("studies").get<std::vector<std::string>>(), options.studies);
        (*record)["repeats"] = std::max(record->at("repeats").get<int>(), options.repeats);
    } catch (const nlohmann::json::exception& problem) {
        return fail(ErrorCode::BadRun, file.string(), "is not the record of a study", problem.what());
    }
    return record;
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
        const RunOutcome outcome{json->at("validationAccuracy").get<double>(), json->at("testAccuracy").get<double>(),
                                 json->at("testSources").get<std::size_t>(),   json->at("inputsPerSecond").get<double>(),
                                 json->at("secondsPerEpoch").get<double>(),    json->value("batch", 0),
                                 json->at("device").get<std::string>(),        runFolder};
        return isPossible(outcome) ? std::optional(outcome) : std::nullopt;
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

Result<void> writeOutcome(const std::filesystem::path& runFolder, const RunOutcome& outcome) {
    if (!isPossible(outcome))
        return fail(ErrorCode::Internal, runFolder.string(), "the run came to no result",
                    fmt::format("test accuracy {} of {} sources", outcome.testAccuracy, outcome.testSources));
    return writeTextFile(runFolder / "outcome.json", jsonText({{"validationAccuracy", outcome.validationAccuracy},
                                                               {"testAccuracy", outcome.testAccuracy},
                                                               {"testSources", outcome.testSources},
                                                               {"inputsPerSecond", outcome.inputsPerSecond},
                                                               {"secondsPerEpoch", outcome.secondsPerEpoch},
                                                               {"batch", outcome.batch},
                                                               {"device", outcome.device}},
                                                              2) +
                                                         "\n");
}

Result<void> checkFolder(const StudyOptions& options, const std::string& datasetChecksum) {
    const auto record = recordWith(options, datasetChecksum);
    return record ? Result<void>{} : tl::unexpected(record.error());
}

Result<void> claimFolder(const StudyOptions& options, const std::string& datasetChecksum) {
    auto record = recordWith(options, datasetChecksum);
    if (!record)
        return tl::unexpected(record.error());
    storePath(*record, "dataset", options.dataset, options.folder);
    if (options.spectra)
        storePath(*record, "spectra", *options.spectra, options.folder);
    return writeTextFile(recordOf(options.folder), jsonText(*record, 2) + "\n");
}

Result<StudyOptions> readStudy(const std::filesystem::path& folder) {
    const auto json = readObject(recordOf(folder));
    if (!json)
        return tl::unexpected(json.error());
    try {
        const auto options = optionsFrom(*json, folder);
        if (const auto reason = whyImpossible(options))
            return fail(ErrorCode::BadRun, recordOf(folder).string(), "is not the record of a study", *reason);
        return options;
    } catch (const std::exception& problem) {
        return fail(ErrorCode::BadRun, recordOf(folder).string(), "is not the record of a study", problem.what());
    }
}

} // namespace iic
