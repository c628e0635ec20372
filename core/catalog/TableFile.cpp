#include "catalog/TableFile.h"

#include "base/OutputFile.h"
#include "catalog/TableReaders.h"

#include <algorithm>
#include <cerrno>
#include <cctype>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

namespace iic {

namespace {

constexpr std::uintmax_t largestFile = std::uintmax_t{8} << 30;

Result<std::string> readText(const std::filesystem::path& path) {
    std::error_code problem;
    if (!std::filesystem::exists(path, problem))
        return fail(ErrorCode::FileNotFound, path.string(), "no such file");
    if (!std::filesystem::is_regular_file(path, problem))
        return fail(ErrorCode::FileUnreadable, path.string(), "is not a file");
    const auto size = std::filesystem::file_size(path, problem);
    if (problem || size > largestFile)
        return fail(ErrorCode::FileUnreadable, path.string(), "is too large to read whole", fmt::format("{} bytes", size));
    std::ifstream file(path, std::ios::binary);
    std::string text(size, '\0');
    if (!file || !file.read(text.data(), static_cast<std::streamsize>(size)))
        return fail(ErrorCode::FileUnreadable, path.string(), "cannot be read", std::strerror(errno));
    return text;
}

std::string csvCell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos && !text.starts_with('#'))
        return text;
    std::string quoted = "\"";
    for (const char character : text)
        quoted += character == '"' ? "\"\"" : std::string(1, character);
    return quoted + '"';
}

std::string csvText(const Table& table) {
    std::string out;
    for (std::size_t column = 0; column < table.columns().size(); ++column)
        out += (column ? "," : "") + csvCell(table.columns()[column].name);
    out += '\n';
    for (std::size_t row = 0; row < table.rowCount(); ++row) {
        for (std::size_t column = 0; column < table.columns().size(); ++column)
            out += (column ? "," : "") + csvCell(table.columns()[column].text(row));
        out += '\n';
    }
    return out;
}

std::string ipacType(const Column& column) {
    return std::holds_alternative<Reals>(column.values) ? "double" : std::holds_alternative<Integers>(column.values) ? "long" : "char";
}

/// IPAC cells hold no line ends; a table line is one line.
std::string ipacCell(const Column& column, std::size_t row) {
    if (column.null[row])
        return "null";
    auto text = column.text(row);
    std::replace_if(text.begin(), text.end(), [](unsigned char c) { return std::iscntrl(c); }, ' ');
    return text;
}

std::string ipacText(const Table& table) {
    std::string out;
    for (const auto& comment : table.comments)
        out += "\\ " + comment + "\n";
    std::vector<std::size_t> widths;
    for (const auto& column : table.columns()) {
        std::size_t width = std::max({column.name.size(), column.unit.size(), ipacType(column).size(), std::size_t{4}});
        for (std::size_t row = 0; row < table.rowCount(); ++row)
            width = std::max(width, ipacCell(column, row).size());
        widths.push_back(width);
    }
    const auto line = [&](char separator, auto&& cell) {
        for (std::size_t column = 0; column < widths.size(); ++column)
            out += fmt::format("{}{:<{}}", separator, cell(table.columns()[column]), widths[column]);
        out += separator;
        out += '\n';
    };
    line('|', [](const Column& column) { return column.name; });
    line('|', [](const Column& column) { return ipacType(column); });
    line('|', [](const Column& column) { return column.unit; });
    line('|', [](const Column&) { return std::string("null"); });
    for (std::size_t row = 0; row < table.rowCount(); ++row)
        line(' ', [row](const Column& column) { return ipacCell(column, row); });
    return out;
}

} // namespace

Result<Table> readTable(const std::filesystem::path& path) {
    const auto read = readText(path);
    if (!read)
        return tl::unexpected(read.error());
    std::string_view text = *read;
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return fail(ErrorCode::BadTable, path.string(), "is not a text table", fmt::format("byte {} is zero", nul));
    const auto first = text.find_first_not_of(" \r\n");
    if (first == std::string_view::npos)
        return fail(ErrorCode::BadTable, path.string(), "is empty");
    const bool ipac = text[first] == '|' || text[first] == '\\';
    return ipac ? parseIpac(text, path.string()) : parseCsv(text, path.string());
}

TableFormat formatFor(const std::filesystem::path& path) {
    auto ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return ending == ".tbl" || ending == ".ipac" ? TableFormat::Ipac : TableFormat::Csv;
}

Result<void> writeTable(const std::filesystem::path& path, const Table& table, TableFormat format) {
    return writeTextFile(path, format == TableFormat::Ipac ? ipacText(table) : csvText(table));
}

} // namespace iic
