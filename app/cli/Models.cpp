#include "Commands.h"

#include "nn/ModelSpec.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

JobResult<void> run(const ModelSpec& spec, Session& session) {
    const auto stages = summarise(spec);
    std::int64_t parameters = 0, multiplyAdds = 0;
    nlohmann::json list = nlohmann::json::array();
    for (const auto& stage : stages) {
        parameters += stage.parameters;
        multiplyAdds += stage.multiplyAdds;
        list.push_back({{"name", stage.name},
                        {"output", stage.output},
                        {"parameters", stage.parameters},
                        {"multiplyAdds", stage.multiplyAdds}});
    }
    if (session.json) {
        printJson(nlohmann::json{{"model", "IICnet"},
                                 {"input", {spec.channels, spec.inputSide, spec.inputSide}},
                                 {"parameters", parameters},
                                 {"multiplyAdds", multiplyAdds},
                                 {"stages", list}});
        return {};
    }
    fmt::print("{:8} {:>16} {:>12} {:>14}\n", "stage", "output", "parameters", "multiply-adds");
    for (const auto& stage : stages)
        fmt::print("{:8} {:>16} {:>12} {:>14}\n", stage.name, fmt::format("{}", fmt::join(stage.output, " x ")), stage.parameters,
                   stage.multiplyAdds);
    fmt::print("{:8} {:>16} {:>12} {:>14}\n", "IICnet", "", parameters, multiplyAdds);
    return {};
}

} // namespace

void addModels(CLI::App& program, Session& session) {
    auto spec = std::make_shared<ModelSpec>();
    auto* command = addCommand(program, session, "models", "The network's stages, parameters and multiply-adds", spec, &run);
    command->add_option("--channels", spec->channels)->capture_default_str()->check(CLI::IsMember({3, 4}));
    command->add_option("--stem", spec->stemKernel, "Kernel of the first convolution")
        ->capture_default_str()
        ->check(CLI::IsMember({3, 5}));
    command->add_option("--side", spec->inputSide, "Pixels of the input")
        ->capture_default_str()
        ->check(CLI::IsMember({64, 72, 80, 88, 96, 104, 112, 120, 128}));
}

} // namespace iic::cli
