#include "base/Json.h"

namespace iic {

namespace {

constexpr int deepest = 16;

} // namespace

tl::expected<nlohmann::json, std::string> parseJsonObject(std::string_view text) {
    bool tooDeep = false;
    const auto isKept = [&tooDeep](int depth, nlohmann::json::parse_event_t, const nlohmann::json&) {
        tooDeep = tooDeep || depth > deepest;
        return depth <= deepest;
    };
    auto json = nlohmann::json::parse(text, isKept, false);
    if (tooDeep)
        return tl::unexpected(std::string("is nested too deep"));
    if (!json.is_object())
        return tl::unexpected(std::string("is not a JSON object"));
    return json;
}

std::string jsonText(const nlohmann::json& json, int indent) {
    return json.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace iic
