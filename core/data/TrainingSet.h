#pragma once

#include "base/Progress.h"
#include "catalog/Catalog.h"
#include "data/LabelledInputs.h"
#include "imaging/NetworkInput.h"

#include <cstdint>
#include <span>
#include <stop_token>

namespace iic {

/// The catalog with the class column of `truth`, joined on the identifier; rows without a truth get none.
/// BadTable when `truth` has no identifier or no class column. Without roles the catalog's are guessed.
Result<Catalog> withTruth(Table catalog, const Table& truth, const std::string& file);
/// Errors name the file that they are of.
Result<Catalog> withTruth(Table catalog, RoleMap roles, const std::string& file, const Table& truth,
                          const std::string& truthFile);

struct TrainingSetOptions {
    InputOptions input;
    double minimumSignalToNoise = 5; ///< in W1
    std::size_t maximumPerClass = 0; ///< the first so many of each class; 0: all
};

/// What a network learns from, and where each sample came from.
struct TrainingSet {
    LabelledInputs samples;
    std::vector<std::size_t> rows; ///< catalog row of each sample
    std::size_t unlabelled = 0; ///< rows without position or class
    std::size_t tooFaint = 0;
    std::size_t incomplete = 0; ///< off the tile, at its edge, or uncovered in part
};

/// Cuts every labelled, bright enough row of the catalog out of the tile, on all cores, in the order of the rows.
/// Errors: those of checkTile; NothingOnTile when no row gives a sample.
JobResult<TrainingSet> assembleTrainingSet(const Tile& tile, const Catalog& catalog, const TrainingSetOptions& options,
                                           ProgressSink& progress, std::stop_token stop);

/// Indices into a set, ascending.
struct Split {
    std::vector<std::size_t> training, validation, test;
};
/// 8:1:1 at random; the same seed gives the same split everywhere.
Split splitAtRandom(std::size_t count, std::uint64_t seed);

/// The first of each class, as many of each as the rarest has.
std::vector<std::size_t> balancedSubset(std::span<const std::uint8_t> labels);

/// The samples at `indices`; `inputSize` floats each.
LabelledInputs select(const LabelledInputs& samples, std::span<const std::size_t> indices, std::size_t inputSize);

/// Floats of one sample.
std::size_t inputSize(const InputOptions& options);

} // namespace iic
