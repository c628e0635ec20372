#include "catalog/Table.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace iic {

namespace {

bool equalIgnoringCase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
        return std::tolower(x) == std::tolower(y);
    });
}

std::optional<double> parsedNumber(std::string_view text) {
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || status != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

std::optional<double> Column::number(std::size_t row) const {
    if (row >= size() || null[row])
        return std::nullopt;
    if (const auto* reals = std::get_if<Reals>(&values))
        return std::isnan((*reals)[row]) ? std::nullopt : std::optional((*reals)[row]);
    if (const auto* integers = std::get_if<Integers>(&values))
        return static_cast<double>((*integers)[row]);
    return parsedNumber(std::get<Texts>(values)[row]);
}

std::string Column::text(std::size_t row) const {
    if (row >= size() || null[row])
        return {};
    if (const auto* reals = std::get_if<Reals>(&values))
        return fmt::format("{}", (*reals)[row]);
    if (const auto* integers = std::get_if<Integers>(&values))
        return fmt::format("{}", (*integers)[row]);
    return std::get<Texts>(values)[row];
}

const Column* Table::find(std::string_view name) const {
    const auto exact = std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == name; });
    if (exact != columns_.end())
        return &*exact;
    const auto similar =
        std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return equalIgnoringCase(c.name, name); });
    return similar == columns_.end() ? nullptr : &*similar;
}

Column& Table::add(Column column) {
    const auto same = std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == column.name; });
    if (same != columns_.end())
        return *same = std::move(column);
    return columns_.emplace_back(std::move(column));
}

Column realColumn(std::string name, std::string unit, Reals values) {
    std::vector<bool> null(values.size());
    std::transform(values.begin(), values.end(), null.begin(), [](double value) { return std::isnan(value); });
    return {std::move(name), std::move(unit), std::move(values), std::move(null)};
}

Column integerColumn(std::string name, std::string unit, Integers values) {
    std::vector<bool> null(values.size(), false);
    return {std::move(name), std::move(unit), std::move(values), std::move(null)};
}

Column textColumn(std::string name, Texts values) {
    std::vector<bool> null(values.size());
    std::transform(values.begin(), values.end(), null.begin(), [](const std::string& value) { return value.empty(); });
    return {std::move(name), {}, std::move(values), std::move(null)};
}

} // namespace iic
