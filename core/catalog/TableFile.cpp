#include "catalog/TableFile.h"

#include "base/OutputFile.h"
#include "catalog/TableReaders.h"
#include "catalog/TableWriters.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <new>

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

/// Control characters near the start tell images and archives from text.
bool looksBinary(std::string_view text) {
    const auto start = text.substr(0, 4096);
    return std::any_of(start.begin(), start.end(), [](unsigned char c) { return std::iscntrl(c) && !std::isspace(c); });
}

Result<Table> parse(std::string_view text, const std::string& file) {
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return fail(ErrorCode::BadTable, file, "is not a text table", fmt::format("byte {} is zero", nul));
    if (looksBinary(text))
        return fail(ErrorCode::BadTable, file, "is not a text table", "control characters found");
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return fail(ErrorCode::BadTable, file, "is empty");
    return text[first] == '|' || text[first] == '\\' ? parseIpac(text, file) : parseCsv(text, file);
}

} // namespace

Result<Table> readTable(const std::filesystem::path& path) try {
    const auto text = readText(path);
    if (!text)
        return tl::unexpected(text.error());
    return parse(*text, path.string());
} catch (const std::bad_alloc&) {
    return fail(ErrorCode::OutOfMemory, path.string(), "does not fit into the memory");
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
