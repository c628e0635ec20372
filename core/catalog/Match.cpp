#include "catalog/Match.h"

#include "base/Parallel.h"
#include "catalog/SkyIndex.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <new>

namespace iic {

namespace {

constexpr std::size_t piece = 65'536; ///< searches between two looks at whether to stop

/// The rows of a catalog that have a position.
struct Placed {
    std::vector<std::uint32_t> rows;
    std::vector<UnitVector> vectors; ///< one for each of `rows`

    explicit Placed(std::span<const SkyCoord> places) {
        rows.reserve(places.size());
        for (std::size_t row = 0; row < places.size(); ++row)
            if (isPosition(places[row]))
                rows.push_back(static_cast<std::uint32_t>(row));
        vectors.resize(rows.size());
        parallelRanges(rows.size(), [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                vectors[i] = unitVector(places[rows[i]]);
        });
    }
};

using Nearest = SkyIndex::Nearest;

/// The nearest in `index` for each of the vectors that `order` lists, and nothing for the others.
JobResult<std::vector<Nearest>> nearestOf(std::span<const UnitVector> vectors, std::span<const std::uint32_t> order,
                                          const SkyIndex& index, double radiusArcsec, ProgressSink& progress,
                                          const std::stop_token& stop) {
    std::vector<Nearest> found(vectors.size());
    for (std::size_t first = 0; first < order.size(); first += piece) {
        if (stop.stop_requested())
            return cancelled();
        const auto part = order.subspan(first, std::min(piece, order.size() - first));
        parallelRanges(part.size(), [&](std::size_t begin, std::size_t end) {
            index.nearestOfEach(vectors, part.subspan(begin, end - begin), radiusArcsec, found);
        });
        progress.report({"matching", static_cast<std::int64_t>(first + part.size()), static_cast<std::int64_t>(order.size())});
    }
    return found;
}

/// Leaves of the answers those whose neighbour's nearest is the row itself.
JobResult<void> keepMutual(std::vector<Nearest>& found, const Placed& first, const Placed& second, double radiusArcsec,
                           ProgressSink& progress, const std::stop_token& stop) {
    std::vector<bool> isWanted(second.vectors.size());
    for (const auto& nearest : found)
        if (nearest.row != SkyIndex::none)
            isWanted[nearest.row] = true;
    auto order = orderInSpace(second.vectors);
    std::erase_if(order, [&isWanted](std::uint32_t i) { return !isWanted[i]; });
    const auto back = nearestOf(second.vectors, order, SkyIndex(first.vectors), radiusArcsec, progress, stop);
    if (!back)
        return tl::unexpected(back.error());
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i].row != SkyIndex::none && (*back)[found[i].row].row != i)
            found[i].row = SkyIndex::none;
    return {};
}

std::vector<MatchedPair> pairsOf(const std::vector<Nearest>& found, const Placed& first, const Placed& second) {
    std::vector<std::uint32_t> matched;
    matched.reserve(found.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i].row != SkyIndex::none)
            matched.push_back(static_cast<std::uint32_t>(i));
    std::vector<MatchedPair> pairs(matched.size());
    parallelRanges(pairs.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t pair = begin; pair < end; ++pair) {
            const auto here = matched[pair], there = found[here].row;
            pairs[pair] = {first.rows[here], second.rows[there], separationArcsec(first.vectors[here], second.vectors[there])};
        }
    });
    return pairs;
}

JobResult<Match> match(std::span<const SkyCoord> first, std::span<const SkyCoord> second, const MatchOptions& options,
                       ProgressSink& progress, const std::stop_token& stop) {
    const Placed here(first), there(second);
    auto found =
        nearestOf(here.vectors, orderInSpace(here.vectors), SkyIndex(there.vectors), options.radiusArcsec, progress, stop);
    if (!found)
        return tl::unexpected(found.error());
    Match match;
    match.firstWithoutPosition = first.size() - here.rows.size();
    match.secondWithoutPosition = second.size() - there.rows.size();
    match.ambiguous = static_cast<std::size_t>(
        std::count_if(found->begin(), found->end(), [](const Nearest& nearest) { return nearest.hasRival; }));
    if (options.kind == MatchKind::OneToOne)
        if (const auto kept = keepMutual(*found, here, there, options.radiusArcsec, progress, stop); !kept)
            return tl::unexpected(kept.error());
    match.pairs = pairsOf(*found, here, there);
    return match;
}

tl::unexpected<Stop> tooLarge(const std::string& detail) {
    return tl::unexpected<Stop>(Error{ErrorCode::OutOfMemory, {}, "the catalogs are too large to match", detail});
}

} // namespace

std::optional<double> Match::medianSeparation() const {
    if (pairs.empty())
        return std::nullopt;
    std::vector<double> separations;
    for (const auto& pair : pairs)
        separations.push_back(pair.separationArcsec);
    const auto middle = separations.begin() + static_cast<std::ptrdiff_t>(separations.size() / 2);
    std::nth_element(separations.begin(), middle, separations.end());
    return separations.size() % 2 ? *middle : (*middle + *std::max_element(separations.begin(), middle)) / 2;
}

JobResult<Match> matchPositions(std::span<const SkyCoord> first, std::span<const SkyCoord> second, const MatchOptions& options,
                                ProgressSink& progress, std::stop_token stop) try {
    if (!(options.radiusArcsec > 0))
        return tl::unexpected<Stop>(Error{ErrorCode::BadOption,
                                          {},
                                          "the radius of a match must be over 0",
                                          fmt::format("{} arcsec found", options.radiusArcsec)});
    if (const auto rows = std::max(first.size(), second.size()); rows >= SkyIndex::none)
        return tooLarge(fmt::format("{} rows", rows));
    return match(first, second, options, progress, stop);
} catch (const std::bad_alloc&) {
    return tooLarge("out of memory");
}

std::vector<SkyCoord> positionsOf(const Catalog& catalog) {
    constexpr SkyCoord nowhere{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    std::vector<SkyCoord> places(catalog.size());
    for (std::size_t row = 0; row < places.size(); ++row)
        places[row] = catalog.position(row).value_or(nowhere);
    return places;
}

} // namespace iic
