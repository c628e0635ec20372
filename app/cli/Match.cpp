#include "Commands.h"
#include "Counted.h"
#include "Filter.h"
#include "Inputs.h"

#include "catalog/Join.h"
#include "catalog/TableFile.h"
#include "catalog/TableRows.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    std::string first, second, out, where;
    double radiusArcsec = 3;
    bool isOneToOne = false;
    JoinOptions join;
};

void printResult(const Options& options, const Match& match, std::size_t rows, std::size_t written, Session& session) {
    const auto median = match.medianSeparation();
    session.progress.clear();
    if (session.json)
        return printJson(nlohmann::json{{"out", options.out},
                                        {"written", written},
                                        {"rows", rows},
                                        {"matched", match.pairs.size()},
                                        {"withoutPosition", match.firstWithoutPosition},
                                        {"secondWithoutPosition", match.secondWithoutPosition},
                                        {"ambiguous", match.ambiguous},
                                        {"medianSeparation", median ? nlohmann::json(*median) : nlohmann::json()}});
    fmt::print("{}: {}; {} of {} matched within {} arcsec{}; {} with more than one candidate, {} without a position\n",
               options.out, counted(written, "row"), match.pairs.size(), counted(rows, "row"), options.radiusArcsec,
               median ? fmt::format(", median {:.3f} arcsec", *median) : "", match.ambiguous, match.firstWithoutPosition);
}

JobResult<void> run(const Options& options, Session& session) {
    const auto first = openCatalog(options.first, {}, session);
    if (!first)
        return stopWith(first);
    const auto rows = rowsWhere(options.where, first->table(), session);
    if (!rows)
        return stopWith(rows);
    const auto second = openCatalog(options.second, {}, session);
    if (!second)
        return stopWith(second);
    if (const auto apart = checkOutputs({options.out}, {options.first, options.second}); !apart)
        return stopWith(apart);
    const auto everywhere = positionsOf(*first);
    std::vector<SkyCoord> places;
    places.reserve(rows->size());
    for (const auto row : *rows)
        places.push_back(everywhere[row]);
    const auto kind = options.isOneToOne ? MatchKind::OneToOne : MatchKind::NearestForEach;
    const auto match = matchPositions(places, positionsOf(*second), {options.radiusArcsec, kind}, session.progress, session.stop);
    if (!match)
        return stopWith(match);

    const bool isWhole = rows->size() == first->size();
    const auto joined = isWhole ? joinTables(first->table(), second->table(), match->pairs, options.join)
                                : joinTables(takeRows(first->table(), *rows), second->table(), match->pairs, options.join);
    for (const auto& warning : joined.warnings)
        warn(session, options.out + ": " + warning);
    if (match->pairs.empty())
        warn(session, fmt::format("no row has a match within {} arcsec", options.radiusArcsec));
    if (session.stop.stop_requested())
        return cancelled();
    if (const auto written = writeTable(options.out, joined, formatFor(options.out)); !written)
        return stopWith(written);
    printResult(options, *match, rows->size(), joined.rowCount(), session);
    return {};
}

} // namespace

void addMatch(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(program, session, "match", "Join two catalogs by position", options, &run);
    constexpr double halfTheSky = 180 * 3600;
    command->add_option("first", options->first, "Catalog whose rows look for a neighbour")->required();
    command->add_option("second", options->second, "Catalog in which they look")->required();
    command->add_option("--out", options->out, "Catalog to write: .csv, .tbl")->required();
    command->add_option("--radius", options->radiusArcsec, "Arcseconds")->capture_default_str()->check(number(1e-6, halfTheSky));
    addChoice(*command, "--keep", options->join.keepsUnmatched, "Which rows of the first catalog are written",
              {{"matched", false}, {"all", true}})
        ->option_text("matched (unless given) or all");
    command->add_flag("--one-to-one", options->isOneToOne, "Only pairs of which each is the other's nearest");
    command->add_option("--suffix", options->join.suffix, "Of the second catalog's columns whose name the first has too")
        ->capture_default_str();
    addWhereOption(*command, options->where);
}

} // namespace iic::cli
