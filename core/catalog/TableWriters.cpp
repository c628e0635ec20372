#include "catalog/TableWriters.h"

#include "catalog/ColumnBuilder.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <iterator>

namespace iic {

namespace {

/// Appends the digits of a number, or the text itself.
void appendText(std::string& out, const Column& column, std::size_t row) {
    if (const auto* reals = std::get_if<Reals>(&column.values))
        fmt::format_to(std::back_inserter(out), "{}", (*reals)[row]);
    else if (const auto* integers = std::get_if<Integers>(&column.values))
        fmt::format_to(std::back_inserter(out), "{}", (*integers)[row]);
    else
        out += std::get<Texts>(column.values)[row];
}

/// Quotes what a reader would take for something else: a separator, a line end, a comment, an IPAC header.
void appendCsvText(std::string& out, std::string_view text) {
    // Control characters would make the file no text.
    const auto isControl = [](unsigned char c) { return std::iscntrl(c) && !std::isspace(c); };
    std::string printed;
    if (std::any_of(text.begin(), text.end(), isControl)) {
        printed = text;
        std::replace_if(printed.begin(), printed.end(), isControl, ' ');
        text = printed;
    }
    const bool isMisleading = !text.empty() && std::string_view("#|\\").find(text[0]) != std::string_view::npos;
    if (!isMisleading && text.find_first_of(",;|\t\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char character : text)
        out.append(character == '"' ? 2 : 1, character);
    out += '"';
}

void appendCsvCell(std::string& out, const Column& column, std::size_t row) {
    if (column.null[row])
        return;
    if (const auto* texts = std::get_if<Texts>(&column.values))
        appendCsvText(out, (*texts)[row]);
    else
        appendText(out, column, row);
}

constexpr std::string_view ipacNull = "null";

std::string_view ipacType(const Column& column) {
    return std::holds_alternative<Reals>(column.values)      ? "double"
           : std::holds_alternative<Integers>(column.values) ? "long"
                                                             : "char";
}

/// A table line is one line: it holds no line ends or other control characters.
std::string onOneLine(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return std::iscntrl(c); }, ' ');
    return line;
}

/// A name or unit as it may stand between bars.
std::string betweenBars(std::string_view text) {
    auto word = onOneLine(text);
    std::replace(word.begin(), word.end(), '|', '_');
    return word;
}

/// "\key = value" is a keyword, "\ anything else" a comment.
std::string ipacComment(std::string_view comment) {
    const auto key = trimmedCell(comment.substr(0, comment.find('=')));
    const bool isKeyword = !key.empty() && key.size() < comment.size() && key.find_first_of(" \t") == std::string_view::npos &&
                           comment.find('=') != std::string_view::npos;
    return (isKeyword ? "\\" : "\\ ") + onOneLine(comment) + '\n';
}

void appendIpacCell(std::string& out, const Column& column, std::size_t row) {
    if (column.null[row])
        out += ipacNull;
    else if (const auto* texts = std::get_if<Texts>(&column.values))
        out += onOneLine((*texts)[row]);
    else
        appendText(out, column, row);
}

/// The bytes, not the letters, that the widest entry of a column takes: bars stand at byte offsets.
std::size_t ipacWidth(const Column& column, std::size_t rows) {
    std::size_t width = std::max({column.name.size(), column.unit.size(), ipacType(column).size(), ipacNull.size()});
    std::string cell;
    for (std::size_t row = 0; row < rows; ++row) {
        cell.clear();
        appendIpacCell(cell, column, row);
        width = std::max(width, cell.size());
    }
    return width;
}

} // namespace

std::string csvText(const Table& table) {
    const auto& columns = table.columns();
    std::string out;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        out += column > 0 ? "," : "";
        appendCsvText(out, columns[column].name);
    }
    out += '\n';
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        for (std::size_t column = 0; column < columns.size(); ++column) {
            out += column > 0 ? "," : "";
            appendCsvCell(out, columns[column], row);
        }
        out += '\n';
    }
    return out;
}

std::string ipacText(const Table& table) {
    std::string out;
    for (const auto& comment : table.comments)
        out += ipacComment(comment);
    std::vector<std::size_t> widths;
    for (const auto& column : table.columns())
        widths.push_back(ipacWidth(column, table.rowCount()));
    const auto line = [&](char separator, auto&& append) {
        for (std::size_t column = 0; column < widths.size(); ++column) {
            out += separator;
            const auto end = out.size() + widths[column];
            append(table.columns()[column]);
            out.resize(end, ' ');
        }
        out += separator;
        out += '\n';
    };
    line('|', [&out](const Column& column) { out += betweenBars(column.name); });
    line('|', [&out](const Column& column) { out += ipacType(column); });
    line('|', [&out](const Column& column) { out += betweenBars(column.unit); });
    line('|', [&out](const Column&) { out += ipacNull; });
    for (std::size_t row = 0; row < table.rowCount(); ++row)
        line(' ', [&out, row](const Column& column) { appendIpacCell(out, column, row); });
    return out;
}

} // namespace iic
