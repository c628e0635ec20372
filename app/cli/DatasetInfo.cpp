#include "Counted.h"
#include "DatasetCommands.h"

#include "data/DatasetSummary.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    std::string path;
    bool check = false;
};

nlohmann::json describe(const Dataset& dataset, const DatasetSummary& summary) {
    nlohmann::json classes = nlohmann::json::array(), flags = nlohmann::json::object();
    for (const auto& one : summary.classes)
        classes.push_back({{"class", one.name},
                           {"training", one.rows[0]},
                           {"validation", one.rows[1]},
                           {"test", one.rows[2]},
                           {"leftOut", one.rows[3]}});
    for (const auto& [flag, count] : summary.flags)
        flags[std::string(flagName(flag))] = count;
    return {{"dataset", dataset.path().string()}, {"cutouts", dataset.size()}, {"classes", std::move(classes)},
            {"unlabelled", summary.unlabelled},   {"flags", std::move(flags)}, {"card", toJson(dataset.card())}};
}

void printSizes(const DatasetSummary& summary) {
    fmt::print("\n{:<12}{:>10}{:>12}{:>8}{:>10}{:>10}\n", "class", "training", "validation", "test", "in all", "left out");
    const auto line = [](const std::string& name, const std::array<std::size_t, 4>& rows) {
        fmt::print("{:<12}{:>10}{:>12}{:>8}{:>10}{:>10}\n", printable(name), rows[0], rows[1], rows[2],
                   rows[0] + rows[1] + rows[2], rows[3]);
    };
    for (const auto& one : summary.classes)
        line(one.name, one.rows);
    line("all", summary.total());
    if (summary.unlabelled > 0)
        fmt::print("{} without a class\n", summary.unlabelled);
}

void printSplit(const SplitRecord& split) {
    if (split.rule == SplitRule::None)
        fmt::print("\nnot split yet\n");
    else if (split.rule == SplitRule::Blocks)
        fmt::print("\nsplit over blocks of {:g}' of sky, seed {}: no cutouts of different splits overlap; {} left out for that, "
                   "{} to make the shares 8:1:1\n",
                   split.blockArcmin, split.seed, counted(split.overlapping, "row"), split.trimmed);
    else if (split.rule == SplitRule::Random)
        fmt::print("\nsplit at random, seed {}\n", split.seed);
    else
        fmt::print("\nsplit as its folders are; whether images of different splits show the same sky is not known\n");
    if (split.leaking)
        fmt::print("LEAKING: cutouts of different splits may overlap; scores on its test split are too good\n");
}

void printCatalog(const CatalogRecord& record) {
    fmt::print("catalog {}{}\n", printable(record.catalog.path),
               record.truth ? ", classes from " + printable(record.truth->path) : "");
    for (const auto& [role, column] : record.roles)
        fmt::print("    {}: {}\n", printable(role), column.empty() ? "no column" : "column " + printable(column));
}

void printFrom(const DatasetCard& card) {
    if (!card.origin.empty())
        fmt::print("{}\n", printable(card.origin));
    if (card.kind == DatasetKind::Sky)
        fmt::print("{} of the {}, fields of {:g}\", {} x {} px, {}\n", counted(card.tiles.size(), "tile"), printable(card.survey),
                   card.fieldArcsec, card.side, card.side, counted(static_cast<std::size_t>(card.planes), "band"));
    else
        fmt::print("images of {} x {} px, {}\n", card.side, card.side, counted(static_cast<std::size_t>(card.planes), "channel"));
    for (const auto& catalog : card.catalogs)
        printCatalog(catalog);
    std::string dropped;
    for (const auto& [reason, count] : card.dropped)
        if (count > 0)
            dropped += fmt::format("{}{} {}", dropped.empty() ? "" : ", ", count, printable(reason));
    if (!dropped.empty())
        fmt::print("not taken: {}\n", dropped);
}

void print(const Dataset& dataset, const DatasetSummary& summary) {
    fmt::print("{}: {}\n", dataset.path().string(), counted(dataset.size(), "cutout"));
    printFrom(dataset.card());
    printSizes(summary);
    printSplit(dataset.card().split);
    std::string flags;
    for (const auto& [flag, count] : summary.flags)
        if (count > 0)
            flags += fmt::format("{}{} {}", flags.empty() ? "flags: " : ", ", count, flagName(flag));
    if (!flags.empty())
        fmt::print("{}\n", flags);
}

JobResult<void> run(const Options& options, Session& session) {
    if (options.check) {
        const auto dataset = Dataset::open(options.path);
        if (!dataset)
            return stopWith(dataset);
        if (const auto whole = dataset->checkCutouts(session.progress, session.stop); !whole)
            return stopWith(whole);
        if (const auto unchanged = checkSources(*dataset); !unchanged)
            return stopWith(unchanged);
    }
    return printDataset(options.path, session);
}

} // namespace

JobResult<void> printDataset(const std::filesystem::path& path, Session& session, std::size_t resumed) {
    const auto dataset = Dataset::open(path);
    if (!dataset)
        return stopWith(dataset);
    const auto summary = summarise(*dataset);
    if (!summary)
        return stopWith(summary);
    session.progress.clear();
    for (const auto& warning : splitWarnings(*summary))
        warn(session, fmt::format("{}: {}", path.string(), warning));
    if (!session.json) {
        print(*dataset, *summary);
        if (resumed > 0)
            fmt::print("{} there from an earlier run\n", counted(resumed, "cutout was", "cutouts were"));
        return {};
    }
    auto json = describe(*dataset, *summary);
    json["resumed"] = resumed;
    printJson(json);
    return {};
}

void addDatasetInfo(CLI::App& dataset, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(dataset, session, "info", "Say what a dataset holds and where it came from", options, &run);
    command->add_option("dataset", options->path, "The dataset, .h5")->required();
    command->add_flag("--check", options->check, "Fail where a cutout is damaged, or a tile or catalog has changed since");
}

} // namespace iic::cli
