#include "catalog/ColumnBuilder.h"
#include "catalog/TableReaders.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr std::size_t mostColumns = 10'000;

/// Splits delimiter-separated text into records; quotes may hold delimiters, line ends and doubled quotes.
class CsvScanner {
  public:
    CsvScanner(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

    bool atEnd() const { return at_ >= text_.size(); }
    std::size_t line() const { return line_; }
    bool unclosedQuote() const { return unclosed_; }

    void next(std::vector<std::string>& cells) {
        cells.clear();
        for (bool more = true; more;)
            more = cell(cells.emplace_back());
    }

  private:
    /// Reads one cell; true when another follows on the same record.
    bool cell(std::string& out) {
        if (at_ < text_.size() && text_[at_] == '"')
            quoted(out);
        const auto end = std::min(text_.find_first_of(stops(), at_), text_.size());
        out.append(text_.substr(at_, end - at_));
        at_ = end;
        if (at_ >= text_.size())
            return false;
        if (text_[at_] == delimiter_) {
            ++at_;
            return true;
        }
        at_ += text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
        ++line_;
        return false;
    }

    void quoted(std::string& out) {
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"' && (at_ + 1 >= text_.size() || text_[at_ + 1] != '"')) {
                ++at_;
                return;
            }
            at_ += text_[at_] == '"';
            line_ += text_[at_] == '\n';
            out += text_[at_];
        }
        unclosed_ = true;
    }

    std::string_view stops() const {
        return delimiter_ == ',' ? ",\r\n" : delimiter_ == ';' ? ";\r\n" : delimiter_ == '|' ? "|\r\n" : "\t\r\n";
    }

    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    bool unclosed_ = false;
};

/// Takes the lines before the header that start with '#'.
std::size_t skipComments(std::string_view& text, Table& table) {
    std::size_t lines = 0;
    while (text.starts_with('#')) {
        const auto end = text.find('\n');
        table.comments.emplace_back(trimmedCell(text.substr(1, end == std::string_view::npos ? end : end - 1)));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++lines;
    }
    return lines;
}

char delimiterOf(std::string_view headerLine) {
    static constexpr std::array<char, 4> candidates{',', '\t', ';', '|'};
    return *std::max_element(candidates.begin(), candidates.end(), [&](char a, char b) {
        return std::count(headerLine.begin(), headerLine.end(), a) < std::count(headerLine.begin(), headerLine.end(), b);
    });
}

bool isBlank(const std::vector<std::string>& cells) { return cells.size() == 1 && trimmedCell(cells[0]).empty(); }

} // namespace

Result<Table> parseCsv(std::string_view text, const std::string& file) {
    Table table;
    const auto skipped = skipComments(text, table);
    if (skipped > 0 && table.comments.front().starts_with("Table"))
        table.warnings.push_back("the first line is not the header but \"#" + table.comments.front() + "\"; passed over");
    CsvScanner scanner(text, delimiterOf(text.substr(0, text.find('\n'))));
    std::vector<std::string> names, cells;
    scanner.next(names);
    for (auto& name : names)
        name = trimmedCell(name);
    if (names.empty() || (names.size() == 1 && names[0].empty()))
        return fail(ErrorCode::BadTable, file, "holds no table", "a header line with column names expected");
    if (names.size() > mostColumns)
        return fail(ErrorCode::BadTable, file, "has too many columns", fmt::format("{} found", names.size()));
    if (const auto renamed = makeNamesUnique(names); !renamed.empty())
        table.warnings.push_back(fmt::format("{} column names repeat or are empty; read as {}", renamed.size(), fmt::join(renamed, ", ")));

    std::vector<ColumnBuilder> builders;
    for (auto& name : names)
        builders.emplace_back(name);
    std::size_t shortRows = 0;
    while (!scanner.atEnd()) {
        const auto line = skipped + scanner.line();
        scanner.next(cells);
        if (isBlank(cells) && names.size() > 1)
            continue;
        if (cells.size() > names.size() && std::any_of(cells.begin() + static_cast<std::ptrdiff_t>(names.size()), cells.end(),
                                                       [](const auto& cell) { return !trimmedCell(cell).empty(); }))
            return fail(ErrorCode::BadTable, file, "a row has more cells than the header has names",
                        fmt::format("line {}: {} expected, {} found", line, names.size(), cells.size()));
        shortRows += cells.size() < names.size();
        for (std::size_t column = 0; column < names.size(); ++column)
            column < cells.size() ? builders[column].add(cells[column]) : builders[column].addNull();
    }
    if (scanner.unclosedQuote())
        return fail(ErrorCode::BadTable, file, "a quotation is not closed", fmt::format("before line {}", skipped + scanner.line()));
    if (shortRows > 0)
        table.warnings.push_back(fmt::format("{} rows are short; their missing cells are empty", shortRows));
    for (auto& builder : builders) {
        const auto kind = builder.narrowest();
        table.add(std::move(builder).build(kind));
    }
    return table;
}

} // namespace iic
