#include "catalog/TableRows.h"

namespace iic {

namespace {

template <typename T> constexpr T absent{};
template <> constexpr double absent<double> = std::numeric_limits<double>::quiet_NaN();

} // namespace

Column takeRows(const Column& column, std::span<const std::size_t> rows) {
    Column taken{column.name, column.unit, {}, std::vector<bool>(rows.size(), true)};
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i] != noRow)
            taken.null[i] = column.null[rows[i]];
    std::visit(
        [&](const auto& values) {
            using Value = typename std::decay_t<decltype(values)>::value_type;
            std::vector<Value> chosen;
            chosen.reserve(rows.size());
            for (const auto row : rows)
                chosen.push_back(row == noRow ? Value{absent<Value>} : values[row]);
            taken.values = std::move(chosen);
        },
        column.values);
    return taken;
}

Table takeRows(const Table& table, std::span<const std::size_t> rows) {
    Table taken;
    taken.comments = table.comments;
    for (const auto& column : table.columns())
        taken.add(takeRows(column, rows));
    return taken;
}

} // namespace iic
