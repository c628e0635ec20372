#include "Counted.h"
#include "DatasetCommands.h"
#include "Inputs.h"

#include "astro/BandNames.h"
#include "data/ExportImages.h"
#include "data/ImportImages.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct ImportWords {
    std::string source, out;
    ImportOptions import;
};

struct ExportWords {
    std::string path, folder;
    std::vector<std::string> bands{"W1", "W2", "W3"};
    ExportOptions options;
};

JobResult<void> runImport(const ImportWords& words, Session& session) {
    auto options = words.import;
    options.source = words.source;
    options.out = words.out;
    if (const auto report = importImages(options, session.progress, session.stop); !report)
        return stopWith(report);
    return printDataset(words.out, session);
}

JobResult<void> runExport(const ExportWords& words, Session& session) {
    const auto dataset = Dataset::open(words.path);
    if (!dataset)
        return stopWith(dataset);
    auto options = words.options;
    options.folder = words.folder;
    options.input.channels.clear();
    for (const auto& name : words.bands)
        options.input.channels.push_back(*parseBand(name));
    if (dataset->card().kind == DatasetKind::Sky && options.input.side == 0)
        options.input.side = InputOptions{}.side;
    if (dataset->card().kind == DatasetKind::Sky)
        options.input.fieldArcsec = dataset->card().fieldArcsec;
    const auto count = exportImages(*dataset, options, session.progress, session.stop);
    if (!count)
        return stopWith(count);
    session.progress.clear();
    if (session.json)
        printJson(nlohmann::json{{"out", words.folder}, {"images", *count}});
    else
        fmt::print("{}: {} by split and class, listed in index.csv\n", words.folder, counted(*count, "image"));
    return {};
}

} // namespace

void addDatasetImport(CLI::App& dataset, Session& session) {
    auto words = std::make_shared<ImportWords>();
    auto& import = words->import;
    auto* command = addCommand(dataset, session, "import", "Make a dataset of images by class", words, &runImport);
    command
        ->add_option(
            "source", words->source,
            "A folder with a folder of PNG or JPEG files for each class, also in folders for training, validation and test; or a Galaxy10 file")
        ->required();
    command->add_option("--out", words->out, "The dataset, .h5")->required();
    command->add_option("--side", import.side, "Resize to so many pixels; unless given the images stay as they are")
        ->check(CLI::Range(1, 4001));
    command->add_option("--classes", import.classes, "Names of the classes 0, 1, ... of a Galaxy10 file");
    addSeedOption(*command, import.split.seed, "Of the random split of folders that are not split");
    addOverwriteFlag(*command, import.overwrite);
}

void addDatasetExport(CLI::App& dataset, Session& session) {
    auto words = std::make_shared<ExportWords>();
    auto& options = words->options;
    options.input.side = 0;
    auto* command = addCommand(dataset, session, "export", "Write a dataset as folders of PNG files", words, &runExport);
    command->add_option("dataset", words->path, "The dataset, .h5")->required();
    command->add_option("--out", words->folder, "Folder, not there yet")->required();
    command->add_option("--side", options.input.side, "Pixels; unless given 80, and of images their own")
        ->check(CLI::Range(1, 1024));
    command->add_option("--bands", words->bands, "One, or three as red, green and blue")
        ->capture_default_str()
        ->check(CLI::IsMember({"W1", "W2", "W3", "W4"}));
    command->add_flag("--left-out", options.leftOut, "Also rows that are in no split");
    addPresetOption(*command, options.input.preset);
}

} // namespace iic::cli
