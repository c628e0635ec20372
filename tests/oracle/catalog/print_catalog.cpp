// What we make of catalogs, for the comparison with astropy and numpy.
//   print_catalog match FIRST SECOND RADIUS nearest|one-to-one   "first second separation" a pair, then "# ambiguous N"
//   print_catalog filter TABLE EXPRESSIONS   for each line of EXPRESSIONS: 0 or 1 a row, then how many rows are unknown
#include "catalog/Expression.h"
#include "catalog/Match.h"
#include "catalog/TableFile.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <string>

using namespace iic;

namespace {

int refuse(const Error& error) {
    std::fprintf(stderr, "%s\n", error.oneLine().c_str());
    return 1;
}

int match(char** words) {
    const auto first = readCatalog(words[0]), second = readCatalog(words[1]);
    if (!first || !second)
        return refuse(first ? second.error() : first.error());
    const auto kind = std::strcmp(words[3], "one-to-one") == 0 ? MatchKind::OneToOne : MatchKind::NearestForEach;
    NoProgress quiet;
    const auto match =
        matchPositions(positionsOf(*first), positionsOf(*second), {std::strtod(words[2], nullptr), kind}, quiet, {});
    if (!match)
        return refuse(std::get<Error>(match.error()));
    for (const auto& pair : match->pairs)
        fmt::print("{} {} {}\n", pair.first, pair.second, pair.separationArcsec);
    fmt::print("# ambiguous {}\n", match->ambiguous);
    return 0;
}

int filter(char** words) {
    const auto table = readTable(words[0]);
    if (!table)
        return refuse(table.error());
    std::ifstream expressions(words[1]);
    for (std::string text; std::getline(expressions, text);) {
        const auto filter = Expression::parse(text).and_then([&](const Expression& parsed) { return parsed.bind(*table); });
        if (!filter)
            return refuse(filter.error().toError(text));
        const auto result = filter->evaluate();
        if (!result)
            return refuse(std::get<Error>(result.error()));
        for (const auto passes : result->passes)
            std::putchar(passes ? '1' : '0');
        fmt::print(" {}\n", result->unknownRows);
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 6 && std::strcmp(argv[1], "match") == 0)
        return match(argv + 2);
    if (argc == 4 && std::strcmp(argv[1], "filter") == 0)
        return filter(argv + 2);
    return 2;
}
