#include "catalog/ColumnBuilder.h"
#include "catalog/TableReaders.h"

#include <algorithm>
#include <array>
#include <deque>
#include <fmt/format.h>

namespace iic {

namespace {

/// Splits delimiter-separated text into records; quotes may hold delimiters, line ends and doubled quotes.
class CsvScanner {
  public:
    CsvScanner(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

    bool atEnd() const { return at_ >= text_.size(); }
    std::size_t line() const { return line_; }
    bool unclosedQuote() const { return unclosed_; }

    /// The cells of the next record; they stay valid as long as the scanner and its text.
    void next(std::vector<std::string_view>& cells) {
        cells.clear();
        for (bool more = true; more;)
            more = cell(cells.emplace_back());
    }

  private:
    /// Reads one cell; true when another follows on the same record.
    bool cell(std::string_view& out) {
        const bool isQuoted = at_ < text_.size() && text_[at_] == '"';
        const auto inQuotes = isQuoted ? quoted() : std::string_view{};
        const auto first = at_;
        while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r')
            ++at_;
        const auto plain = text_.substr(first, at_ - first);
        out = !isQuoted ? plain : plain.empty() ? inQuotes : keep(std::string(inQuotes) + std::string(plain));
        if (at_ >= text_.size())
            return false;
        if (text_[at_] == delimiter_) {
            ++at_;
            return true;
        }
        at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
        ++line_;
        return false;
    }

    /// What stands between quotes, from the first one on; leaves `at_` after the last.
    std::string_view quoted() {
        const auto first = ++at_;
        bool doubled = false;
        for (; at_ < text_.size(); ++at_) {
            line_ += text_[at_] == '\n';
            if (text_[at_] != '"')
                continue;
            if (text_.substr(at_, 2) != "\"\"")
                break;
            doubled = true;
            ++at_;
        }
        const auto inside = text_.substr(first, at_ - first);
        unclosed_ = unclosed_ || atEnd();
        at_ += !atEnd();
        return doubled ? keep(halved(inside)) : inside;
    }

    static std::string halved(std::string_view text) {
        std::string out;
        for (std::size_t at = 0; at < text.size(); ++at) {
            out += text[at];
            at += text[at] == '"';
        }
        return out;
    }

    std::string_view keep(std::string cell) { return kept_.emplace_back(std::move(cell)); }

    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    bool unclosed_ = false;
    std::deque<std::string> kept_; ///< cells that do not stand in the text as they are meant
};

/// Takes blank lines and those that start with '#' from before the header; returns how many.
std::size_t skipComments(std::string_view& text, Table& table) {
    for (std::size_t lines = 0;; ++lines) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        const auto line = trimmedCell(text.substr(0, end));
        if (text.empty() || !(line.empty() || line.starts_with('#')))
            return lines;
        if (!line.empty())
            table.comments.emplace_back(trimmedCell(line.substr(1)));
        text.remove_prefix(std::min(end + (text.substr(end, 2) == "\r\n" ? 2 : 1), text.size()));
    }
}

/// The commonest candidate of the header line outside quotes.
char delimiterOf(std::string_view text) {
    static constexpr std::string_view candidates = ",\t;|";
    std::array<std::size_t, candidates.size()> counts{};
    bool inQuotes = false;
    for (const char character : text) {
        inQuotes ^= character == '"';
        if (!inQuotes && (character == '\n' || character == '\r'))
            break;
        if (const auto which = candidates.find(character); !inQuotes && which != std::string_view::npos)
            ++counts[which];
    }
    return candidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

bool isBlank(std::string_view cell) { return trimmedCell(cell).empty(); }

Result<std::vector<std::string>> readNames(CsvScanner& scanner, Table& table, const std::string& file) {
    std::vector<std::string_view> cells;
    scanner.next(cells);
    if (cells.size() > mostColumns)
        return fail(ErrorCode::BadTable, file, "has too many columns",
                    fmt::format("{} at most, {} found", mostColumns, cells.size()));
    if (std::all_of(cells.begin(), cells.end(), isBlank))
        return fail(ErrorCode::BadTable, file, "holds no table", "a header line with column names expected");
    std::vector<std::string> names;
    for (const auto cell : cells)
        names.emplace_back(trimmedCell(cell));
    makeNamesUnique(names, table.warnings);
    return names;
}

} // namespace

JobResult<Table> parseCsv(std::string_view text, const std::string& file, std::stop_token stop) {
    Table table;
    const auto skipped = skipComments(text, table);
    if (!table.comments.empty() && table.comments.front().starts_with("Table"))
        table.warnings.push_back("the first line is not the header but \"#" + table.comments.front() + "\"; passed over");
    CsvScanner scanner(text, delimiterOf(text));
    const auto names = readNames(scanner, table, file);
    if (!names)
        return tl::unexpected(names.error());

    std::vector<ColumnBuilder> builders(names->begin(), names->end());
    const auto columns = builders.size();
    std::vector<std::string_view> cells;
    std::size_t rows = 0, shortRows = 0;
    while (!scanner.atEnd()) {
        if (stop.stop_requested())
            return cancelled();
        const auto line = skipped + scanner.line();
        scanner.next(cells);
        if (cells.size() == 1 && columns > 1 && isBlank(cells[0]))
            continue;
        if (cells.size() > columns && !std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(columns), cells.end(), isBlank))
            return fail(ErrorCode::BadTable, file, "a row has more cells than the header has names",
                        fmt::format("line {}, column {}: {} expected, {} found", line, columns + 1, columns, cells.size()));
        shortRows += cells.size() < columns;
        if (isBlownUp(++rows, columns, text.size()))
            return fail(ErrorCode::BadTable, file, "nearly all of its rows are short", fmt::format("line {}", line));
        for (std::size_t column = 0; column < columns; ++column) {
            const auto cell = column < cells.size() ? trimmedCell(cells[column]) : std::string_view{};
            meansNothing(cell) ? builders[column].addNull() : builders[column].add(cell);
        }
    }
    if (scanner.unclosedQuote())
        return fail(ErrorCode::BadTable, file, "a quotation is not closed",
                    fmt::format("before line {}", skipped + scanner.line()));
    if (shortRows > 0)
        table.warnings.push_back(shortRows == 1 ? "1 row is short; its missing cells are empty"
                                                : fmt::format("{} rows are short; their missing cells are empty", shortRows));
    for (auto& builder : builders) {
        if (stop.stop_requested())
            return cancelled();
        const auto kind = builder.narrowest();
        table.add(std::move(builder).build(kind));
    }
    return table;
}

} // namespace iic
