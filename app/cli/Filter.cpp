#include "Filter.h"

#include "catalog/Expression.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace iic::cli {

namespace {

tl::unexpected<Stop> refuse(const std::string& expression, const ExpressionError& error, Session& session) {
    session.progress.clear();
    const auto mark = '^' + std::string(std::max<std::size_t>(error.length, 1) - 1, '~');
    fmt::print(stderr, "{}\n{:>{}}\n", printable(expression), mark, error.position + mark.size());
    return tl::unexpected<Stop>(error.toError("--where"));
}

} // namespace

void addWhereOption(CLI::App& command, std::string& expression) {
    command.add_option("--where", expression, "Only rows for which it is true, as w1mpro < 15 && cc_flags == \"0000\"")
        ->option_text("EXPRESSION");
}

JobResult<std::vector<std::size_t>> rowsWhere(const std::string& expression, const Table& table, Session& session) {
    std::vector<std::size_t> rows(table.rowCount());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    if (expression.empty())
        return rows;
    const auto filter = Expression::parse(expression).and_then([&](const Expression& parsed) { return parsed.bind(table); });
    if (!filter)
        return refuse(expression, filter.error(), session);
    const auto result = filter->evaluate(session.stop);
    if (!result)
        return stopWith(result);
    std::erase_if(rows, [&result](std::size_t row) { return !result->passes[row]; });
    return rows;
}

} // namespace iic::cli
