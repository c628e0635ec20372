#include "Commands.h"
#include "Counted.h"
#include "Inputs.h"

#include "base/OutputFile.h"
#include "catalog/TableFile.h"
#include "imaging/Detection.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    std::vector<std::string> tiles;
    std::string out;
    DetectionOptions detection;
};

JobResult<void> run(const Options& options, Session& session) {
    const auto tiles = openTilesOf(options.tiles, session);
    if (!tiles)
        return stopWith(tiles);
    if (const auto apart = checkOutputs({options.out}, filesOf(*tiles)); !apart)
        return stopWith(apart);
    if (const auto writable = OutputFile::create(options.out); !writable) // before the work
        return stopWith(writable);
    std::vector<DetectedSource> sources;
    for (const auto& tile : *tiles) {
        const auto found = detectSources(tile, options.detection, session.progress, session.stop);
        if (!found)
            return stopWith(found);
        sources.insert(sources.end(), found->begin(), found->end());
    }
    if (const auto written = writeTable(options.out, detectionTable(sources), formatFor(options.out)); !written)
        return stopWith(written);
    session.progress.clear();
    if (session.json)
        printJson(nlohmann::json{{"out", options.out}, {"tiles", tiles->size()}, {"sources", sources.size()}});
    else
        fmt::print("{}: {} on {}\n", options.out, counted(sources.size(), "source"), counted(tiles->size(), "tile"));
    return {};
}

} // namespace

void addDetect(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command = addCommand(program, session, "detect", "Find the sources of tiles and measure them", options, &run);
    command->add_option("tiles", options->tiles, "FITS files and folders")->required();
    command->add_option("--out", options->out, "Catalog to write: .csv, .tbl, .fits, .vot")->required();
    command->add_option("--threshold", options->detection.threshold, "In standard deviations of the background")
        ->capture_default_str()
        ->check(number(0.5, 1e6));
    command->add_option("--minimum-area", options->detection.minimumArea, "Pixels")
        ->capture_default_str()
        ->check(CLI::Range(1, 10'000));
    command->add_option("--mesh", options->detection.backgroundMesh, "Pixels of the background mesh")
        ->capture_default_str()
        ->check(CLI::Range(8, 4096));
}

} // namespace iic::cli
