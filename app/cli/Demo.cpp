#include "Commands.h"
#include "Counted.h"
#include "Inputs.h"
#include "Picture.h"

#include "analysis/ClassifyTile.h"
#include "analysis/SimulatedFields.h"
#include "catalog/TableFile.h"
#include "imaging/Display.h"
#include "metrics/ConfusionMatrix.h"
#include "sim/SimulatedSky.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace iic::cli {

namespace {

struct Options {
    std::string out, model;
    std::uint64_t seed = 20;
    int sources = 1200;
    int rows = 20;
    DeviceChoice device = DeviceChoice::Automatic;
};

Picture skyPicture(const Tile& tile, const Catalog& catalog, const std::vector<Prediction>& predictions) {
    constexpr std::array<std::uint32_t, 3> colours{0xffe69f00, 0xff56b4e9, 0xffcc79a7};
    DisplayStretch stretch;
    std::array<const FloatImage*, 3> channels{};
    for (std::size_t c = 0; c < channels.size(); ++c) {
        channels[c] = &tile.band(allBands[c])->pixels;
        stretch.limits[c] = zscaleLimits(*channels[c]);
    }
    const auto& reference = tile.reference();
    Picture picture{reference.pixels.width(), reference.pixels.height(),
                    std::vector<std::uint32_t>(reference.pixels.pixels().size())};
    composeColour(channels, stretch, 0, 0, picture.width, picture.height, 1, 0xff202020, picture.pixels.data());
    for (std::size_t row = 0; row < predictions.size(); ++row)
        if (const auto position = catalog.position(row); position && predictions[row].isClassified())
            if (const auto place = reference.wcs.toPixel(*position))
                picture.ring(place->x, place->y, 7, colours[static_cast<std::size_t>(predictions[row].best())]);
    return picture;
}

ConfusionMatrix compare(const Catalog& truth, const std::vector<Prediction>& predictions) {
    ConfusionMatrix matrix;
    for (std::size_t row = 0; row < predictions.size(); ++row)
        if (const auto known = truth.truth(row); known && predictions[row].isClassified())
            matrix.add(static_cast<std::size_t>(predictions[row].best()), static_cast<std::size_t>(*known));
    return matrix;
}

/// The brightest classified rows.
void printTable(const Catalog& catalog, const std::vector<Prediction>& predictions, int rows) {
    std::vector<std::size_t> order;
    for (std::size_t row = 0; row < predictions.size(); ++row)
        if (predictions[row].isClassified())
            order.push_back(row);
    const auto w1 = [&](std::size_t row) { return catalog.magnitude(row, Band::W1).value_or(99); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return w1(a) < w1(b); });
    fmt::print("{:20} {:>6}  {:7} {:>10}  {}\n", "designation", "W1", "class", "confidence", "truth");
    for (std::size_t i = 0; i < order.size() && i < static_cast<std::size_t>(rows); ++i) {
        const auto row = order[i];
        const auto truth = catalog.truth(row);
        fmt::print("{:20} {:>6.2f}  {:7} {:>10.2f}  {}\n", catalog.identifier(row), w1(row), className(predictions[row].best()),
                   predictions[row].confidence(), truth ? className(*truth) : "");
    }
    if (order.size() > static_cast<std::size_t>(rows))
        fmt::print("... and {} fainter\n", order.size() - static_cast<std::size_t>(rows));
}

JobResult<void> run(const Options& options, Session& session) {
    auto model = openModel(options.model, options.device, session);
    if (!model)
        return stopWith(model);
    SimulationOptions simulation;
    simulation.seed = options.seed;
    simulation.sourceCount = options.sources;
    simulation.side = fieldSide(options.sources);
    simulation.classShares = {0.60, 0.30, 0.10}; // more quasars than the sky has, so that there are some to see
    const auto sky = simulateSky(simulation, session.progress, session.stop);
    if (!sky)
        return stopWith(sky);
    const auto known = withTruth(sky->catalog, sky->truth, "truth.tbl");
    if (!known)
        return stopWith(known);

    std::vector<SkyCoord> positions;
    for (std::size_t row = 0; row < known->size(); ++row)
        positions.push_back(known->position(row).value_or(SkyCoord{}));
    const auto predictions = classifyOnTile(sky->tile, {positions}, *model, {}, session.progress, session.stop);
    if (!predictions)
        return stopWith(predictions);

    const auto folder = std::filesystem::path(options.out);
    if (const auto made = makeFolder(options.out); !made)
        return stopWith(made);
    if (const auto written = writeSimulatedSky(*sky, folder / "sky"); !written)
        return stopWith(written);
    if (const auto written = writeTable(folder / "catalog.csv", classifiedTable(sky->catalog, *predictions), TableFormat::Csv);
        !written)
        return stopWith(written);
    if (const auto written = writePng(folder / "sky.png", skyPicture(sky->tile, *known, *predictions)); !written)
        return stopWith(written);

    session.progress.clear();
    const auto matrix = compare(*known, *predictions);
    if (session.json) {
        printJson(nlohmann::json{{"folder", options.out},
                                 {"sources", known->size()},
                                 {"classified", static_cast<std::uint64_t>(matrix.total())},
                                 {"accuracy", matrix.accuracy()}});
        return {};
    }
    printTable(*known, *predictions, options.rows);
    fmt::print(
        "\n{} of a simulated sky, {} classified, {:.1f} % as simulated\nWritten: {}/sky.png, {}/catalog.csv, tiles in {}/sky\n",
        counted(known->size(), "source"), static_cast<std::uint64_t>(matrix.total()), 100 * matrix.accuracy(), options.out,
        options.out, options.out);
    return {};
}

} // namespace

void addDemo(CLI::App& program, Session& session) {
    auto options = std::make_shared<Options>();
    auto* command =
        addCommand(program, session, "demo", "Simulate a sky, classify its sources and show the result", options, &run);
    command->add_option("--out", options->out, "Folder")->required();
    command->add_option("--model", options->model, "Checkpoint (best.h5); the bundled one unless given");
    addSeedOption(*command, options->seed, "Same seed, same sky");
    command->add_option("--sources", options->sources)->capture_default_str()->check(CLI::Range(50, 40'000));
    command->add_option("--rows", options->rows, "Rows to print")->capture_default_str();
    addDeviceOption(*command, options->device);
}

} // namespace iic::cli
