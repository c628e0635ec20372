#include "data/PlanDifference.h"

#include "base/Json.h"

#include <fmt/format.h>

namespace iic {

namespace {

using Json = nlohmann::json;

std::string textAt(const Json& json, const Json::json_pointer& place) {
    return json.contains(place) ? jsonText(json.at(place)) : "nothing";
}

/// As it comes back from a file.
Json stored(const Json& json) { return Json::parse(jsonText(json)); }

} // namespace

std::optional<PlanDifference> planDifference(const Json& first, const Json& second) {
    const Json then = stored(first), now = stored(second);
    if (then == now)
        return std::nullopt;
    const Json::json_pointer place(Json::diff(then, now).front().at("path").get<std::string>());
    const auto where = place.to_string();
    PlanDifference difference{fmt::format("{}: {} then, {} now", where.substr(1), textAt(then, place), textAt(now, place)), {}};
    const auto path = place.parent_pointer() / "path";
    if ((where.ends_with("/bytes") || where.ends_with("/checksum")) && now.contains(path))
        difference.changedFile = now.at(path).get<std::string>();
    return difference;
}

} // namespace iic
