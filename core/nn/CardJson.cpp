#include "nn/CardJson.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace iic {

namespace {

std::optional<Band> parseBand(std::string_view name) {
    const auto band = std::ranges::find(allBands, name, bandName);
    return band == allBands.end() ? std::nullopt : std::optional(*band);
}

ModelCard read(const nlohmann::json& json) {
    ModelCard card;
    card.spec = {json.at("channels").get<int>(), json.at("stemKernel").get<int>(), json.at("inputSide").get<int>(),
                 json.at("classCount").get<int>()};
    card.input.side = card.spec.inputSide;
    card.input.fieldArcsec = json.at("fieldArcsec").get<double>();
    card.pixelScale = json.at("pixelScale").get<double>();
    card.survey = json.at("survey").get<std::string>();
    card.classes = json.at("classes").get<std::vector<std::string>>();
    card.origin = json.at("origin").get<std::string>();
    card.runId = json.at("runId").get<std::string>();
    return card;
}

} // namespace

nlohmann::json toJson(const ModelCard& card) {
    auto bands = nlohmann::json::array();
    for (const auto band : card.input.channels)
        bands.push_back(bandName(band));
    return {{"channels", card.spec.channels},
            {"stemKernel", card.spec.stemKernel},
            {"inputSide", card.spec.inputSide},
            {"classCount", card.spec.classes},
            {"preset", presetName(card.input.preset)},
            {"bands", bands},
            {"fieldArcsec", card.input.fieldArcsec},
            {"pixelScale", card.pixelScale},
            {"survey", card.survey},
            {"classes", card.classes},
            {"origin", card.origin},
            {"runId", card.runId}};
}

Result<ModelCard> cardFromJson(const nlohmann::json& json) {
    const auto bad = [](std::string detail) {
        return fail(ErrorCode::BadCheckpoint, {}, "the model card cannot be used", std::move(detail));
    };
    try {
        auto card = read(json);
        const auto presetText = json.at("preset").get<std::string>();
        const auto preset = parsePreset(presetText);
        if (!preset)
            return bad(fmt::format("unknown preset “{}”", presetText));
        card.input.preset = *preset;
        card.input.channels.clear();
        for (const auto& name : json.at("bands")) {
            const auto band = parseBand(name.get<std::string>());
            if (!band)
                return bad(fmt::format("unknown band “{}”", name.get<std::string>()));
            card.input.channels.push_back(*band);
        }
        if (const auto reason = whyImpossible(card))
            return bad(*reason);
        return card;
    } catch (const nlohmann::json::exception& problem) {
        return bad(problem.what());
    }
}

std::optional<std::string> whyImpossible(const ModelCard& card) {
    const auto& spec = card.spec;
    if (spec.channels != 3 && spec.channels != 4)
        return fmt::format("{} channels; 3 or 4 are possible", spec.channels);
    if (spec.stemKernel != 3 && spec.stemKernel != 5)
        return fmt::format("a stem of {0} × {0}; 3 or 5 are possible", spec.stemKernel);
    if (spec.inputSide < 64 || spec.inputSide > 128 || spec.inputSide % 8 != 0)
        return fmt::format("an input side of {}; 64 to 128 in steps of 8 are possible", spec.inputSide);
    if (spec.classes != 3 || card.classes.size() != 3)
        return fmt::format("{} classes with {} names; 3 are expected", spec.classes, card.classes.size());
    auto names = card.classes;
    std::ranges::sort(names);
    if (std::ranges::adjacent_find(names) != names.end())
        return "two classes of one name";
    if (card.input.side != spec.inputSide)
        return fmt::format("inputs of side {} for a network of side {}", card.input.side, spec.inputSide);
    if (card.input.channels.size() != static_cast<std::size_t>(spec.channels))
        return fmt::format("{} bands for {} channels", card.input.channels.size(), spec.channels);
    auto bands = card.input.channels;
    std::ranges::sort(bands);
    if (std::ranges::adjacent_find(bands) != bands.end())
        return "one band for two channels";
    if (!(card.input.fieldArcsec >= 5 && card.input.fieldArcsec <= 600))
        return fmt::format("a field of {}″; 5 to 600 are possible", card.input.fieldArcsec);
    if (!(card.pixelScale > 0 && card.pixelScale <= 3600))
        return fmt::format("a pixel scale of {}″", card.pixelScale);
    return std::nullopt;
}

} // namespace iic
