#include "catalog/ColumnBuilder.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>
#include <set>

namespace iic {

namespace {

template <typename T> std::optional<T> whole(std::string_view cell) {
    if (cell.starts_with('+'))
        cell.remove_prefix(1);
    T value{};
    const auto [end, status] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (cell.empty() || status != std::errc{} || end != cell.data() + cell.size())
        return std::nullopt;
    return value;
}

/// Identifiers such as 00123 keep their zeros: they are text.
bool keepsZeros(std::string_view cell) {
    if (cell.starts_with('-') || cell.starts_with('+'))
        cell.remove_prefix(1);
    return cell.size() > 1 && cell[0] == '0' && std::isdigit(static_cast<unsigned char>(cell[1]));
}

bool meansNothing(std::string_view cell) {
    static const std::set<std::string, std::less<>> words{"", "nan", "null", "none", "n/a", "--"};
    std::string lower(cell.substr(0, 8));
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return words.contains(lower);
}

} // namespace

std::string_view trimmedCell(std::string_view cell) {
    while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\t'))
        cell.remove_prefix(1);
    while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\t' || cell.back() == '\r'))
        cell.remove_suffix(1);
    return cell;
}

void ColumnBuilder::add(std::string_view cell) {
    const auto trimmed = trimmedCell(cell);
    null_.push_back(meansNothing(trimmed));
    cells_.emplace_back(null_.back() ? std::string_view{} : trimmed);
}

void ColumnBuilder::addNull() {
    null_.push_back(true);
    cells_.emplace_back();
}

ColumnBuilder::Kind ColumnBuilder::narrowest() const {
    auto kind = Kind::Integer;
    bool any = false;
    for (std::size_t row = 0; row < cells_.size() && kind != Kind::Text; ++row) {
        if (null_[row])
            continue;
        any = true;
        if (kind == Kind::Integer && (!whole<std::int64_t>(cells_[row]) || keepsZeros(cells_[row])))
            kind = keepsZeros(cells_[row]) && cells_[row].find('.') == std::string::npos ? Kind::Text : Kind::Real;
        if (kind == Kind::Real && !whole<double>(cells_[row]))
            kind = Kind::Text;
    }
    return any ? kind : Kind::Text;
}

Column ColumnBuilder::build(Kind kind) && {
    Column column{std::move(name_), std::move(unit_), {}, std::move(null_)};
    if (kind == Kind::Text) {
        column.values = std::move(cells_);
    } else if (kind == Kind::Integer) {
        Integers values(cells_.size());
        for (std::size_t row = 0; row < cells_.size(); ++row) {
            const auto value = column.null[row] ? std::nullopt : whole<std::int64_t>(cells_[row]);
            values[row] = value.value_or(0);
            column.null[row] = !value;
        }
        column.values = std::move(values);
    } else {
        Reals values(cells_.size(), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t row = 0; row < cells_.size(); ++row) {
            const auto value = column.null[row] ? std::nullopt : whole<double>(cells_[row]);
            if (value)
                values[row] = *value;
            column.null[row] = !value;
        }
        column.values = std::move(values);
    }
    return column;
}

std::vector<std::string> makeNamesUnique(std::vector<std::string>& names) {
    std::vector<std::string> renamed;
    std::set<std::string> taken;
    for (auto& name : names) {
        const std::string original = name.empty() ? "column" : name;
        std::string candidate = original;
        for (int number = 2; !taken.insert(candidate).second; ++number)
            candidate = original + "_" + std::to_string(number);
        if (candidate != name)
            renamed.push_back(candidate);
        name = candidate;
    }
    return renamed;
}

} // namespace iic
