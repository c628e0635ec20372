#include "Commands.h"
#include "Inputs.h"

#include "nn/NetworkTiming.h"
#include "nn/PaperNetworks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct ModelsWords {
    ModelSpec spec;
    bool all = false, time = false;
    DeviceChoice device = DeviceChoice::Automatic;
};

struct Cost {
    std::int64_t parameters = 0, multiplyAdds = 0;
};

Cost costOf(const std::vector<StageSummary>& stages) {
    Cost cost;
    for (const auto& stage : stages) {
        cost.parameters += stage.parameters;
        cost.multiplyAdds += stage.multiplyAdds;
    }
    return cost;
}

Cost costAt(Architecture architecture, int side) {
    return costOf(summarise({.inputSide = side, .architecture = architecture}, /*folded=*/true));
}

nlohmann::json describe(const Cost& cost) { return {{"parameters", cost.parameters}, {"multiplyAdds", cost.multiplyAdds}}; }

void addSpeed(nlohmann::json& entry, const ModelSpec& spec, const ModelsWords& words) {
    if (!words.time)
        return;
    const auto speed = timeNetwork(spec, words.device);
    entry["inputsPerSecond"] = {{"learned", speed.learned}, {"classified", speed.classified}};
}

std::string speedWords(const nlohmann::json& entry) {
    return fmt::format("{:.0f} learned from and {:.0f} classified a second", entry["inputsPerSecond"]["learned"].get<double>(),
                       entry["inputsPerSecond"]["classified"].get<double>());
}

nlohmann::json describeAll(const ModelsWords& words) {
    auto list = nlohmann::json::array();
    for (const auto architecture : allArchitectures) {
        if (!readsImagesAlone(architecture))
            continue;
        nlohmann::json entry{{"network", architectureTitle(architecture)},
                             {"at80", describe(costAt(architecture, 80))},
                             {"at224", describe(costAt(architecture, 224))}};
        const auto paper = std::ranges::find(paperNetworks, architecture, &PaperNetwork::architecture);
        if (paper != paperNetworks.end()) {
            entry["paper"] = {{"parameters", paper->parameters}, {"multiplyAdds", paper->multiplyAdds}};
            if (!paper->difference.empty())
                entry["difference"] = paper->difference;
        }
        addSpeed(entry, {.architecture = architecture}, words);
        list.push_back(std::move(entry));
    }
    return list;
}

void printAll(const nlohmann::json& list) {
    fmt::print("{:18} {:>11} {:>13} {:>13}   {:>22}\n", "three classes", "parameters", "mult-adds 80²", "mult-adds 224²",
               "the paper: parameters, mult-adds");
    const auto million = [](double number) { return fmt::format("{:.2f} M", number / 1e6); };
    for (const auto& entry : list) {
        fmt::print("{:18} {:>11} {:>13} {:>13}", entry["network"].get<std::string>(), million(entry["at80"]["parameters"]),
                   million(entry["at80"]["multiplyAdds"]), million(entry["at224"]["multiplyAdds"]));
        if (entry.contains("paper"))
            fmt::print("   {:>11} {:>12}", million(entry["paper"]["parameters"]), million(entry["paper"]["multiplyAdds"]));
        fmt::print("\n");
    }
    for (const auto& entry : list)
        if (entry.contains("inputsPerSecond"))
            fmt::print("{} at 80²: {}\n", entry["network"].get<std::string>(), speedWords(entry));
    for (const auto& entry : list)
        if (entry.contains("difference"))
            fmt::print("{}: {}\n", entry["network"].get<std::string>(), entry["difference"].get<std::string>());
}

nlohmann::json describeStages(const ModelsWords& words) {
    const auto& spec = words.spec;
    const auto stages = summarise(spec);
    const auto cost = costOf(stages);
    const auto shape = inputShape(spec);
    auto list = nlohmann::json::array();
    for (const auto& stage : stages)
        list.push_back({{"name", stage.name},
                        {"output", stage.output},
                        {"parameters", stage.parameters},
                        {"multiplyAdds", stage.multiplyAdds}});
    nlohmann::json report{{"model", architectureTitle(spec.architecture)},
                          {"input", {shape.channels, shape.height, shape.width}},
                          {"numbers", shape.numbers},
                          {"parameters", cost.parameters},
                          {"multiplyAdds", cost.multiplyAdds},
                          {"stages", list}};
    addSpeed(report, spec, words);
    return report;
}

void printStages(const nlohmann::json& report) {
    fmt::print("{:12} {:>16} {:>12} {:>14}\n", "stage", "output", "parameters", "multiply-adds");
    for (const auto& stage : report["stages"])
        fmt::print("{:12} {:>16} {:>12} {:>14}\n", stage["name"].get<std::string>(),
                   fmt::format("{}", fmt::join(stage["output"].get<std::vector<int>>(), " x ")),
                   stage["parameters"].get<std::int64_t>(), stage["multiplyAdds"].get<std::int64_t>());
    fmt::print("{:12} {:>16} {:>12} {:>14}\n", report["model"].get<std::string>(), "", report["parameters"].get<std::int64_t>(),
               report["multiplyAdds"].get<std::int64_t>());
    if (report.contains("inputsPerSecond"))
        fmt::print("{}\n", speedWords(report));
}

JobResult<void> run(const ModelsWords& words, Session& session) {
    if (auto usable = checkDevice(words.device); !usable)
        return stopWith(usable);
    if (words.all)
        printResult(session, describeAll(words), &printAll);
    else
        printResult(session, describeStages(words), &printStages);
    return {};
}

} // namespace

void addModels(CLI::App& program, Session& session) {
    auto words = std::make_shared<ModelsWords>();
    auto& spec = words->spec;
    auto* command =
        addCommand(program, session, "models", "A network's stages, parameters and multiply-adds; or all networks", words, &run);
    auto* network = addNetworkOption(*command, spec.architecture);
    auto* channels = command->add_option("--channels", spec.channels)->capture_default_str()->check(CLI::IsMember({3, 4}));
    auto* stem = command->add_option("--stem", spec.stemKernel, "Kernel of the first convolution, of IICnet")
                     ->capture_default_str()
                     ->check(CLI::IsMember({3, 5}));
    auto* side = command->add_option("--side", spec.inputSide, "Pixels of the input")
                     ->capture_default_str()
                     ->check(CLI::IsMember({64, 72, 80, 88, 96, 104, 112, 120, 128, 224}));
    command->add_flag("--all", words->all, "Every network beside the paper's Table 3")
        ->excludes(network)
        ->excludes(channels)
        ->excludes(stem)
        ->excludes(side);
    auto* time = command->add_flag("--time", words->time, "Measure how many images a second it learns from and classifies here");
    addDeviceOption(*command, words->device)->needs(time);
}

} // namespace iic::cli
