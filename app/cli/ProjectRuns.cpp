#include "ProjectRuns.h"

#include "Counted.h"

#include "nn/RunRecord.h"
#include "project/Project.h"

#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

/// Of a run its number comes first.
struct Options {
    std::string project;
    std::string add;
    std::vector<std::string> rename, tag;
    std::int64_t forget = 0; ///< 0: none
};

Result<std::int64_t> numberOf(const std::string& word) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (problem != std::errc{} || end != word.data() + word.size())
        return fail(ErrorCode::BadOption, "", "a run is named by its number", word);
    return number;
}

Result<void> add(Project& project, const std::filesystem::path& folder) {
    if (const auto record = readRunRecord(folder); !record)
        return tl::unexpected(record.error());
    std::error_code ignored;
    const auto added = project.addRun(std::filesystem::weakly_canonical(folder, ignored).filename().string(), folder);
    return added ? Result<void>() : tl::unexpected(added.error());
}

/// What is to be changed before the runs are listed.
Result<void> change(Project& project, const Options& options) {
    if (!options.add.empty())
        if (auto done = add(project, options.add); !done)
            return done;
    if (!options.rename.empty())
        if (auto done =
                numberOf(options.rename[0]).and_then([&](std::int64_t run) { return project.renameRun(run, options.rename[1]); });
            !done)
            return done;
    if (!options.tag.empty())
        if (auto done = numberOf(options.tag[0]).and_then([&](std::int64_t run) {
                return project.setRunTags(run, {options.tag.begin() + 1, options.tag.end()});
            });
            !done)
            return done;
    return options.forget > 0 ? project.removeRun(options.forget) : Result<void>();
}

nlohmann::json describe(const ProjectRun& run) {
    nlohmann::json entry{{"id", run.id},           {"name", run.name},   {"folder", run.folder.string()},
                         {"isThere", run.isThere}, {"added", run.added}, {"tags", run.tags}};
    if (const auto record = readRunRecord(run.folder)) {
        entry["epochs"] = {record->epochsDone, record->options.epochs};
        entry["bestEpoch"] = record->bestEpoch;
        entry["bestValidationAccuracy"] = record->bestValidationAccuracy;
    }
    return entry;
}

void print(const nlohmann::json& report) {
    for (const auto& run : report["runs"]) {
        fmt::print("{:>4}  {}", run["id"].get<std::int64_t>(), printable(run["name"].get<std::string>()));
        if (run.contains("epochs"))
            fmt::print("  {}/{}, validation accuracy {:.4f}", run["epochs"][0].get<int>(),
                       counted(run["epochs"][1].get<std::size_t>(), "epoch"), run["bestValidationAccuracy"].get<double>());
        for (const auto& tag : run["tags"])
            fmt::print("  [{}]", printable(tag.get<std::string>()));
        fmt::print("  {}{}\n", printable(run["folder"].get<std::string>()), run["isThere"].get<bool>() ? "" : "  missing");
    }
}

JobResult<void> runs(const Options& options, Session& session) {
    const bool isChange = !options.add.empty() || !options.rename.empty() || !options.tag.empty() || options.forget > 0;
    auto project = isChange ? Project::open(options.project) : Project::openReadOnly(options.project);
    if (!project)
        return stopWith(project);
    if (const auto changed = change(*project, options); !changed)
        return stopWith(changed);
    const auto list = project->runs();
    if (!list)
        return stopWith(list);
    nlohmann::json report{{"project", options.project}, {"runs", nlohmann::json::array()}};
    for (const ProjectRun& run : *list)
        report["runs"].push_back(describe(run));
    printResult(session, report, &print);
    return {};
}

} // namespace

void addProjectRuns(CLI::App& project, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command =
        addCommand(project, session, "runs", "List the runs of a project, after a change where one is asked for", options, &runs);
    command->add_option("project", options->project, "The project, .iicproj")->required();
    command->add_option("--add", options->add, "Folder of a run that belongs to the project");
    command->add_option("--rename", options->rename, "Number of a run, and its new name")->expected(2);
    command->add_option("--tag", options->tag, "Number of a run, and the tags that it has from now on")->expected(1, -1);
    command->add_option("--forget", options->forget, "Number of a run to take out of the project; its folder stays")
        ->check(CLI::PositiveNumber);
}

} // namespace iic::cli
