#include "catalog/FitsUnit.h"

#include "catalog/ParseNumber.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <tuple>

namespace iic {

namespace {

constexpr std::size_t blockSize = 2880;
constexpr std::size_t recordSize = 80;
constexpr int mostBlocks = 1000;
constexpr std::uint64_t mostBytes = std::uint64_t{1} << 60;
constexpr long long mostAxes = 999;
constexpr long long mostFields = 999;
constexpr std::uint64_t largestRow = std::uint64_t{64} << 20;

Error badHeader(const ByteSource& source, int number, std::string detail) {
    return {ErrorCode::BadHeader, source.name(), "the FITS header cannot be read", fmt::format("HDU {}, {}", number, detail)};
}

/// A value that goes on in CONTINUE records.
bool joins(FitsHeader& header, FitsCard& pending, const FitsCard& card) {
    if (card.keyword == "CONTINUE" && pending.isText && pending.value.ends_with('&')) {
        pending.value.pop_back();
        pending.value += card.value;
        return true;
    }
    if (!pending.keyword.empty())
        header.add(std::move(pending));
    pending = card;
    return false;
}

/// Reads blocks up to the END card; false where no header begins.
Result<bool> readCards(ByteSource& source, FitsUnit& unit) {
    std::array<char, blockSize> block;
    FitsCard pending;
    for (int blocks = 0; blocks < mostBlocks; ++blocks) {
        const auto got = source.read(block);
        if (!got)
            return tl::unexpected(got.error());
        const bool begins = startsAsFits({block.data(), *got}) || std::string_view(block.data(), *got).starts_with("XTENSION");
        if (blocks == 0 && !begins)
            return false;
        if (*got < block.size())
            return fail(ErrorCode::TruncatedData, source.name(), "the file ends inside a header",
                        fmt::format("HDU {}, byte {}", unit.number, source.position()));
        for (std::size_t at = 0; at < block.size(); at += recordSize) {
            const std::string_view record(block.data() + at, recordSize);
            if (record.starts_with("END     ")) {
                joins(unit.header, pending, {});
                return true;
            }
            joins(unit.header, pending, FitsCard::fromRecord(record));
        }
    }
    return tl::unexpected(badHeader(source, unit.number, "no END card found"));
}

/// The product, unless it is beyond any file.
std::optional<std::uint64_t> times(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) || product > mostBytes ? std::nullopt : std::optional(product);
}

std::optional<std::uint64_t> sizeCard(const FitsHeader& header, const std::string& keyword, std::uint64_t otherwise) {
    if (!header.has(keyword))
        return otherwise;
    const auto value = header.integer(keyword);
    return value && *value >= 0 ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

/// Sets the size of the data and what they are; the keyword at fault otherwise.
std::optional<std::string> understand(FitsUnit& unit) {
    const auto& header = unit.header;
    const auto bits = header.integer("BITPIX"), axes = header.integer("NAXIS");
    if (!bits || std::abs(*bits) > 64 || *bits % 8 != 0 || *bits == 0)
        return "BITPIX";
    if (!axes || *axes < 0 || *axes > mostAxes)
        return "NAXIS";
    const bool isGroups = header.integer("NAXIS1") == 0 && header.text("GROUPS") == "T";
    std::optional<std::uint64_t> values = *axes == 0 ? 0 : 1;
    for (long long axis = isGroups ? 2 : 1; axis <= *axes; ++axis) {
        const auto keyword = fmt::format("NAXIS{}", axis);
        const auto side = header.integer(keyword);
        values = side && *side >= 0 ? times(*values, static_cast<std::uint64_t>(*side)) : std::nullopt;
        if (!values)
            return keyword;
    }
    const auto extra = sizeCard(header, "PCOUNT", 0), groups = sizeCard(header, "GCOUNT", 1);
    if (!extra || *extra > mostBytes)
        return "PCOUNT";
    const auto count = groups ? times(*values + *extra, *groups) : std::nullopt;
    const auto bytes = count ? times(*count, static_cast<std::uint64_t>(std::abs(*bits) / 8)) : std::nullopt;
    if (!bytes)
        return "GCOUNT";
    unit.dataBytes = *bytes;

    const auto extension = header.text("XTENSION").value_or("IMAGE");
    if (extension == "BINTABLE" || extension == "TABLE" || extension == "A3DTABLE") {
        if (*axes != 2 || *bits != 8)
            return "NAXIS";
        if (*groups != 1)
            return "GCOUNT";
        unit.rowBytes = static_cast<std::uint64_t>(*header.integer("NAXIS1"));
        unit.rows = static_cast<std::uint64_t>(*header.integer("NAXIS2"));
        const bool isImage = header.text("ZIMAGE") == "T";
        unit.kind = extension == "TABLE"           ? FitsUnit::Kind::TextTable
                    : isImage                      ? FitsUnit::Kind::Image
                    : header.text("ZTABLE") == "T" ? FitsUnit::Kind::PackedTable
                                                   : FitsUnit::Kind::BinaryTable;
    } else if (*axes >= 2 && *values > 0) {
        unit.kind = FitsUnit::Kind::Image;
    }
    return std::nullopt;
}

/// "12E" or "1PE(7)": the letter and how many of it.
std::optional<std::pair<char, std::uint64_t>> parseForm(std::string_view form) {
    const auto digits = std::min(form.find_first_not_of("0123456789"), form.size());
    const auto repeat = digits == 0 ? std::optional<std::uint64_t>(1) : parseNumber<std::uint64_t>(form.substr(0, digits));
    if (!repeat || digits == form.size() || *repeat > mostBytes)
        return std::nullopt;
    return std::pair(form[digits], *repeat);
}

std::optional<std::uint64_t> fieldBytes(const FitsField& field) {
    if (field.code == 'X')
        return (field.repeat + 7) / 8;
    const auto each = fitsValueBytes(field.code);
    return each ? times(field.repeat, *each) : std::nullopt;
}

} // namespace

std::uint64_t FitsUnit::paddedBytes() const { return (dataBytes + blockSize - 1) / blockSize * blockSize; }

bool startsAsFits(std::string_view start) { return start.starts_with("SIMPLE  ="); }

Result<std::optional<FitsUnit>> readFitsUnit(ByteSource& source, int number) {
    FitsUnit unit;
    unit.number = number;
    const auto begun = readCards(source, unit);
    if (!begun)
        return tl::unexpected(begun.error());
    if (!*begun)
        return std::nullopt;
    if (const auto fault = understand(unit))
        return tl::unexpected(badHeader(source, number, *fault + " is missing or out of range"));
    return unit;
}

std::optional<std::size_t> fitsValueBytes(char code) {
    switch (code) {
    case 'L':
    case 'B':
    case 'A': return 1;
    case 'I': return 2;
    case 'J':
    case 'E': return 4;
    case 'K':
    case 'D':
    case 'C':
    case 'P': return 8;
    case 'M':
    case 'Q': return 16;
    default: return std::nullopt;
    }
}

Result<std::vector<FitsField>> fitsFields(const FitsUnit& unit, const std::string& file) {
    const auto bad = [&](std::string detail) {
        return fail(ErrorCode::BadTable, file, "the columns of a FITS table cannot be read",
                    fmt::format("HDU {}, {}", unit.number, detail));
    };
    const auto& header = unit.header;
    const auto count = header.integer("TFIELDS");
    if (!count || *count < 0 || *count > mostFields)
        return bad("TFIELDS of 0 to 999 expected");
    if (unit.rowBytes > largestRow)
        return bad(fmt::format("rows of {} bytes, at most {} are read", unit.rowBytes, largestRow));
    std::vector<FitsField> fields;
    std::uint64_t offset = 0;
    for (long long number = 1; number <= *count; ++number) {
        const auto keyword = [number](std::string_view name) { return fmt::format("{}{}", name, number); };
        FitsField field;
        field.form = header.text(keyword("TFORM")).value_or("");
        const auto form = parseForm(field.form);
        if (!form)
            return bad(fmt::format("TFORM{} = '{}'", number, field.form));
        std::tie(field.code, field.repeat) = *form;
        const auto bytes = fieldBytes(field);
        if (!bytes || offset + *bytes > unit.rowBytes)
            return bad(fmt::format("TFORM{} = '{}' in rows of {} bytes", number, field.form, unit.rowBytes));
        field.offset = static_cast<std::size_t>(offset);
        offset += *bytes;
        field.isTextArray = field.code == 'A' && header.text(keyword("TDIM")).value_or("").find(',') != std::string::npos;
        field.name = header.text(keyword("TTYPE")).value_or("");
        field.unit = header.text(keyword("TUNIT")).value_or("");
        field.scale = header.number(keyword("TSCAL")).value_or(1);
        field.zero = header.number(keyword("TZERO")).value_or(0);
        field.null = header.integer(keyword("TNULL"));
        fields.push_back(std::move(field));
    }
    if (offset != unit.rowBytes)
        return bad(fmt::format("rows of {} bytes, columns of {}", unit.rowBytes, offset));
    return fields;
}

} // namespace iic
