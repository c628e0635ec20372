#pragma once

#include "base/Error.h"
#include "base/Progress.h"
#include "catalog/Catalog.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace iic {

enum class MatchKind {
    NearestForEach, ///< each row of the first catalog gets its nearest of the second, which may serve several
    OneToOne, ///< only pairs of which each is the other's nearest
};

struct MatchOptions {
    double radiusArcsec = 3; ///< inclusive, over 0; infinity takes the nearest however far it is
    MatchKind kind = MatchKind::NearestForEach;
};

struct MatchedPair {
    std::size_t first = 0, second = 0; ///< rows
    double separationArcsec = 0; ///< along the great circle
};

struct Match {
    std::vector<MatchedPair> pairs; ///< in the order of the first catalog's rows, each at most once
    std::size_t firstWithoutPosition = 0, secondWithoutPosition = 0; ///< rows that could not be matched
    /// Rows of the first catalog, matched or not one-to-one, with more than one candidate within the radius; 0 with
    /// an infinite radius, where every row is one.
    std::size_t ambiguous = 0;

    std::optional<double> medianSeparation() const; ///< arcseconds; nullopt without pairs
};

/// Pairs places of two catalogs by their positions, on all cores. What isPosition() refuses takes no part. Equal input
/// gives equal pairs: of equally near rows the lower one wins. BadOption (radius), OutOfMemory.
JobResult<Match> matchPositions(std::span<const SkyCoord> first, std::span<const SkyCoord> second, const MatchOptions& options,
                                ProgressSink& progress, std::stop_token stop);

/// The positions of all rows; NaN where a row has none.
std::vector<SkyCoord> positionsOf(const Catalog& catalog);

} // namespace iic
