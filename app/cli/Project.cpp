#include "Commands.h"
#include "Counted.h"
#include "ProjectRuns.h"

#include "catalog/TableFile.h"
#include "project/Project.h"

#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    std::string file;
    std::string out;
    bool history = false;
};

Table labelTable(const std::vector<LabelEvent>& events, bool isHistory) {
    Texts source, label, before, time, user, reason, model;
    Reals rightAscension, declination;
    for (const LabelEvent& event : events) {
        source.push_back(event.source);
        rightAscension.push_back(event.position.rightAscension);
        declination.push_back(event.position.declination);
        before.emplace_back(labelName(event.from));
        label.emplace_back(labelName(event.to));
        time.push_back(event.time);
        user.push_back(event.user);
        reason.push_back(event.reason);
        model.push_back(event.model);
    }
    Table table;
    table.add(textColumn("source", std::move(source)));
    table.add(realColumn("ra", "deg", std::move(rightAscension)));
    table.add(realColumn("dec", "deg", std::move(declination)));
    if (isHistory)
        table.add(textColumn("from", std::move(before)));
    table.add(textColumn("label", std::move(label)));
    table.add(textColumn("time", std::move(time)));
    table.add(textColumn("user", std::move(user)));
    table.add(textColumn("reason", std::move(reason)));
    table.add(textColumn("model", std::move(model)));
    return table;
}

nlohmann::json describe(const std::vector<ProjectTile>& tiles) {
    nlohmann::json list = nlohmann::json::array();
    for (const ProjectTile& tile : tiles) {
        nlohmann::json files = nlohmann::json::array();
        for (const auto& [band, file] : tile.files)
            files.push_back({{"band", bandName(band)}, {"file", file.path.string()}, {"state", fileStateName(file.state)}});
        list.push_back({{"tile", tile.name}, {"survey", tile.survey}, {"files", std::move(files)}});
    }
    return list;
}

void printTiles(const nlohmann::json& tiles) {
    for (const auto& tile : tiles)
        for (const auto& file : tile["files"])
            if (file["state"] != fileStateName(FileState::Present))
                fmt::print("  {} {}  {}  {}\n", printable(tile["tile"].get<std::string>()), file["band"].get<std::string>(),
                           file["state"].get<std::string>(), printable(file["file"].get<std::string>()));
}

JobResult<void> info(const Options& options, Session& session) {
    auto project = Project::openReadOnly(options.file);
    if (!project)
        return stopWith(project);
    const auto facts = project->facts();
    if (!facts)
        return stopWith(facts);
    const auto counts = project->counts();
    if (!counts)
        return stopWith(counts);
    const auto tiles = project->tiles();
    if (!tiles)
        return stopWith(tiles);
    const auto files = describe(*tiles);
    if (session.json) {
        printJson({{"project", options.file},
                   {"uuid", facts->uuid},
                   {"created", facts->created},
                   {"program", facts->program},
                   {"version", facts->version},
                   {"sources", counts->sources},
                   {"labelEvents", counts->labelEvents},
                   {"datasets", counts->datasets},
                   {"runs", counts->runs},
                   {"predictions", counts->predictions},
                   {"tiles", files}});
        return {};
    }
    fmt::print("{}  {}\n", options.file, printable(facts->uuid));
    fmt::print("  created {} · tables of version {}, by version {} of the program\n", printable(facts->created), facts->version,
               printable(facts->program));
    const auto many = [](std::int64_t count, const char* thing) { return counted(static_cast<std::size_t>(count), thing); };
    fmt::print("  {}, {}, {}, {}, {}, {}\n", many(counts->tiles, "tile"), many(counts->sources, "source"),
               many(counts->labelEvents, "label event"), many(counts->datasets, "dataset"), many(counts->runs, "run"),
               many(counts->predictions, "prediction"));
    printTiles(files);
    return {};
}

JobResult<void> labels(const Options& options, Session& session) {
    std::error_code ignored;
    if (std::filesystem::equivalent(options.file, options.out, ignored))
        return stopWith(ErrorCode::BadOption, options.out, "is the project itself");
    auto project = Project::openReadOnly(options.file);
    if (!project)
        return stopWith(project);
    auto events = project->labelEvents();
    if (!events)
        return stopWith(events);
    if (!options.history) {
        events = currentLabels(*events);
        std::erase_if(*events, [](const LabelEvent& event) { return event.to == UserLabel::None; });
    }
    if (const auto written = writeTable(options.out, labelTable(*events, options.history), formatFor(options.out)); !written)
        return stopWith(written);
    if (session.json)
        printJson({{"out", options.out}, {options.history ? "events" : "labels", events->size()}});
    else
        fmt::print("{}: {}\n", options.out, counted(events->size(), options.history ? "label event" : "label"));
    return {};
}

JobResult<void> check(const Options& options, Session& session) {
    auto project = Project::openReadOnly(options.file);
    if (!project)
        return stopWith(project);
    const auto faults = project->faults();
    if (!faults)
        return stopWith(faults);
    const auto tiles = project->tiles();
    if (!tiles)
        return stopWith(tiles);
    const auto files = describe(*tiles);
    if (session.json)
        printJson({{"project", options.file}, {"faults", *faults}, {"tiles", files}});
    else {
        for (const std::string& fault : *faults)
            fmt::print("  {}\n", fault);
        printTiles(files);
    }
    if (!faults->empty())
        return stopWith(ErrorCode::DamagedProject, options.file, "the project is damaged", counted(faults->size(), "fault"));
    if (!session.json)
        fmt::print("{}: sound\n", options.file);
    return {};
}

} // namespace

void addProject(CLI::App& program, Session& session) {
    CLI::App* project = program.add_subcommand("project", "Look into a project and take its labels out");
    project->require_subcommand(1);
    auto options = std::make_shared<Options>();
    const auto add = [&](const char* name, const char* what, JobResult<void> (*run)(const Options&, Session&)) {
        CLI::App* command = addCommand(*project, session, name, what, options, run);
        command->add_option("project", options->file, "The project, .iicproj")->required();
        return command;
    };
    add("info", "Say what a project holds and which files of its tiles are missing", &info);
    CLI::App* out = add("labels", "Write the labels as a table", &labels);
    out->add_option("--out", options->out, "Table to write: .csv, .tbl")->required();
    out->add_flag("--history", options->history, "Every label event ever, not the labels as they are now");
    add("check", "Look for damage", &check);
    addProjectRuns(*project, session);
}

} // namespace iic::cli
