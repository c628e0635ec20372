#include "nn/RunRecord.h"

#include "base/Checksum.h"
#include "base/InputFile.h"
#include "base/Json.h"
#include "base/StoredPath.h"
#include "catalog/TableFile.h"
#include "nn/CardJson.h"

#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace iic {

namespace {

constexpr std::uintmax_t largestRecord = 1 << 20; // bytes

tl::unexpected<Error> badRun(const std::filesystem::path& file, std::string detail) {
    return fail(ErrorCode::BadRun, file.string(), "is not the record of a run", std::move(detail));
}

Result<nlohmann::json> readJson(const std::filesystem::path& file) {
    if (auto isFile = checkIsFile(file); !isFile)
        return tl::unexpected(isFile.error());
    std::error_code problem;
    if (std::filesystem::file_size(file, problem) > largestRecord || problem)
        return badRun(file, "it is too large");
    std::ifstream stream(file);
    auto json = parseJsonObject(std::string(std::istreambuf_iterator(stream), {}));
    if (!json)
        return badRun(file, "it " + json.error());
    return *std::move(json);
}

template <typename Choice>
Choice choiceFrom(const std::string& name, const char* what, std::initializer_list<Choice> choices,
                  std::string_view (*nameOf)(Choice)) {
    for (const Choice choice : choices)
        if (name == nameOf(choice))
            return choice;
    throw std::invalid_argument("unknown " + std::string(what) + " “" + name + "”");
}

RateSchedule scheduleFrom(const std::string& name) {
    return choiceFrom(name, "schedule", {RateSchedule::HalveOnce, RateSchedule::Cosine}, scheduleName);
}

Precision precisionFrom(const std::string& name) {
    return choiceFrom(name, "precision", {Precision::Float32, Precision::Tf32}, precisionName);
}

DeviceChoice deviceFrom(const std::string& name) {
    return choiceFrom(name, "device", {DeviceChoice::Automatic, DeviceChoice::Cpu, DeviceChoice::Cuda}, deviceName);
}

TrainingOptions optionsFrom(const nlohmann::json& json, ModelCard card) {
    TrainingOptions options;
    options.card = std::move(card);
    options.epochs = json.at("epochs").get<int>();
    options.batch = json.at("batch").get<int>();
    options.learningRate = json.at("learningRate").get<double>();
    options.schedule = scheduleFrom(json.at("schedule").get<std::string>());
    options.halveAfterEpoch = json.at("halveAfterEpoch").get<int>();
    options.augment = json.at("augment").get<bool>();
    options.seed = json.at("seed").get<std::uint64_t>();
    options.precision = precisionFrom(json.value("precision", "float32"));
    options.patience = json.value("patience", 0);
    options.device = deviceFrom(json.value("device", "auto")); // which runs of before do not name
    options.classWeights = json.value("classWeights", std::vector<double>());
    if (json.contains("startFrom"))
        options.startFrom = json.at("startFrom").get<std::string>();
    return options;
}

RunRecord recordFrom(const nlohmann::json& json, ModelCard card) {
    RunRecord record;
    record.options = optionsFrom(json.at("options"), std::move(card));
    record.startedFrom = json.at("options").value("startedFrom", "");
    record.options.material = jsonText(json.value("material", nlohmann::json::object()));
    const auto& data = json.at("data");
    record.trainingFingerprint = data.at("trainingFingerprint").get<std::string>();
    record.validationFingerprint = data.at("validationFingerprint").get<std::string>();
    record.trainingInputs = data.at("trainingInputs").get<std::size_t>();
    record.validationInputs = data.at("validationInputs").get<std::size_t>();
    const auto& device = json.at("device");
    record.device = {device.at("cuda").get<bool>(), device.at("name").get<std::string>(),
                     device.at("whyNotCuda").get<std::string>()};
    record.programVersion = json.at("versions").at("IICnet Studio").get<std::string>();
    record.torchVersion = json.at("versions").at("LibTorch").get<std::string>();
    const auto& result = json.at("result");
    record.epochsDone = result.at("epochs").get<int>();
    record.bestEpoch = result.at("bestEpoch").get<int>();
    record.batch = result.value("batch", record.options.batch);
    record.bestValidationAccuracy = result.at("bestValidationAccuracy").get<double>();
    return record;
}

} // namespace

Result<RunRecord> readRunRecord(const std::filesystem::path& folder) {
    const auto file = folder / "run.json";
    const auto json = readJson(file);
    if (!json)
        return tl::unexpected(json.error());
    try {
        auto card = cardFromJson(json->at("card"));
        if (!card)
            return badRun(file, card.error().detail);
        auto record = recordFrom(*json, std::move(*card));
        record.options.runFolder = folder;
        if (auto& weights = record.options.startFrom)
            weights = placeNow({weights->string(), json->at("options").value("startFromAbsolute", "")}, folder);
        return record;
    } catch (const nlohmann::json::exception& problem) {
        return badRun(file, problem.what());
    } catch (const std::invalid_argument& problem) {
        return badRun(file, problem.what());
    }
}

Result<void> checkStartOf(const RunRecord& record) {
    if (!record.options.startFrom)
        return {};
    const auto now = fingerprintFile(*record.options.startFrom);
    if (!now)
        return tl::unexpected(now.error());
    if (now->checksum != record.startedFrom)
        return fail(ErrorCode::FileChanged, record.options.startFrom->string(), "are not the weights that the run began with",
                    "checksum " + record.startedFrom + " expected, " + now->checksum + " found");
    return {};
}

std::optional<std::string> whyNotTheSameAgain(const RunRecord& record) {
    if (record.batch == record.options.batch)
        return std::nullopt;
    return fmt::format(
        "memory was short in the run, which went on with a batch of {} in place of {}: now {} are taken from the first "
        "epoch on, and the numbers will be others",
        record.batch, record.options.batch, record.batch);
}

Result<std::vector<EpochResult>> readEpochs(const std::filesystem::path& folder) {
    const auto file = folder / "epochs.csv";
    const auto table = readTable(file);
    if (!table)
        return tl::unexpected(table.error());
    std::vector<EpochResult> epochs;
    for (std::size_t row = 0; row < table->rowCount(); ++row) {
        const auto value = [&](const char* name) {
            const auto* column = table->find(name);
            return column ? column->number(row) : std::nullopt;
        };
        const std::array values{value("training_loss"),       value("training_accuracy"), value("validation_loss"),
                                value("validation_accuracy"), value("learning_rate"),     value("seconds")};
        if (!std::ranges::all_of(values, [](const auto& one) { return one.has_value(); }) ||
            value("epoch") != static_cast<double>(row + 1))
            return badRun(file, "line " + std::to_string(row + 2) + " is not that of an epoch");
        epochs.push_back({static_cast<int>(row) + 1, *values[0], *values[1], *values[2], *values[3], *values[4], *values[5]});
    }
    return epochs;
}

} // namespace iic
