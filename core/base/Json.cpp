#include "base/Json.h"

namespace iic {

namespace {

constexpr int deepest = 16;

std::string unquoted(const std::string& text) { return text.substr(1, text.size() - 2); }

std::string inWords(const nlohmann::json& value) {
    if (value.is_null())
        return "none";
    if (!value.is_array())
        return value.is_string() ? unquoted(jsonText(value)) : jsonText(value);
    std::string list;
    for (const auto& item : value)
        list += (list.empty() ? "" : ", ") + inWords(item);
    return list.empty() ? "none" : list;
}

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

std::string differencesIn(const nlohmann::json& then, const nlohmann::json& now) {
    auto all = then;
    all.update(now);
    std::string differences;
    for (const auto& [name, either] : all.items()) {
        const auto before = then.value(name, nlohmann::json()), today = now.value(name, nlohmann::json());
        if (before != today)
            differences +=
                (differences.empty() ? "" : "; ") + name + ": " + inWords(before) + " then, " + inWords(today) + " now";
    }
    return differences;
}

} // namespace iic
