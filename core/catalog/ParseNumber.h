#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace iic {

/// The number a cell holds; nullopt when it is not wholly one, or out of the type's range.
template <typename T> std::optional<T> parseNumber(std::string_view cell) {
    if (cell.size() > 1 && cell[0] == '+' && cell[1] != '-')
        cell.remove_prefix(1);
    T value{};
    const auto [end, status] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (cell.empty() || status != std::errc{} || end != cell.data() + cell.size())
        return std::nullopt;
    return value;
}

} // namespace iic
