#include "DatasetCommands.h"

namespace iic::cli {

void addSplitOptions(CLI::App& command, SplitOptions& split) {
    addSeedOption(command, split.seed, "Same seed, same split");
    addChoice(command, "--rule", split.rule, "blocks of sky (no overlap of cutouts), random (as the paper; leaks), none",
              {{"blocks", SplitRule::Blocks}, {"random", SplitRule::Random}, {"none", SplitRule::None}})
        ->default_str(std::string(splitRuleName(split.rule)));
    command.add_option("--block-arcmin", split.blockArcmin, "Side of a block of sky; unless given the size that keeps most")
        ->check(number(1, 5400));
}

void addOverwriteFlag(CLI::App& command, bool& overwrite) {
    command.add_flag("--overwrite", overwrite, "Replace what is at --out, once the new one is whole");
}

void addDataset(CLI::App& program, Session& session) {
    CLI::App* dataset = program.add_subcommand("dataset", "Make and look at sets of labelled cutouts");
    dataset->require_subcommand(1);
    addDatasetBuild(*dataset, session);
    addDatasetInfo(*dataset, session);
    addDatasetSplit(*dataset, session);
    addDatasetImport(*dataset, session);
    addDatasetExport(*dataset, session);
    addDatasetSimulate(*dataset, session);
}

} // namespace iic::cli
