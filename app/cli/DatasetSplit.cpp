#include "DatasetCommands.h"

#include "data/CopyDataset.h"

namespace iic::cli {

namespace {

struct Options {
    std::string path, out;
    ResplitOptions resplit;
};

JobResult<void> run(const Options& options, Session& session) {
    const auto dataset = Dataset::open(options.path);
    if (!dataset)
        return stopWith(dataset);
    auto resplit = options.resplit;
    resplit.out = options.out.empty() ? options.path : options.out;
    if (const auto record = resplitDataset(*dataset, resplit, session.progress, session.stop); !record)
        return stopWith(record);
    return printDataset(resplit.out, session);
}

} // namespace

void addDatasetSplit(CLI::App& dataset, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(dataset, session, "split", "Split a dataset anew", options, &run);
    command->add_option("dataset", options->path, "The dataset, .h5")->required();
    command->add_option("--out", options->out, "Another file; unless given the dataset is replaced once the new one is whole");
    addSplitOptions(*command, options->resplit.split);
    addOverwriteFlag(*command, options->resplit.overwrite);
}

} // namespace iic::cli
