// Cutouts a second of a whole build, from tiles the system holds in memory to a dataset on the disk:
//   bench_dataset FOLDER [SOURCES ...]   simulates a tile into FOLDER where there is none, builds a dataset of so many
//   sources (default 20000) and prints cutouts a second and the most memory taken so far.
#include "catalog/TableFile.h"
#include "data/BuildDataset.h"
#include "sim/SimulatedSky.h"

#include <chrono>
#include <cstdio>
#include <string>
#include <sys/resource.h>

using namespace iic;

namespace {

bool makeTile(const std::filesystem::path& folder) {
    if (std::filesystem::exists(folder / "truth.tbl"))
        return true;
    NoProgress quiet;
    SimulationOptions options;
    options.sourceCount = 60'000;
    options.balanced = true;
    const auto sky = simulateSky(options, quiet, {});
    return sky && writeSimulatedSky(*sky, folder);
}

/// The first rows of a table.
bool writeRows(const std::filesystem::path& from, const std::filesystem::path& to, std::size_t rows) {
    const auto table = readTable(from);
    if (!table)
        return false;
    Table part;
    for (auto column : table->columns()) {
        const auto count = std::min(rows, column.size());
        std::visit([count](auto& values) { values.resize(count); }, column.values);
        column.null.resize(count);
        part.add(std::move(column));
    }
    return writeTable(to, part, TableFormat::Ipac).has_value();
}

double megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

bool build(const std::filesystem::path& folder, std::size_t sources) {
    const auto catalog = folder / "part.tbl";
    if (!writeRows(folder / "catalog.tbl", catalog, sources))
        return false;
    BuildOptions options;
    options.tiles = {folder};
    options.catalogs = {{catalog, folder / "truth.tbl"}};
    options.out = folder / "bench.h5";
    options.overwrite = true;
    options.split.rule = SplitRule::Random;
    NoProgress quiet;
    const auto start = std::chrono::steady_clock::now();
    const auto report = buildDataset(options, quiet, {});
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    if (!report) {
        std::fprintf(stderr, "%s\n", std::get<Error>(report.error()).oneLine().c_str());
        return false;
    }
    std::printf("%zu cutouts x %d bands in %.2f s: %.0f cutouts/s, at most %.0f MB of memory, %.0f MB on the disk\n",
                report->rows, report->card.planes, spent.count(), static_cast<double>(report->rows) / spent.count(), megabytes(),
                static_cast<double>(std::filesystem::file_size(options.out)) / 1e6);
    return true;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2 || !makeTile(argv[1]))
        return 2;
    if (argc == 2)
        return build(argv[1], 20'000) ? 0 : 1;
    for (int i = 2; i < argc; ++i)
        if (!build(argv[1], std::stoul(argv[i])))
            return 1;
    return 0;
}
