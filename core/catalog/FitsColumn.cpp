#include "catalog/FitsColumn.h"

#include "catalog/BigEndian.h"
#include "catalog/ColumnBuilder.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace iic {

namespace {

constexpr double largestExactZero = 9007199254740992.0; // 2⁵³
constexpr double unsigned64Zero = 9223372036854775808.0; // 2⁶³

bool isInteger(char code) { return code == 'B' || code == 'I' || code == 'J' || code == 'K'; }

/// Whole numbers that an added TZERO leaves whole and in range.
bool staysInteger(const FitsField& field) {
    return field.scale == 1 &&
           (field.code == 'K' ? field.zero == 0
                              : std::trunc(field.zero) == field.zero && std::abs(field.zero) <= largestExactZero);
}

} // namespace

std::size_t fitsColumnCount(const FitsField& field) {
    if (field.code == 'A')
        return field.repeat > 0 && !field.isTextArray ? 1 : 0;
    if (field.code == 'X')
        return field.repeat == 1 ? 1 : 0;
    const bool isSingle = isInteger(field.code) || field.code == 'L' || field.code == 'E' || field.code == 'D';
    return isSingle && field.repeat <= mostSplit ? static_cast<std::size_t>(field.repeat) : 0;
}

FitsColumn::FitsColumn(FitsField field, std::size_t element)
    : field_(std::move(field)), offset_(field_.offset + element * fitsValueBytes(field_.code).value_or(0)) {
    isUnsigned64_ = field_.code == 'K' && field_.scale == 1 && field_.zero == unsigned64Zero;
    column_.unit = field_.unit;
    if (field_.code == 'A')
        column_.values = Texts{};
    else if (field_.code == 'L' || field_.code == 'X' || isUnsigned64_ || (isInteger(field_.code) && staysInteger(field_)))
        column_.values = Integers{};
    else
        column_.values = Reals{};
}

void FitsColumn::reserve(std::size_t rows) {
    column_.null.reserve(rows);
    std::visit([rows](auto& values) { values.reserve(rows); }, column_.values);
}

void FitsColumn::append(const char* rows, std::size_t count, std::size_t rowBytes) {
    const char* cell = rows + offset_;
    if (isUnsigned64_)
        return appendUnsigned(cell, count, rowBytes);
    switch (field_.code) {
    case 'X': return appendBits(cell, count, rowBytes);
    case 'L': return appendLogicals(cell, count, rowBytes);
    case 'B': return appendIntegers<std::uint8_t>(cell, count, rowBytes);
    case 'I': return appendIntegers<std::int16_t>(cell, count, rowBytes);
    case 'J': return appendIntegers<std::int32_t>(cell, count, rowBytes);
    case 'K': return appendIntegers<std::int64_t>(cell, count, rowBytes);
    case 'E': return appendReals<float>(cell, count, rowBytes);
    case 'D': return appendReals<double>(cell, count, rowBytes);
    default: return appendTexts(cell, count, rowBytes);
    }
}

template <typename T> void FitsColumn::appendIntegers(const char* cell, std::size_t count, std::size_t rowBytes) {
    auto* integers = std::get_if<Integers>(&column_.values);
    auto* reals = std::get_if<Reals>(&column_.values);
    for (std::size_t row = 0; row < count; ++row, cell += rowBytes) {
        const std::int64_t raw = fromBigEndian<T>(cell);
        const bool isNull = field_.null == raw;
        column_.null.push_back(isNull);
        if (integers)
            integers->push_back(isNull ? 0 : raw + static_cast<std::int64_t>(field_.zero));
        else
            reals->push_back(isNull ? std::numeric_limits<double>::quiet_NaN()
                                    : static_cast<double>(raw) * field_.scale + field_.zero);
    }
}

template <typename T> void FitsColumn::appendReals(const char* cell, std::size_t count, std::size_t rowBytes) {
    auto& reals = std::get<Reals>(column_.values);
    for (std::size_t row = 0; row < count; ++row, cell += rowBytes) {
        double value = fromBigEndian<T>(cell);
        if (field_.scale != 1 || field_.zero != 0)
            value = value * field_.scale + field_.zero;
        reals.push_back(value);
        column_.null.push_back(std::isnan(value));
    }
}

void FitsColumn::appendUnsigned(const char* cell, std::size_t count, std::size_t rowBytes) {
    for (std::size_t row = 0; row < count; ++row, cell += rowBytes) {
        const auto raw = fromBigEndian<std::int64_t>(cell);
        const bool isNull = field_.null == raw;
        const auto value = isNull ? 0 : static_cast<std::uint64_t>(raw) ^ (std::uint64_t{1} << 63);
        if (value >> 63 != 0)
            becomeText();
        column_.null.push_back(isNull);
        if (auto* integers = std::get_if<Integers>(&column_.values))
            integers->push_back(static_cast<std::int64_t>(value));
        else
            std::get<Texts>(column_.values).push_back(isNull ? "" : std::to_string(value));
    }
}

void FitsColumn::becomeText() {
    const auto* integers = std::get_if<Integers>(&column_.values);
    if (!integers)
        return;
    Texts texts;
    texts.reserve(integers->capacity());
    for (std::size_t row = 0; row < integers->size(); ++row)
        texts.push_back(column_.text(row));
    column_.values = std::move(texts);
}

void FitsColumn::appendLogicals(const char* cell, std::size_t count, std::size_t rowBytes) {
    auto& integers = std::get<Integers>(column_.values);
    for (std::size_t row = 0; row < count; ++row, cell += rowBytes) {
        integers.push_back(*cell == 'T');
        column_.null.push_back(*cell != 'T' && *cell != 'F');
    }
}

void FitsColumn::appendBits(const char* cell, std::size_t count, std::size_t rowBytes) {
    auto& integers = std::get<Integers>(column_.values);
    for (std::size_t row = 0; row < count; ++row, cell += rowBytes)
        integers.push_back(fromBigEndian<std::uint8_t>(cell) >> 7);
    column_.null.resize(integers.size());
}

void FitsColumn::appendTexts(const char* cell, std::size_t count, std::size_t rowBytes) {
    auto& texts = std::get<Texts>(column_.values);
    for (std::size_t row = 0; row < count; ++row, cell += rowBytes) {
        const std::string_view all(cell, static_cast<std::size_t>(field_.repeat));
        const auto text = trimmedCell(all.substr(0, all.find('\0')));
        texts.emplace_back(text);
        column_.null.push_back(text.empty());
    }
}

} // namespace iic
