// What we read from tables, and tables that we write, for the comparison with other programs.
//   print_table show FILE      the columns as JSON, null where a cell is      print_table rows FILE      how many rows
//   print_table convert FROM TO      the form by the ending of TO
#include "catalog/CatalogWarnings.h"
#include "catalog/TableFile.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace iic;

namespace {

int refuse(const Error& error) {
    std::fprintf(stderr, "%s\n", error.oneLine().c_str());
    return 1;
}

nlohmann::json cellOf(const Column& column, std::size_t row) {
    if (column.null[row])
        return nullptr;
    if (const auto* integers = std::get_if<Integers>(&column.values))
        return (*integers)[row];
    if (const auto* texts = std::get_if<Texts>(&column.values))
        return (*texts)[row];
    const double value = std::get<Reals>(column.values)[row];
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    return value;
}

void show(const Table& table) {
    static constexpr const char* types[] = {"integer", "real", "text"};
    nlohmann::json columns = nlohmann::json::array();
    for (const auto& column : table.columns()) {
        nlohmann::json cells = nlohmann::json::array();
        for (std::size_t row = 0; row < column.size(); ++row)
            cells.push_back(cellOf(column, row));
        columns.push_back(
            {{"name", column.name}, {"unit", column.unit}, {"type", types[column.values.index()]}, {"cells", cells}});
    }
    fmt::print("{}\n", nlohmann::json{{"columns", columns}, {"warnings", table.warnings}, {"comments", table.comments}}.dump(
                           -1, ' ', false, nlohmann::json::error_handler_t::replace));
}

/// The table, and what a user is told of it.
int tell(Table table, const char* file) {
    const auto catalog = Catalog::fromTable(std::move(table), file);
    if (!catalog)
        return refuse(catalog.error());
    for (const auto& warning : warningsOf(*catalog))
        fmt::print("{}\n", warning);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    auto table = readTable(argv[2]);
    if (!table)
        return refuse(table.error());
    if (std::strcmp(argv[1], "show") == 0)
        show(*table);
    else if (std::strcmp(argv[1], "rows") == 0)
        fmt::print("{}\n", table->rowCount());
    else if (std::strcmp(argv[1], "warnings") == 0)
        return tell(std::move(*table), argv[2]);
    else if (argc != 4)
        return 2;
    else if (const auto written = writeTable(argv[3], *table, formatFor(argv[3])); !written)
        return refuse(written.error());
    return 0;
}
