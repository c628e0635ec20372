#include "nn/RunFolder.h"

#include "base/Json.h"
#include "base/OutputFile.h"
#include "base/StoredPath.h"
#include "nn/CardJson.h"

#include <fmt/format.h>

namespace iic {

nlohmann::json toJson(const EpochResult& epoch) {
    return {{"epoch", epoch.epoch},
            {"trainingLoss", epoch.trainingLoss},
            {"trainingAccuracy", epoch.trainingAccuracy},
            {"validationLoss", epoch.validationLoss},
            {"validationAccuracy", epoch.validationAccuracy},
            {"learningRate", epoch.learningRate},
            {"seconds", epoch.seconds}};
}

EpochResult epochFromJson(const nlohmann::json& json) {
    return {.epoch = json.at("epoch").get<int>(),
            .trainingLoss = json.at("trainingLoss").get<double>(),
            .trainingAccuracy = json.at("trainingAccuracy").get<double>(),
            .validationLoss = json.at("validationLoss").get<double>(),
            .validationAccuracy = json.at("validationAccuracy").get<double>(),
            .learningRate = json.at("learningRate").get<double>(),
            .seconds = json.at("seconds").get<double>()};
}

namespace {

nlohmann::json toJson(const TrainingOptions& options, const std::string& startedFrom) {
    nlohmann::json json{{"epochs", options.epochs},
                        {"batch", options.batch},
                        {"learningRate", options.learningRate},
                        {"schedule", scheduleName(options.schedule)},
                        {"halveAfterEpoch", options.halveAfterEpoch},
                        {"augment", options.augment},
                        {"precision", precisionName(options.precision)},
                        {"seed", options.seed},
                        {"patience", options.patience},
                        {"device", deviceName(options.device)}};
    if (!options.classWeights.empty())
        json["classWeights"] = options.classWeights;
    if (options.startFrom) {
        std::error_code problem;
        const StoredPath stored = storedPath(*options.startFrom, std::filesystem::weakly_canonical(options.runFolder, problem));
        json["startFrom"] = stored.relative.value_or(stored.absolute);
        json["startFromAbsolute"] = stored.absolute;
        json["startedFrom"] = startedFrom;
    }
    return json;
}

} // namespace

Result<void> writeRunRecord(const TrainingOptions& options, const std::string& startedFrom, const DeviceInUse& device,
                            const nlohmann::json& data, const std::string& torchVersion, const TrainingResult& result) {
    const nlohmann::json record{{"card", toJson(options.card)},
                                {"options", toJson(options, startedFrom)},
                                {"data", data},
                                {"material", parseJsonObject(options.material).value_or(nlohmann::json::object())},
                                {"device",
                                 {{"name", device.name},
                                  {"cuda", device.cuda},
                                  {"whyNotCuda", device.reason},
                                  {"precision", precisionName(precisionOn(device, options.precision))}}},
                                {"versions", {{"IICnet Studio", IIC_VERSION}, {"LibTorch", torchVersion}}},
                                {"result",
                                 {{"epochs", result.epochs.size()},
                                  {"batch", result.batch},
                                  {"bestEpoch", result.bestEpoch},
                                  {"bestValidationAccuracy", result.bestValidationAccuracy}}}};
    return writeTextFile(options.runFolder / "run.json", jsonText(record, 2) + "\n");
}

Result<void> writeEpochs(const std::filesystem::path& folder, const std::vector<EpochResult>& epochs) {
    std::string text = "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,learning_rate,seconds\n";
    for (const auto& epoch : epochs)
        text += fmt::format("{},{:.6f},{:.6f},{:.6f},{:.6f},{},{:.2f}\n", epoch.epoch, epoch.trainingLoss, epoch.trainingAccuracy,
                            epoch.validationLoss, epoch.validationAccuracy, epoch.learningRate, epoch.seconds);
    return writeTextFile(folder / "epochs.csv", text);
}

} // namespace iic
