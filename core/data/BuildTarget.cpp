#include "data/BuildTarget.h"

#include "base/OutputFile.h"
#include "data/Dataset.h"
#include "data/PlanDifference.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic {

namespace {

/// What stands in the card of the finished dataset, with the split that these options ask for.
nlohmann::json recipeOf(nlohmann::json plan, const nlohmann::json& splitThen, const SplitOptions& options) {
    auto& split = plan["split"] = splitThen;
    split["rule"] = splitRuleName(options.rule);
    split["seed"] = options.rule == SplitRule::None ? 0 : options.seed;
    if (options.rule == SplitRule::Blocks && options.blockArcmin > 0)
        split["blockArcmin"] = options.blockArcmin;
    return plan;
}

/// The same options with the size of the blocks that they give the sources of the dataset that is there.
Result<SplitOptions> withBlockSize(SplitOptions options, const Dataset& there) {
    if (options.rule != SplitRule::Blocks || options.blockArcmin > 0)
        return options;
    const auto columns = there.columns();
    if (!columns)
        return tl::unexpected(columns.error());
    const auto splits = splitDataset(columns->corners, columns->label, there.card().classes, options);
    if (!splits)
        return tl::unexpected(splits.error());
    options.blockArcmin = splits->record.blockArcmin;
    return options;
}

} // namespace

Result<void> checkTarget(const BuildOptions& options, const nlohmann::json& plan) {
    auto mayWrite = checkMayWrite(options.out, options.overwrite);
    if (mayWrite)
        return mayWrite;
    const auto there = Dataset::open(options.out);
    if (!there)
        return mayWrite;
    auto then = toJson(there->card());
    then.erase("dropped");
    const auto differenceOf = [&](const SplitOptions& split) {
        return planDifference(then, recipeOf(plan, then["split"], split));
    };
    auto difference = differenceOf(options.split);
    if (!difference) { // but for the blocks, whose size may have been asked for then
        const auto split = withBlockSize(options.split, *there);
        if (!split)
            return tl::unexpected(split.error());
        difference = differenceOf(*split);
    }
    if (!difference)
        return {};
    constexpr auto choices = "name another file, or overwrite it";
    if (!difference->changedFile.empty())
        return fail(ErrorCode::FileChanged, options.out.string(), "is a dataset made before one of its files changed",
                    fmt::format("{}; {}", difference->changedFile, choices));
    return fail(ErrorCode::PlanDiffers, options.out.string(), "is a dataset of another recipe",
                fmt::format("{}; {}", difference->detail, choices));
}

} // namespace iic
