#include "catalog/VoTableColumns.h"

#include "catalog/BigEndian.h"
#include "catalog/ColumnBuilder.h"
#include "catalog/ParseNumber.h"
#include "catalog/Utf8.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace iic {

namespace {

using Type = VoTableField::Type;

/// A cell without the white space around it, line ends of a file laid out prettily among it.
std::string_view stripped(std::string_view text) {
    static constexpr std::string_view space = " \t\r\n";
    const auto first = text.find_first_not_of(space);
    return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string_view takeWord(std::string_view& text) {
    text = stripped(text);
    const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

std::optional<std::int64_t> logical(std::string_view word) {
    if (word == "T" || word == "t" || word == "true" || word == "True" || word == "TRUE" || word == "1")
        return 1;
    if (word == "F" || word == "f" || word == "false" || word == "False" || word == "FALSE" || word == "0")
        return 0;
    return std::nullopt;
}

bool isLogical(const VoTableField& field) { return field.type == Type::Boolean || field.type == Type::Bit; }

std::optional<std::int64_t> integer(std::string_view word) {
    if (!word.starts_with("0x") && !word.starts_with("0X"))
        return parseNumber<std::int64_t>(word);
    std::int64_t value = 0;
    const auto* last = word.data() + word.size();
    const auto [end, status] = std::from_chars(word.data() + 2, last, value, 16);
    return status == std::errc{} && end == last ? std::optional(value) : std::nullopt;
}

/// UTF-16, big-endian, up to its first NUL.
std::string fromUtf16(const char* bytes, std::size_t count) {
    std::string text;
    for (std::size_t at = 0; at < count; ++at) {
        const char32_t unit = fromBigEndian<std::uint16_t>(bytes + 2 * at);
        if (unit == 0)
            break;
        const char32_t next = at + 1 < count ? fromBigEndian<std::uint16_t>(bytes + 2 * at + 2) : 0;
        const bool isPair = unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000;
        const bool isLone = !isPair && unit >= 0xd800 && unit < 0xe000;
        appendCharacter(text, isPair   ? 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00)
                              : isLone ? replacementCharacter
                                       : unit);
        at += isPair;
    }
    return text;
}

std::int64_t binaryInteger(const char* bytes, Type type) {
    switch (type) {
    case Type::Bit: return fromBigEndian<std::uint8_t>(bytes) != 0; // astropy sets another than the highest
    case Type::Byte: return fromBigEndian<std::uint8_t>(bytes);
    case Type::Short: return fromBigEndian<std::int16_t>(bytes);
    case Type::Int: return fromBigEndian<std::int32_t>(bytes);
    default: return fromBigEndian<std::int64_t>(bytes);
    }
}

} // namespace

VoTableColumns::VoTableColumns(std::vector<VoTableField> fields) : fields_(std::move(fields)) {
    for (const auto& field : fields_) {
        firstColumn_.push_back(columns_.size());
        const auto count = field.columnCount();
        for (std::size_t element = 0; element < count; ++element) {
            Column column{splitName(field.name, element, count), field.unit, Integers{}, {}};
            if (field.isText())
                column.values = Texts{};
            else if (field.type == Type::Float || field.type == Type::Double)
                column.values = Reals{};
            columns_.push_back(std::move(column));
        }
    }
}

void VoTableColumns::pushNull(std::size_t column) {
    auto& to = columns_[column];
    to.null.push_back(true);
    if (auto* reals = std::get_if<Reals>(&to.values))
        reals->push_back(std::numeric_limits<double>::quiet_NaN());
    else
        std::visit([](auto& values) { values.emplace_back(); }, to.values);
}

void VoTableColumns::pushText(std::size_t column, std::string text) {
    columns_[column].null.push_back(text.empty());
    std::get<Texts>(columns_[column].values).push_back(std::move(text));
}

void VoTableColumns::push(std::size_t column, std::string_view cell, const VoTableField& field) {
    auto& to = columns_[column];
    if (cell.empty() || (field.nullText && cell == *field.nullText) || (field.type == Type::Boolean && cell == "?"))
        return pushNull(column);
    if (auto* texts = std::get_if<Texts>(&to.values)) {
        texts->emplace_back(cell);
        to.null.push_back(false);
        return;
    }
    if (auto* reals = std::get_if<Reals>(&to.values)) {
        if (const auto value = parseNumber<double>(cell)) {
            reals->push_back(*value);
            to.null.push_back(std::isnan(*value));
            return;
        }
    } else if (const auto value = isLogical(field) ? logical(cell) : integer(cell)) {
        std::get<Integers>(to.values).push_back(*value);
        to.null.push_back(false);
        return;
    }
    if (unread_++ == 0)
        firstUnread_ = fmt::format("\"{}\" in column {}, row {}", cell.substr(0, 40), to.name, rows_ + 1);
    pushNull(column);
}

void VoTableColumns::addText(std::string_view cell) {
    const auto& field = fields_[field_];
    const auto first = firstColumn_[field_++];
    const auto count = field.columnCount();
    cell = stripped(cell);
    if (count == 1)
        return push(first, cell, field);
    for (std::size_t element = 0; element < count; ++element)
        push(first + element, takeWord(cell), field);
}

void VoTableColumns::pushBinary(std::size_t column, const char* bytes, const VoTableField& field) {
    auto& to = columns_[column];
    if (auto* reals = std::get_if<Reals>(&to.values)) {
        const double value = field.type == Type::Float ? fromBigEndian<float>(bytes) : fromBigEndian<double>(bytes);
        reals->push_back(value);
        to.null.push_back(std::isnan(value));
        return;
    }
    const auto value =
        field.type == Type::Boolean ? logical({bytes, 1}) : std::optional<std::int64_t>(binaryInteger(bytes, field.type));
    const auto null = field.nullText ? integer(stripped(*field.nullText)) : std::nullopt;
    if (!value || (null && value == null))
        return pushNull(column);
    std::get<Integers>(to.values).push_back(*value);
    to.null.push_back(false);
}

void VoTableColumns::addBinary(const char* bytes, std::size_t count, bool isNull) {
    const auto& field = fields_[field_];
    const auto first = firstColumn_[field_++];
    if (!isNull && field.isText()) {
        std::string text = field.type == Type::UnicodeChar ? fromUtf16(bytes, count) : std::string(bytes, count);
        const auto cell = stripped(std::string_view(text).substr(0, text.find('\0')));
        return field.nullText && cell == *field.nullText ? pushNull(first) : pushText(first, std::string(cell));
    }
    for (std::size_t element = 0; element < field.columnCount(); ++element)
        isNull ? pushNull(first + element) : pushBinary(first + element, bytes + element * field.valueBytes, field);
}

void VoTableColumns::addNull() {
    const auto& field = fields_[field_];
    const auto first = firstColumn_[field_++];
    for (std::size_t element = 0; element < field.columnCount(); ++element)
        pushNull(first + element);
}

void VoTableColumns::endRow() {
    while (field_ < fields_.size())
        addNull();
    field_ = 0;
    ++rows_;
}

Table VoTableColumns::take() && {
    Table table;
    LeftOutColumns leftOut;
    for (const auto& field : fields_)
        if (field.columnCount() == 0)
            leftOut.add(field.name, field.form);
    leftOut.warn(table.warnings);
    if (unread_ > 0)
        table.warnings.push_back(fmt::format("{} cells are not of the type of their column and are read as empty, the first {}",
                                             unread_, firstUnread_));
    std::vector<std::string> names;
    for (const auto& column : columns_)
        names.push_back(column.name);
    makeNamesUnique(names, table.warnings);
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        columns_[column].name = names[column];
        table.add(std::move(columns_[column]));
    }
    return table;
}

} // namespace iic
