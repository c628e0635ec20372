#include "analysis/LabelCorrections.h"

#include "base/Json.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr auto leftOut = "leftOut";

std::optional<std::uint8_t> labelNamed(const std::string& name) {
    if (name == leftOut)
        return noLabel;
    std::uint8_t label = 0;
    const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), label);
    return fault == std::errc() && end == name.data() + name.size() && label != noLabel ? std::optional(label) : std::nullopt;
}

} // namespace

Result<void> apply(const LabelCorrections& corrections, std::size_t classes, DatasetColumns& columns) {
    if (corrections.size() > mostCorrections)
        return fail(ErrorCode::BadOption, {}, "there are too many corrected labels for one run",
                    fmt::format("{}, {} at most", corrections.size(), mostCorrections));
    for (const auto& [row, label] : corrections) {
        if (row >= columns.size() || (label != noLabel && label >= classes))
            return fail(ErrorCode::BadOption, {}, "a corrected label is not one of the dataset",
                        fmt::format("row {}, class {}", row, label));
        columns.label[row] = label;
    }
    return {};
}

std::string toJson(const LabelCorrections& corrections) {
    auto json = nlohmann::json::object();
    for (const auto& [row, label] : corrections)
        json[label == noLabel ? leftOut : std::to_string(label)].push_back(row);
    return jsonText(json);
}

LabelCorrections correctionsFromJson(const std::string& text) {
    LabelCorrections corrections;
    const auto json = parseJsonObject(text);
    if (!json)
        return corrections;
    for (const auto& [name, rows] : json->items())
        if (const auto label = labelNamed(name); label && rows.is_array())
            for (const auto& row : rows)
                if (row.is_number_unsigned())
                    corrections.push_back({row.get<std::size_t>(), *label});
    std::ranges::sort(corrections, {}, &LabelCorrection::row);
    return corrections;
}

} // namespace iic
