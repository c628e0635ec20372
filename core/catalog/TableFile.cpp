#include "catalog/TableFile.h"

#include "base/OutputFile.h"
#include "catalog/FitsUnit.h"
#include "catalog/TableReaders.h"
#include "catalog/TableWriters.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <new>
#include <utility>

namespace iic {

namespace {

/// Control characters near the start tell images and archives from text.
bool looksBinary(std::string_view text) {
    const auto start = text.substr(0, 4096);
    return std::any_of(start.begin(), start.end(), [](unsigned char c) { return std::iscntrl(c) && !std::isspace(c); });
}

std::string_view withoutMark(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    return text;
}

/// By the first bytes of a file.
TableFormat formatOfStart(std::string_view start) {
    using namespace std::string_view_literals;
    const bool isWideXml = start.starts_with("\xff\xfe<\0"sv) || start.starts_with("\xfe\xff\0<"sv);
    if (startsAsFits(start))
        return TableFormat::Fits;
    start = withoutMark(start);
    const auto first = start.find_first_not_of(" \t\r\n");
    if (isWideXml || (first != std::string_view::npos && start[first] == '<'))
        return TableFormat::VoTable;
    const bool isIpac = first != std::string_view::npos && (start[first] == '|' || start[first] == '\\');
    return isIpac ? TableFormat::Ipac : TableFormat::Csv;
}

JobResult<Table> parse(std::string_view text, const std::string& file, std::stop_token stop) {
    text = withoutMark(text);
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return fail(ErrorCode::BadTable, file, "is not a text table", fmt::format("byte {} is zero", nul));
    if (looksBinary(text))
        return fail(ErrorCode::BadTable, file, "is not a text table", "control characters found");
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return fail(ErrorCode::BadTable, file, "is empty");
    const bool isIpac = text[first] == '|' || text[first] == '\\';
    return isIpac ? parseIpac(text, file, std::move(stop)) : parseCsv(text, file, std::move(stop));
}

JobResult<Table> readAny(ByteSource& source, std::stop_token stop) {
    const auto format = formatOfStart(source.start());
    if (format == TableFormat::Fits)
        return readFitsTable(source, std::move(stop));
    if (format == TableFormat::VoTable)
        return readVoTable(source, std::move(stop));
    const auto text = source.readRest(stop);
    if (!text)
        return tl::unexpected(text.error());
    return parse(*text, source.name(), std::move(stop));
}

/// A table that goes to a file piece by piece.
Result<void> writeStreamed(const std::filesystem::path& path, const Table& table, TableFormat format) {
    auto file = OutputFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    std::ofstream out(file->path(), std::ios::binary);
    if (format == TableFormat::VoTable)
        writeVoTable(out, table);
    else if (auto written = writeFitsTable(out, table, path.string()); !written)
        return written;
    out.close();
    if (!out)
        return fail(ErrorCode::FileUnwritable, path.string(), "could not be written whole", std::strerror(errno));
    return file->commit();
}

} // namespace

Result<Table> readTable(const std::filesystem::path& path) {
    auto table = readTable(path, std::stop_token{});
    if (!table)
        return tl::unexpected(std::get<Error>(std::move(table).error()));
    return std::move(*table);
}

JobResult<Table> readTable(const std::filesystem::path& path, std::stop_token stop) try {
    auto source = ByteSource::open(path);
    if (!source)
        return tl::unexpected(source.error());
    return readAny(*source, std::move(stop));
} catch (const std::bad_alloc&) {
    return fail(ErrorCode::OutOfMemory, path.string(), "does not fit into the memory");
}

Result<TableFormat> formatOf(const std::filesystem::path& path) {
    return ByteSource::open(path).map([](const ByteSource& source) { return formatOfStart(source.start()); });
}

bool holdsTable(const std::filesystem::path& path) {
    auto source = ByteSource::open(path);
    if (!source)
        return false;
    const auto format = formatOfStart(source->start());
    const bool isText = format == TableFormat::Csv || format == TableFormat::Ipac;
    return format == TableFormat::Fits ? holdsFitsTable(*source) : !isText || !looksBinary(source->start());
}

TableFormat formatFor(const std::filesystem::path& path) {
    auto ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    if (ending == ".tbl" || ending == ".ipac")
        return TableFormat::Ipac;
    if (ending == ".fits" || ending == ".fit")
        return TableFormat::Fits;
    return ending == ".vot" || ending == ".votable" || ending == ".xml" ? TableFormat::VoTable : TableFormat::Csv;
}

std::string_view formatName(TableFormat format) {
    static constexpr std::array<std::string_view, 4> names{"CSV", "IPAC table", "FITS", "VOTable"};
    return names[static_cast<std::size_t>(format)];
}

Result<void> writeTable(const std::filesystem::path& path, const Table& table, TableFormat format) {
    if (path.extension() == ".gz")
        return fail(ErrorCode::BadOption, path.string(), "tables are written unpacked",
                    "a name that does not end in .gz expected");
    switch (format) {
    case TableFormat::Csv: return writeTextFile(path, csvText(table));
    case TableFormat::Ipac: return writeTextFile(path, ipacText(table));
    default: return writeStreamed(path, table, format);
    }
}

} // namespace iic
