#include "catalog/ColumnBuilder.h"
#include "catalog/TableReaders.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace iic {

namespace {

using Kind = ColumnBuilder::Kind;

std::string_view takeLine(std::string_view& text) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::vector<std::size_t> barPositions(std::string_view line) {
    std::vector<std::size_t> bars;
    for (std::size_t at = 0; at < line.size(); ++at)
        if (line[at] == '|')
            bars.push_back(at);
    return bars;
}

std::vector<std::string> cellsBetween(std::string_view line, const std::vector<std::size_t>& bars) {
    std::vector<std::string> cells;
    for (std::size_t bar = 0; bar + 1 < bars.size(); ++bar)
        cells.emplace_back(trimmedCell(line.size() > bars[bar] ? line.substr(bars[bar] + 1, bars[bar + 1] - bars[bar] - 1) : ""));
    return cells;
}

/// The types of the IPAC table format; each may be shortened to its first letter, and bears a sign in old files.
std::optional<Kind> kindOf(std::string type) {
    std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
    if (!type.empty() && type[0] == '-')
        type.erase(0, 1);
    for (const auto* name : {"int", "integer", "long"})
        if (!type.empty() && std::string_view(name).starts_with(type))
            return Kind::Integer;
    for (const auto* name : {"double", "float", "real"})
        if (!type.empty() && std::string_view(name).starts_with(type))
            return Kind::Real;
    for (const auto* name : {"char", "date", "text"})
        if (!type.empty() && std::string_view(name).starts_with(type))
            return Kind::Text;
    return std::nullopt;
}

struct IpacHeader {
    std::vector<std::size_t> bars;
    std::vector<std::string> names, types, units, nulls;
};

bool isBlank(char character) { return character == ' ' || character == '\t'; }

/// Where a row is cut at a bar of the header. What lies under the bar itself belongs to the cell it touches.
std::size_t cutAt(std::string_view line, std::size_t bar) {
    const bool underBar = bar < line.size() && !isBlank(line[bar]) && line[bar] != '|';
    const bool startsHere = underBar && (bar == 0 || isBlank(line[bar - 1]));
    return startsHere ? bar : bar + 1;
}

/// The cell of a row; the last one goes on to the end of the line, lest a number be cut short.
std::string_view cellOf(std::string_view line, const IpacHeader& header, std::size_t index) {
    const bool isLast = index + 2 == header.bars.size();
    const auto first = std::min(cutAt(line, header.bars[index]), line.size());
    const auto last = isLast ? line.size() : std::min(cutAt(line, header.bars[index + 1]), line.size());
    auto cell = trimmedCell(line.substr(first, last - first));
    if (cell.ends_with('|'))
        cell.remove_suffix(1);
    return trimmedCell(cell);
}

/// Whether a row goes on after the last bar of the header.
bool overruns(std::string_view line, const IpacHeader& header) {
    const auto last = header.bars.back();
    return line.size() > last && !trimmedCell(line.substr(last + (line[last] == '|'))).empty();
}

Result<IpacHeader> readHeader(std::string_view& text, Table& table, const std::string& file, std::size_t& lineNumber) {
    IpacHeader header;
    std::vector<std::vector<std::string>*> lines{&header.names, &header.types, &header.units, &header.nulls};
    std::size_t headerLines = 0;
    while (!text.empty() &&
           (text[0] == '\\' || text[0] == '|' || (headerLines == 0 && trimmedCell(text.substr(0, text.find('\n'))).empty()))) {
        const bool isHeader = text[0] == '|';
        const auto line = takeLine(text);
        ++lineNumber;
        if (!isHeader) {
            if (!line.empty())
                table.comments.emplace_back(trimmedCell(line.substr(1)));
            continue;
        }
        if (headerLines == lines.size())
            return fail(ErrorCode::BadTable, file, "has more than four header lines", fmt::format("line {}", lineNumber));
        if (headerLines == 0)
            header.bars = barPositions(line);
        else if (barPositions(line) != header.bars)
            return fail(ErrorCode::BadTable, file, "the bars of the header lines do not stand one under the other",
                        fmt::format("line {}", lineNumber));
        *lines[headerLines++] = cellsBetween(line, header.bars);
    }
    if (header.bars.size() < 2)
        return fail(ErrorCode::BadTable, file, "has no header line with bars", "|name|name| expected");
    return header;
}

} // namespace

JobResult<Table> parseIpac(std::string_view text, const std::string& file, std::stop_token stop) {
    Table table;
    std::size_t lineNumber = 0;
    const auto bytes = text.size();
    auto header = readHeader(text, table, file, lineNumber);
    if (!header)
        return tl::unexpected(header.error());
    const auto columns = header->names.size();
    if (columns > mostColumns)
        return fail(ErrorCode::BadTable, file, "has too many columns", fmt::format("{} at most, {} found", mostColumns, columns));
    header->types.resize(columns);
    header->units.resize(columns);
    header->nulls.resize(columns);
    makeNamesUnique(header->names, table.warnings);

    std::vector<std::optional<Kind>> kinds;
    std::vector<ColumnBuilder> builders;
    for (std::size_t column = 0; column < columns; ++column) {
        kinds.push_back(kindOf(header->types[column]));
        builders.emplace_back(header->names[column], header->units[column]);
    }
    std::size_t rows = 0, tabs = 0, overrun = 0;
    while (!text.empty()) {
        if (stop.stop_requested())
            return cancelled();
        const auto line = takeLine(text);
        ++lineNumber;
        if (trimmedCell(line).empty() || line[0] == '\\')
            continue;
        if (isBlownUp(++rows, columns, bytes))
            return fail(ErrorCode::BadTable, file, "nearly all of its rows are short", fmt::format("line {}", lineNumber));
        tabs += line.find('\t') != std::string_view::npos;
        overrun += overruns(line, *header);
        for (std::size_t column = 0; column < columns; ++column) {
            const auto cell = cellOf(line, *header, column);
            const bool isNull =
                cell.empty() || cell == header->nulls[column] || (kinds[column] != Kind::Text && meansNothing(cell));
            isNull ? builders[column].addNull() : builders[column].add(cell);
        }
    }
    if (tabs > 0)
        table.warnings.push_back(fmt::format("{} tabs, which have no width in an IPAC table; each is read as one blank",
                                             tabs == 1 ? "1 row holds" : fmt::format("{} rows hold", tabs)));
    if (overrun > 0)
        table.warnings.push_back(fmt::format("{} on after the last bar; the last column is read to the end of the line",
                                             overrun == 1 ? "1 row goes" : fmt::format("{} rows go", overrun)));
    for (std::size_t column = 0; column < columns; ++column) {
        if (stop.stop_requested())
            return cancelled();
        const bool fits = kinds[column] && builders[column].fits(*kinds[column]);
        if (kinds[column] && !fits)
            table.warnings.push_back(fmt::format("column {} is declared {} but not all of its cells are; read as they stand",
                                                 header->names[column], header->types[column]));
        const auto kind = fits ? *kinds[column] : builders[column].narrowest();
        table.add(std::move(builders[column]).build(kind));
    }
    return table;
}

} // namespace iic
