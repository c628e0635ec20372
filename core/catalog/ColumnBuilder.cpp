#include "catalog/ColumnBuilder.h"

#include "catalog/ParseNumber.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <set>
#include <unordered_map>

namespace iic {

namespace {

using Kind = ColumnBuilder::Kind;

constexpr std::size_t mostShown = 8; ///< names in a warning

bool isDigit(char character) { return character >= '0' && character <= '9'; }

std::string_view withoutSign(std::string_view cell) {
    return cell.starts_with('-') || cell.starts_with('+') ? cell.substr(1) : cell;
}

/// Identifiers such as 00123 keep their zeros.
bool keepsZeros(std::string_view cell) {
    const auto digits = withoutSign(cell);
    return digits.size() > 1 && digits[0] == '0' && isDigit(digits[1]) && digits.find('.') == std::string_view::npos;
}

bool isAllDigits(std::string_view cell) {
    const auto digits = withoutSign(cell);
    return std::all_of(digits.begin(), digits.end(), isDigit);
}

Kind kindOf(std::string_view cell) {
    if (keepsZeros(cell))
        return Kind::Text;
    if (parseNumber<std::int64_t>(cell))
        return Kind::Integer;
    return !isAllDigits(cell) && parseNumber<double>(cell) ? Kind::Real : Kind::Text;
}

Integers integersOf(const std::vector<std::string_view>& cells) {
    Integers values(cells.size());
    for (std::size_t row = 0; row < cells.size(); ++row)
        values[row] = parseNumber<std::int64_t>(cells[row]).value_or(0);
    return values;
}

Reals realsOf(const std::vector<std::string_view>& cells, std::vector<bool>& null) {
    Reals values(cells.size());
    for (std::size_t row = 0; row < cells.size(); ++row) {
        values[row] = parseNumber<double>(cells[row]).value_or(std::numeric_limits<double>::quiet_NaN());
        if (std::isnan(values[row]))
            null[row] = true;
    }
    return values;
}

} // namespace

std::string_view trimmedCell(std::string_view cell) {
    while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\t'))
        cell.remove_prefix(1);
    while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\t' || cell.back() == '\r'))
        cell.remove_suffix(1);
    return cell;
}

bool meansNothing(std::string_view cell) {
    static constexpr std::array<std::string_view, 5> words{"nan", "null", "none", "n/a", "--"};
    return cell.empty() || (cell.size() <= 4 && std::any_of(words.begin(), words.end(), [cell](std::string_view word) {
                                return std::equal(word.begin(), word.end(), cell.begin(), cell.end(),
                                                  [](char w, unsigned char c) { return w == std::tolower(c); });
                            }));
}

void ColumnBuilder::add(std::string_view cell) {
    null_.push_back(false);
    cells_.push_back(cell);
}

void ColumnBuilder::addNull() {
    null_.push_back(true);
    cells_.emplace_back();
}

Kind ColumnBuilder::narrowest() const {
    auto kind = Kind::Integer;
    bool any = false;
    for (std::size_t row = 0; row < cells_.size() && kind != Kind::Text; ++row)
        if (!null_[row]) {
            kind = std::max(kind, kindOf(cells_[row]));
            any = true;
        }
    return any ? kind : Kind::Text;
}

bool ColumnBuilder::fits(Kind kind) const {
    for (std::size_t row = 0; row < cells_.size(); ++row) {
        if (null_[row])
            continue;
        if (kind == Kind::Integer ? !parseNumber<std::int64_t>(cells_[row])
                                  : kind == Kind::Real && !parseNumber<double>(cells_[row]))
            return false;
    }
    return true;
}

Column ColumnBuilder::build(Kind kind) && {
    Column column{std::move(name_), std::move(unit_), {}, std::move(null_)};
    if (kind == Kind::Integer)
        column.values = integersOf(cells_);
    else if (kind == Kind::Real)
        column.values = realsOf(cells_, column.null);
    else
        column.values = Texts(cells_.begin(), cells_.end());
    return column;
}

std::string splitName(const std::string& name, std::size_t element, std::size_t count) {
    return count == 1 ? name : fmt::format("{}_{}", name, element + 1);
}

void LeftOutColumns::add(const std::string& name, const std::string& form) {
    if (++count_ <= mostShown)
        shown_.push_back(fmt::format("{} ({})", name, form));
}

void LeftOutColumns::warn(std::vector<std::string>& warnings) const {
    if (count_ > 0)
        warnings.push_back(fmt::format("{} not hold single numbers or texts and {} left out: {}{}",
                                       count_ == 1 ? "1 column does" : fmt::format("{} columns do", count_),
                                       count_ == 1 ? "is" : "are", fmt::join(shown_, ", "), count_ > mostShown ? ", …" : ""));
}

void makeNamesUnique(std::vector<std::string>& names, std::vector<std::string>& warnings) {
    std::vector<std::string> shown;
    std::size_t renamed = 0;
    std::set<std::string> taken;
    std::unordered_map<std::string, int> numbers;
    for (std::size_t column = 0; column < names.size(); ++column) {
        auto& name = names[column];
        const std::string original = name.empty() ? "column" : name;
        std::string candidate = original;
        while (!taken.insert(candidate).second)
            candidate = fmt::format("{}_{}", original, ++numbers.try_emplace(original, 1).first->second);
        if (candidate == name)
            continue;
        name = candidate;
        if (++renamed <= mostShown)
            shown.push_back(fmt::format("{} (column {})", candidate, column + 1));
    }
    if (renamed > 0)
        warnings.push_back(fmt::format("{} column names repeat or are empty; read as {}{}", renamed, fmt::join(shown, ", "),
                                       renamed > mostShown ? ", …" : ""));
}

bool isBlownUp(std::size_t rows, std::size_t columns, std::size_t bytes) {
    constexpr std::size_t harmless = 10'000'000;
    return rows > (bytes + harmless) / columns;
}

} // namespace iic
