#include "catalog/Table.h"

#include "catalog/ColumnBuilder.h"
#include "catalog/ParseNumber.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace iic {

namespace {

bool equalIgnoringCase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

} // namespace

std::optional<double> Column::number(std::size_t row) const {
    if (row >= size() || null[row])
        return std::nullopt;
    if (const auto* reals = std::get_if<Reals>(&values))
        return std::isnan((*reals)[row]) ? std::nullopt : std::optional((*reals)[row]);
    if (const auto* integers = std::get_if<Integers>(&values))
        return static_cast<double>((*integers)[row]);
    const auto value = parseNumber<double>(trimmedCell(std::get<Texts>(values)[row]));
    return value && std::isnan(*value) ? std::nullopt : value;
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
