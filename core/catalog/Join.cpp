#include "catalog/Join.h"

#include "catalog/TableRows.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <limits>
#include <set>
#include <vector>

namespace iic {

namespace {

/// Rows of the two tables that stand side by side.
struct JoinedRows {
    std::vector<std::size_t> first, second;
    Reals separations;

    void add(std::size_t firstRow, std::size_t secondRow, double separation) {
        first.push_back(firstRow);
        second.push_back(secondRow);
        separations.push_back(separation);
    }
};

JoinedRows rowsOf(std::size_t firstRows, std::span<const MatchedPair> pairs, bool keepsUnmatched) {
    JoinedRows rows;
    std::size_t next = 0;
    const auto addUnmatched = [&](std::size_t end) {
        for (; keepsUnmatched && next < end; ++next)
            rows.add(next, noRow, std::numeric_limits<double>::quiet_NaN());
    };
    for (const auto& pair : pairs) {
        addUnmatched(pair.first);
        rows.add(pair.first, pair.second, pair.separationArcsec);
        next = pair.first + 1;
    }
    addUnmatched(firstRows);
    return rows;
}

/// Names of the columns that are there, whatever their case.
class Names {
  public:
    explicit Names(std::string suffix) : suffix_(suffix.empty() ? "_2" : std::move(suffix)) {}

    void take(const std::string& name) { taken_.insert(lower(name)); }

    /// The name, with suffixes until there is none like it.
    std::string unique(const std::string& name) {
        std::string candidate = name;
        while (!taken_.insert(lower(candidate)).second)
            candidate += suffix_;
        if (candidate != name)
            renamed_.push_back(candidate);
        return candidate;
    }

    std::vector<std::string> warnings() const {
        constexpr std::size_t mostShown = 8;
        if (renamed_.empty())
            return {};
        const auto shown = std::span(renamed_).first(std::min(mostShown, renamed_.size()));
        return {fmt::format("columns whose name is taken are called {}{}", fmt::join(shown, ", "),
                            renamed_.size() > mostShown ? ", …" : "")};
    }

  private:
    static std::string lower(std::string name) {
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
        return name;
    }

    std::string suffix_;
    std::set<std::string> taken_;
    std::vector<std::string> renamed_;
};

} // namespace

Table joinTables(const Table& first, const Table& second, std::span<const MatchedPair> pairs, const JoinOptions& options) {
    auto rows = rowsOf(first.rowCount(), pairs, options.keepsUnmatched);
    Names names(options.suffix);
    Table joined = takeRows(first, rows.first);
    for (const auto& column : first.columns())
        names.take(column.name);
    const auto add = [&](Column column) {
        column.name = names.unique(column.name);
        joined.add(std::move(column));
    };
    for (const auto& column : second.columns())
        add(takeRows(column, rows.second));
    add(realColumn(options.separationName, "arcsec", std::move(rows.separations)));
    joined.warnings = names.warnings();
    return joined;
}

} // namespace iic
