#pragma once

#include "SampleDataset.h"
#include "TestSupport.h"

#include "data/BuildDataset.h"
#include "sim/SimulatedSky.h"

#include <QTemporaryDir>

namespace iic::test {

/// A piece of simulated sky on the disk, classes equal.
inline void simulate(const std::filesystem::path& folder, std::uint64_t seed, const SkyCoord& centre, int side, int sources) {
    NoProgress quiet;
    SimulationOptions options;
    options.seed = seed;
    options.centre = centre;
    options.side = side;
    options.sourceCount = sources;
    options.balanced = true;
    const auto sky = simulateSky(options, quiet, {});
    QVERIFY(sky && writeSimulatedSky(*sky, folder));
}

inline JobResult<DatasetReport> build(const BuildOptions& options, std::stop_token stop = {}) {
    NoProgress quiet;
    return buildDataset(options, quiet, std::move(stop));
}

inline Error errorOf(const JobResult<DatasetReport>& report) {
    return report ? Error{ErrorCode::Internal, "", "was built", ""} : std::get<Error>(report.error());
}

/// Two fields of simulated sky, a and b, in a folder of their own, with every choice at its default but the split.
inline BuildOptions optionsIn(const std::filesystem::path& folder, const std::string& out) {
    BuildOptions options;
    options.tiles = {folder / "a", folder / "b"};
    options.catalogs = {{folder / "a/catalog.tbl", folder / "a/truth.tbl"}, {folder / "b/catalog.tbl", folder / "b/truth.tbl"}};
    options.out = folder / out;
    options.split.rule = SplitRule::Random;
    return options;
}

inline void simulateFields(const std::filesystem::path& folder) {
    simulate(folder / "a", 1, {150, 2}, 900, 1900);
    simulate(folder / "b", 2, {170, 2}, 900, 1900);
}

/// Names in the folder that begin as the file's with a dot.
inline std::vector<std::string> leftBeside(const std::filesystem::path& file) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(file.parent_path()))
        if (const auto name = entry.path().filename().string(); name.starts_with(file.filename().string() + "."))
            names.push_back(name);
    return names;
}

} // namespace iic::test
