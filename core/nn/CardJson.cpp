#include "nn/CardJson.h"

#include "astro/BandNames.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace iic {

namespace {

ModelCard read(const nlohmann::json& json) {
    ModelCard card;
    card.spec = {json.at("channels").get<int>(), json.at("stemKernel").get<int>(), json.at("inputSide").get<int>(),
                 json.at("classCount").get<int>()};
    const auto architecture = json.value("architecture", std::string(architectureName(Architecture::IicNet)));
    const auto known = parseArchitecture(architecture);
    if (!known)
        throw std::invalid_argument(fmt::format("unknown network “{}”", architecture));
    card.spec.architecture = *known;
    card.input.side = card.spec.inputSide;
    if (card.spec.architecture == Architecture::SpectrumNet) {
        const auto& grid = json.at("spectrum");
        card.spectrum = {grid.at("firstLogWavelength").get<double>(), grid.at("step").get<double>(), card.spec.inputSide,
                         grid.at("restFrame").get<bool>()};
    }
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
    nlohmann::json json{{"architecture", architectureName(card.spec.architecture)},
                        {"channels", card.spec.channels},
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
    if (card.spec.architecture == Architecture::SpectrumNet)
        json["spectrum"] = {{"firstLogWavelength", card.spectrum.firstLogWavelength},
                            {"step", card.spectrum.step},
                            {"restFrame", card.spectrum.restFrame}};
    return json;
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
    } catch (const std::invalid_argument& problem) {
        return bad(problem.what());
    }
}

namespace {

std::optional<std::string> whyImpossible(const ModelSpec& spec) {
    const bool ofSpectra = spec.architecture == Architecture::SpectrumNet,
               ofColours = spec.architecture == Architecture::ColourNet;
    const int fewestChannels = ofSpectra || ofColours ? 2 : 3, mostChannels = ofSpectra ? 2 : 4;
    if (spec.channels < fewestChannels || spec.channels > mostChannels)
        return fmt::format("{} channels; {} to {} are possible", spec.channels, fewestChannels, mostChannels);
    if (spec.stemKernel != 3 && spec.stemKernel != 5)
        return fmt::format("a stem of {0} × {0}; 3 or 5 are possible", spec.stemKernel);
    const int leastSide = ofSpectra ? 256 : 64, largestSide = ofSpectra ? 4096 : 128;
    if (spec.inputSide < leastSide || spec.inputSide > largestSide || spec.inputSide % 8 != 0)
        return fmt::format("an input side of {}; {} to {} in steps of 8 are possible", spec.inputSide, leastSide, largestSide);
    return std::nullopt;
}

std::optional<std::string> whyImpossible(const std::vector<std::string>& classes, const ModelSpec& spec) {
    if (spec.classes != 3 || classes.size() != 3)
        return fmt::format("{} classes with {} names; 3 are expected", spec.classes, classes.size());
    auto names = classes;
    std::ranges::sort(names);
    if (std::ranges::adjacent_find(names) != names.end())
        return "two classes of one name";
    return std::nullopt;
}

/// Of what reads bands.
std::optional<std::string> whyImpossible(const InputOptions& input, const ModelSpec& spec) {
    if (input.side != spec.inputSide)
        return fmt::format("inputs of side {} for a network of side {}", input.side, spec.inputSide);
    if (input.channels.size() != static_cast<std::size_t>(spec.channels))
        return fmt::format("{} bands for {} channels", input.channels.size(), spec.channels);
    auto bands = input.channels;
    std::ranges::sort(bands);
    if (std::ranges::adjacent_find(bands) != bands.end())
        return "one band for two channels";
    if (!(input.fieldArcsec >= 5 && input.fieldArcsec <= 600))
        return fmt::format("a field of {}″; 5 to 600 are possible", input.fieldArcsec);
    return std::nullopt;
}

} // namespace

std::optional<std::string> whyImpossible(const ModelCard& card) {
    if (auto reason = whyImpossible(card.spec))
        return reason;
    if (auto reason = whyImpossible(card.classes, card.spec))
        return reason;
    if (card.spec.architecture == Architecture::SpectrumNet) {
        if (card.spectrum.bins != card.spec.inputSide)
            return fmt::format("a grid of {} bins for a network of {}", card.spectrum.bins, card.spec.inputSide);
        if (const auto good = checkGrid(card.spectrum); !good)
            return good.error().detail;
    } else if (auto reason = whyImpossible(card.input, card.spec)) {
        return reason;
    }
    if (!(card.pixelScale > 0 && card.pixelScale <= 3600))
        return fmt::format("a pixel scale of {}″", card.pixelScale);
    return std::nullopt;
}

} // namespace iic
