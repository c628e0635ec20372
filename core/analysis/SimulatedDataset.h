#pragma once

#include "data/BuildDataset.h"

namespace iic {

/// Rows of star, galaxy and quasar in training, validation and test of the paper's Table 1: 7223, 7298 and 7215 in all.
std::vector<std::array<std::size_t, 3>> paperNumbers();

/// A dataset of simulated sources, split over blocks of sky into exactly the numbers wanted.
struct SimulatedDatasetOptions {
    std::filesystem::path out;
    bool overwrite = false; ///< what is at `out`
    std::uint64_t seed = 1; ///< field i has the seed 10,000 · seed + i
    std::vector<std::array<std::size_t, 3>> numbers = paperNumbers();
    int fieldSide = 2048; ///< pixels of 1.375″
    int sourcesPerField = 1000; ///< a tenth of the Atlas' density, so that few cutouts overlap; what lies below the
        ///< catalog's limit is as dense as there
    double minimumSignalToNoise = 5; ///< in W1
};

/// Simulates fields apart from each other, with equal shares of the classes, until there are enough sources; splits them,
/// and writes those that are in a split. The same options give the same bytes. Errors: BadOption, FileUnwritable; FileExists where `out` is there and not to
/// be overwritten.
JobResult<DatasetReport> simulateDataset(const SimulatedDatasetOptions& options, ProgressSink& progress, std::stop_token stop);

} // namespace iic
