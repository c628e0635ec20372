#include "catalog/TableWriters.h"

#include "astro/FitsHeader.h"
#include "catalog/ColumnBuilder.h"
#include "catalog/Utf8.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <limits>
#include <ostream>

namespace iic {

namespace {

constexpr std::size_t blockSize = 2880;
constexpr std::size_t recordSize = 80;
constexpr std::size_t longestText = 68; ///< between the quotes of a card
constexpr std::size_t longestComment = 72;
constexpr std::size_t pieceSize = 1 << 20;

std::string record(std::string text) {
    text.resize(recordSize, ' ');
    return text;
}

std::string card(const std::string& keyword, const std::string& value, bool isText = false) {
    return record(fmt::format("{:<8}= {}", keyword, FitsCard{keyword, value, "", isText}.written()));
}

/// Cards are ASCII without control characters: others become '?' or, in names, '_'.
std::string inHeader(std::string_view text, char instead) {
    std::string out;
    while (!text.empty()) {
        const auto character = takeCharacter(text);
        out += character >= 0x20 && character < 0x7f ? static_cast<char>(character) : instead;
    }
    return out;
}

std::vector<std::string> namesInHeader(const Table& table) {
    std::vector<std::string> names, warnings;
    for (const auto& column : table.columns()) {
        names.push_back(inHeader(column.name, '_'));
        const auto quotes = static_cast<std::size_t>(std::count(names.back().begin(), names.back().end(), '\''));
        names.back().resize(std::min(names.back().size(), longestText - std::min(quotes, longestText / 2) - 4));
    }
    makeNamesUnique(names, warnings);
    return names;
}

/// The lowest number that no cell holds.
std::int64_t unusedInteger(const Integers& values) {
    constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
    std::vector<bool> isUsed(values.size() + 1);
    for (const auto value : values)
        if (const auto above = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(lowest); above < isUsed.size())
            isUsed[static_cast<std::size_t>(above)] = true;
    return lowest + (std::find(isUsed.begin(), isUsed.end(), false) - isUsed.begin());
}

/// A column as it lies in the file.
struct Layout {
    const Column* column;
    std::size_t width = 8;
    std::int64_t null = 0; ///< of integers
};

Layout layoutOf(const Column& column) {
    Layout layout{&column};
    if (const auto* integers = std::get_if<Integers>(&column.values)) {
        layout.null = unusedInteger(*integers);
    } else if (const auto* texts = std::get_if<Texts>(&column.values)) {
        layout.width = 1;
        for (const auto& text : *texts)
            layout.width = std::max(layout.width, text.size());
    }
    return layout;
}

std::string formOf(const Layout& layout) {
    if (std::holds_alternative<Texts>(layout.column->values))
        return fmt::format("{}A", layout.width);
    return std::holds_alternative<Reals>(layout.column->values) ? "D" : "K";
}

std::string endedHeader(std::string records) {
    records += record("END");
    records.resize((records.size() + blockSize - 1) / blockSize * blockSize, ' ');
    return records;
}

std::string tableHeader(const Table& table, const std::vector<Layout>& layouts, std::size_t rowBytes) {
    std::string out = card("XTENSION", "BINTABLE", true) + card("BITPIX", "8") + card("NAXIS", "2") +
                      card("NAXIS1", std::to_string(rowBytes)) + card("NAXIS2", std::to_string(table.rowCount())) +
                      card("PCOUNT", "0") + card("GCOUNT", "1") + card("TFIELDS", std::to_string(layouts.size()));
    const auto names = namesInHeader(table);
    for (std::size_t number = 0; number < layouts.size(); ++number) {
        const auto& layout = layouts[number];
        const auto keyword = [number](std::string_view name) { return fmt::format("{}{}", name, number + 1); };
        out += card(keyword("TTYPE"), names[number], true) + card(keyword("TFORM"), formOf(layout), true);
        if (!layout.column->unit.empty())
            out += card(keyword("TUNIT"), inHeader(layout.column->unit, '?'), true);
        const auto& null = layout.column->null;
        const bool hasNull = std::find(null.begin(), null.end(), true) != null.end();
        if (std::holds_alternative<Integers>(layout.column->values) && hasNull)
            out += card(keyword("TNULL"), std::to_string(layout.null));
    }
    for (const auto& comment : table.comments) {
        const auto text = inHeader(comment, '?');
        for (std::size_t at = 0; at < text.size(); at += longestComment)
            out += record("COMMENT " + text.substr(at, longestComment));
    }
    return endedHeader(std::move(out));
}

void appendBigEndian(std::string& out, std::uint64_t bits) {
    bits = __builtin_bswap64(bits);
    out.append(reinterpret_cast<const char*>(&bits), sizeof bits);
}

void appendCell(std::string& out, const Layout& layout, std::size_t row) {
    const auto& column = *layout.column;
    const bool isNull = column.null[row];
    if (const auto* integers = std::get_if<Integers>(&column.values)) {
        appendBigEndian(out, static_cast<std::uint64_t>(isNull ? layout.null : (*integers)[row]));
    } else if (const auto* reals = std::get_if<Reals>(&column.values)) {
        appendBigEndian(out, std::bit_cast<std::uint64_t>(isNull ? std::numeric_limits<double>::quiet_NaN() : (*reals)[row]));
    } else {
        const auto end = out.size() + layout.width;
        if (!isNull)
            out += std::get<Texts>(column.values)[row];
        out.resize(end, '\0');
    }
}

} // namespace

Result<void> writeFitsTable(std::ostream& stream, const Table& table, const std::string& file) {
    constexpr std::size_t mostFields = 999;
    if (table.columns().size() > mostFields)
        return fail(ErrorCode::BadOption, file, "a FITS table has no room for so many columns",
                    fmt::format("{} at most, {} found", mostFields, table.columns().size()));
    std::vector<Layout> layouts;
    std::size_t rowBytes = 0;
    for (const auto& column : table.columns()) {
        layouts.push_back(layoutOf(column));
        rowBytes += layouts.back().width;
    }
    std::string out = endedHeader(card("SIMPLE", "T") + card("BITPIX", "8") + card("NAXIS", "0") + card("EXTEND", "T"));
    out += tableHeader(table, layouts, rowBytes);
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        for (const auto& layout : layouts)
            appendCell(out, layout, row);
        if (out.size() > pieceSize) {
            stream.write(out.data(), static_cast<std::streamsize>(out.size()));
            out.clear();
        }
    }
    const auto used = rowBytes * table.rowCount() % blockSize;
    out.append(used == 0 ? 0 : blockSize - used, '\0');
    stream.write(out.data(), static_cast<std::streamsize>(out.size()));
    return {};
}

} // namespace iic
