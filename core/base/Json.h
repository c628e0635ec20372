#pragma once

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace iic {

/// A JSON object that was written by anybody, or why it is none, such as "is not a JSON object". To copy or print JSON takes stack for
/// each level: what is nested deeper than anything of the program's own is refused.
tl::expected<nlohmann::json, std::string> parseJsonObject(std::string_view text);

/// JSON as text, on one line unless indented; bytes that are no UTF-8, as names of files may hold, are replaced.
std::string jsonText(const nlohmann::json& json, int indent = -1);

/// What two objects differ in, in words, as "batch: 16 then, 8 now; bands: W1, W2 then, none now"; empty where they are alike.
std::string differencesIn(const nlohmann::json& then, const nlohmann::json& now);

} // namespace iic
