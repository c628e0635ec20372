#include "data/DatasetCard.h"

#include "astro/BandNames.h"
#include "imaging/Cutout.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace iic {

namespace {

using Json = nlohmann::json;

constexpr int mostPlanes = 64;
constexpr int largestSide = 4001;

Json asJson(const FileRecord& file) {
    return {{"path", file.path}, {"bytes", file.fingerprint.bytes}, {"checksum", file.fingerprint.checksum}};
}

FileRecord fileFrom(const Json& json) {
    return {json.at("path").get<std::string>(), {json.at("bytes").get<std::uint64_t>(), json.at("checksum").get<std::string>()}};
}

Band bandFrom(const Json& json) {
    const auto name = json.get<std::string>();
    const auto band = parseBand(name);
    if (!band)
        throw std::invalid_argument(fmt::format("unknown band “{}”", name));
    return *band;
}

Json asJson(const TileRecord& tile) {
    auto files = Json::object();
    for (const auto& [band, file] : tile.files)
        files[std::string(bandName(band))] = asJson(file);
    return {{"id", tile.id}, {"width", tile.width}, {"height", tile.height}, {"pixelScale", tile.pixelScale}, {"files", files}};
}

TileRecord tileFrom(const Json& json) {
    TileRecord tile{json.at("id").get<std::string>(),
                    json.at("width").get<int>(),
                    json.at("height").get<int>(),
                    json.at("pixelScale").get<double>(),
                    {}};
    for (const auto& [name, file] : json.at("files").items())
        tile.files.emplace_back(bandFrom(name), fileFrom(file));
    if (!(tile.pixelScale > 0 && tile.pixelScale < 3600))
        throw std::invalid_argument(fmt::format("a pixel of {}″ in tile {}", tile.pixelScale, tile.id));
    return tile;
}

Json asJson(const CatalogRecord& record) {
    Json json{{"catalog", asJson(record.catalog)}};
    if (record.truth)
        json["truth"] = asJson(*record.truth);
    if (!record.roles.empty())
        json["roles"] = record.roles;
    return json;
}

CatalogRecord catalogFrom(const Json& json) {
    CatalogRecord record{fileFrom(json.at("catalog")), std::nullopt, {}};
    if (json.contains("truth"))
        record.truth = fileFrom(json.at("truth"));
    if (json.contains("roles"))
        record.roles = json.at("roles").get<std::map<std::string, std::string>>();
    return record;
}

Json asJson(const SelectionOptions& selection) {
    auto drop = Json::array();
    for (const auto flag : qualityFlags)
        if (selection.dropFlags & bit(flag))
            drop.push_back(flagName(flag));
    return {{"minimumSnr", selection.minimumSignalToNoise},
            {"maximumPerClass", selection.maximumPerClass},
            {"balance", selection.balance},
            {"keepUnlabelled", selection.keepUnlabelled},
            {"drop", drop},
            {"seed", selection.seed}};
}

SelectionOptions selectionFrom(const Json& json) {
    SelectionOptions selection{json.at("minimumSnr").get<double>(),
                               json.at("maximumPerClass").get<std::size_t>(),
                               json.at("balance").get<bool>(),
                               json.at("keepUnlabelled").get<bool>(),
                               0,
                               json.at("seed").get<std::uint64_t>()};
    for (const auto& name : json.at("drop")) {
        const auto flag = std::ranges::find(qualityFlags, name.get<std::string>(), flagName);
        if (flag == qualityFlags.end())
            throw std::invalid_argument(fmt::format("unknown flag “{}”", name.get<std::string>()));
        selection.dropFlags |= bit(*flag);
    }
    return selection;
}

Json asJson(const SplitRecord& split) {
    return {{"rule", splitRuleName(split.rule)}, {"seed", split.seed},
            {"blockArcmin", split.blockArcmin},  {"leaking", split.leaking},
            {"overlapping", split.overlapping},  {"trimmed", split.trimmed}};
}

SplitRecord splitFrom(const Json& json) {
    constexpr std::array rules{SplitRule::None, SplitRule::Blocks, SplitRule::Random, SplitRule::Given};
    const auto name = json.at("rule").get<std::string>();
    const auto rule = std::ranges::find(rules, name, splitRuleName);
    if (rule == rules.end())
        throw std::invalid_argument(fmt::format("unknown split rule “{}”", name));
    return {*rule,
            json.at("seed").get<std::uint64_t>(),
            json.at("blockArcmin").get<double>(),
            json.at("leaking").get<bool>(),
            json.at("overlapping").get<std::size_t>(),
            json.at("trimmed").get<std::size_t>()};
}

DatasetCard cardFrom(const Json& json) {
    DatasetCard card;
    const auto kind = json.at("kind").get<std::string>();
    if (kind != "sky" && kind != "images")
        throw std::invalid_argument(fmt::format("unknown kind “{}”", kind));
    card.kind = kind == "sky" ? DatasetKind::Sky : DatasetKind::Images;
    for (const auto& name : json.at("bands"))
        card.bands.push_back(bandFrom(name));
    card.planes = json.at("planes").get<int>();
    card.side = json.at("side").get<int>();
    card.fieldArcsec = json.at("fieldArcsec").get<double>();
    card.survey = json.at("survey").get<std::string>();
    card.classes = json.at("classes").get<std::vector<std::string>>();
    for (const auto& tile : json.at("tiles"))
        card.tiles.push_back(tileFrom(tile));
    for (const auto& catalog : json.at("catalogs"))
        card.catalogs.push_back(catalogFrom(catalog));
    card.origin = json.at("origin").get<std::string>();
    card.selection = selectionFrom(json.at("selection"));
    card.dropped = json.at("dropped").get<std::map<std::string, std::size_t>>();
    card.split = splitFrom(json.at("split"));
    return card;
}

void check(const DatasetCard& card) {
    const auto require = [](bool condition, std::string otherwise) {
        if (!condition)
            throw std::invalid_argument(std::move(otherwise));
    };
    const bool sky = card.kind == DatasetKind::Sky;
    require(card.planes >= 1 && card.planes <= mostPlanes, fmt::format("{} planes in a cutout", card.planes));
    require(card.side >= 1 && card.side <= largestSide, fmt::format("a side of {} pixels", card.side));
    require(!sky || card.bands.size() == static_cast<std::size_t>(card.planes),
            fmt::format("{} planes of {} bands", card.planes, card.bands.size()));
    require(std::set(card.bands.begin(), card.bands.end()).size() == card.bands.size(), "a band is named twice");
    require(!sky || (card.fieldArcsec >= 1 && card.fieldArcsec <= 36'000), fmt::format("a field of {}″", card.fieldArcsec));
    require(!card.classes.empty() && card.classes.size() < noLabel, fmt::format("{} classes", card.classes.size()));
    require(!sky || !card.tiles.empty(), "no tile");
    for (const auto& tile : card.tiles)
        require(cutoutSide(card.fieldArcsec, tile.pixelScale) == card.side,
                fmt::format("a field of {}″ is not of {} pixels of {}″", card.fieldArcsec, card.side, tile.pixelScale));
}

} // namespace

std::string_view splitRuleName(SplitRule rule) {
    switch (rule) {
    case SplitRule::Blocks: return "blocks";
    case SplitRule::Random: return "random";
    case SplitRule::Given: return "given";
    case SplitRule::None: break;
    }
    return "none";
}

Json toJson(const DatasetCard& card) {
    auto bands = Json::array(), tiles = Json::array(), catalogs = Json::array();
    for (const auto band : card.bands)
        bands.push_back(bandName(band));
    for (const auto& tile : card.tiles)
        tiles.push_back(asJson(tile));
    for (const auto& catalog : card.catalogs)
        catalogs.push_back(asJson(catalog));
    return {{"kind", card.kind == DatasetKind::Sky ? "sky" : "images"},
            {"bands", bands},
            {"planes", card.planes},
            {"side", card.side},
            {"fieldArcsec", card.fieldArcsec},
            {"survey", card.survey},
            {"classes", card.classes},
            {"tiles", tiles},
            {"catalogs", catalogs},
            {"origin", card.origin},
            {"selection", asJson(card.selection)},
            {"dropped", card.dropped},
            {"split", asJson(card.split)}};
}

Result<DatasetCard> datasetCardFromJson(const Json& json) {
    const auto bad = [](const std::exception& problem) {
        return fail(ErrorCode::BadDataset, {}, "the card of the dataset cannot be used", problem.what());
    };
    try {
        auto card = cardFrom(json);
        check(card);
        return card;
    } catch (const Json::exception& problem) {
        return bad(problem);
    } catch (const std::invalid_argument& problem) {
        return bad(problem);
    }
}

} // namespace iic
