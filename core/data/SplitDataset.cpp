#include "data/SplitDataset.h"

#include "base/Parallel.h"
#include "data/SkyBlocks.h"
#include "data/SkyOverlaps.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <stdexcept>

namespace iic {

namespace {

/// Arcminutes; the shortest side is some four cutouts of 50″.
constexpr std::array blockSides{3.0,  4.0,  5.0,  6.0,  8.0,  10.0,  12.0,  15.0,  20.0, 25.0,
                                30.0, 40.0, 50.0, 60.0, 90.0, 120.0, 180.0, 240.0, 360.0};
constexpr std::size_t fewestBlocks = 3;

/// The rows with a label, on their own.
struct LabelledRows {
    std::vector<std::size_t> row;
    std::vector<SkySquare> squares;
    std::vector<std::uint8_t> labels;
    OverlapPairs pairs;
};

struct Assignment {
    double blockArcmin = 0;
    std::vector<std::uint8_t> split; ///< one a labelled row, before anything is left out
    std::size_t kept = 0;
};

constexpr auto leftOut = static_cast<std::uint8_t>(DatasetSplit::LeftOut);

/// Leaves out what overlaps a row of a split that counts more: validation for test, then training for either.
std::size_t dropOverlapping(const OverlapPairs& pairs, std::vector<std::uint8_t>& split) {
    std::size_t dropped = 0;
    for (const std::uint8_t lesser : {std::uint8_t{1}, std::uint8_t{0}}) {
        std::vector<bool> leaves(split.size());
        for (const auto& [a, b] : pairs) {
            if (split[a] == leftOut || split[b] == leftOut)
                continue;
            leaves[a] = leaves[a] || (split[a] == lesser && split[b] > lesser);
            leaves[b] = leaves[b] || (split[b] == lesser && split[a] > lesser);
        }
        for (std::size_t row = 0; row < split.size(); ++row)
            if (leaves[row]) {
                split[row] = leftOut;
                ++dropped;
            }
    }
    return dropped;
}

std::vector<SplitCounts> countsOf(const std::vector<std::uint8_t>& split, std::span<const std::uint8_t> labels,
                                  std::size_t classes) {
    std::vector<SplitCounts> counts(classes, SplitCounts{});
    for (std::size_t row = 0; row < split.size(); ++row)
        if (split[row] != leftOut)
            ++counts[labels[row]][split[row]];
    return counts;
}

/// Leaves out rows drawn at random until no class has more in a split than `kept`.
std::size_t trim(std::vector<std::uint8_t>& split, std::span<const std::uint8_t> labels, const std::vector<SplitCounts>& kept,
                 Random& random) {
    std::vector<std::array<std::vector<std::size_t>, 3>> members(kept.size());
    for (std::size_t row = 0; row < split.size(); ++row)
        if (split[row] != leftOut)
            members[labels[row]][split[row]].push_back(row);
    std::size_t trimmed = 0;
    for (std::size_t label = 0; label < kept.size(); ++label)
        for (std::size_t part = 0; part < 3; ++part)
            for (auto& rows = members[label][part]; rows.size() > kept[label][part]; ++trimmed) {
                const auto unlucky = random.below(rows.size());
                split[rows[unlucky]] = leftOut;
                rows[unlucky] = rows.back();
                rows.pop_back();
            }
    return trimmed;
}

std::string sharesText(const std::vector<SplitCounts>& counts, const std::vector<std::string>& classes) {
    std::string text;
    for (std::size_t label = 0; label < counts.size(); ++label) {
        const auto rows = static_cast<double>(std::max<std::size_t>(total(counts[label]), 1));
        const auto share = [&](std::size_t part) { return 100.0 * static_cast<double>(counts[label][part]) / rows; };
        text +=
            fmt::format("{}{} {:.1f} : {:.1f} : {:.1f}", text.empty() ? "" : ", ", classes[label], share(0), share(1), share(2));
    }
    return text;
}

tl::unexpected<Error> tooFewBlocks(const std::vector<SplitCounts>& counts, const std::vector<std::string>& classes,
                                   std::string_view remedy) {
    return fail(ErrorCode::SplitImpossible, {}, "the sources lie in too few blocks of sky to be split 8:1:1",
                fmt::format("shares reached in %: {}; {}", sharesText(counts, classes), remedy));
}

/// More than a quarter of a class would go to make its shares right.
bool losesTooMuch(const SplitCounts& had, const SplitCounts& kept) {
    return total(had) >= 10 && 4 * total(kept) < 3 * total(had);
}

Assignment assignBlocks(const LabelledRows& rows, std::span<const SkyCoord> centres, std::size_t classes, double arcmin,
                        const SplitOptions& options) {
    Assignment assignment{arcmin, std::vector<std::uint8_t>(rows.labels.size(), 0), 0};
    const auto blockOf = blocksOfSky(centres, arcmin);
    const SkyBlocks blocks(blockOf, rows.labels, rows.pairs, classes);
    if (blocks.count() < fewestBlocks)
        return assignment;
    Random random(options.seed);
    const auto splits = blocks.assign(options.exactly, random);
    assignment.kept = keptRows(blocks.counts(splits), options.exactly);
    std::ranges::transform(blockOf, assignment.split.begin(), [&](auto block) { return splits[block]; });
    return assignment;
}

/// The largest blocks that keep all but half a percent of what the best keep.
Assignment bestAssignment(const LabelledRows& rows, std::size_t classes, const SplitOptions& options) {
    std::vector<SkyCoord> centres(rows.squares.size());
    std::ranges::transform(rows.squares, centres.begin(), centreOf);
    if (options.blockArcmin > 0)
        return assignBlocks(rows, centres, classes, options.blockArcmin, options);
    std::vector<Assignment> tried(blockSides.size());
    parallelRanges(tried.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            tried[i] = assignBlocks(rows, centres, classes, blockSides[i], options);
    });
    const auto most = std::ranges::max_element(tried, {}, &Assignment::kept)->kept;
    const auto best = std::find_if(tried.rbegin(), tried.rend(),
                                   [&](const Assignment& assignment) { return 1000 * assignment.kept >= 995 * most; });
    return std::move(*best);
}

Result<DatasetSplits> splitByBlocks(const LabelledRows& rows, std::size_t allRows, const std::vector<std::string>& classes,
                                    const SplitOptions& options) {
    auto assignment = bestAssignment(rows, classes.size(), options);
    DatasetSplits result{std::vector(allRows, DatasetSplit::LeftOut),
                         {SplitRule::Blocks, options.seed, assignment.blockArcmin, false, 0, 0}};
    auto& split = assignment.split;
    result.record.overlapping = dropOverlapping(rows.pairs, split);
    const auto had = countsOf(split, rows.labels, classes.size());
    const auto remedy = options.blockArcmin > 0 ? "smaller blocks may do" : "split at random instead";
    std::vector<SplitCounts> kept(classes.size());
    for (std::size_t label = 0; label < classes.size(); ++label) {
        if (!options.exactly.empty()) {
            kept[label] = options.exactly[label];
            if (atMost(had[label], kept[label]) != kept[label])
                return tooFewBlocks(had, classes, "more sources are needed for the numbers wanted");
            continue;
        }
        kept[label] = keptOf811(had[label]);
        if (losesTooMuch(had[label], kept[label]))
            return tooFewBlocks(had, classes, remedy);
    }
    for (std::size_t part = 0; part < 3; ++part)
        if (std::ranges::all_of(kept, [part](const SplitCounts& counts) { return counts[part] == 0; }))
            return tooFewBlocks(had, classes, remedy);
    Random random(options.seed + 1);
    result.record.trimmed = trim(split, rows.labels, kept, random);
    for (std::size_t i = 0; i < split.size(); ++i)
        result.split[rows.row[i]] = static_cast<DatasetSplit>(split[i]);
    return result;
}

/// Of n rows ⌊0.8 n⌋ to learn from, of the rest the larger half to test on: so the paper's Table 1.
DatasetSplits splitAtRandom(std::span<const std::uint8_t> labels, std::size_t classes, std::uint64_t seed) {
    DatasetSplits result{std::vector(labels.size(), DatasetSplit::LeftOut), {SplitRule::Random, seed, 0, true, 0, 0}};
    std::vector<std::vector<std::size_t>> members(classes);
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (labels[row] != noLabel)
            members[labels[row]].push_back(row);
    Random random(seed);
    for (auto& rows : members) {
        for (std::size_t i = rows.size(); i > 1; --i)
            std::swap(rows[i - 1], rows[random.below(i)]);
        const auto training = 8 * rows.size() / 10, validation = (rows.size() - training) / 2;
        for (std::size_t i = 0; i < rows.size(); ++i)
            result.split[rows[i]] = i < training                ? DatasetSplit::Training
                                    : i < training + validation ? DatasetSplit::Validation
                                                                : DatasetSplit::Test;
    }
    return result;
}

} // namespace

Result<void> checkSplit(const SplitOptions& options) {
    if (options.blockArcmin != 0 && !(options.blockArcmin >= 1 && options.blockArcmin <= 5400))
        return fail(ErrorCode::BadOption, {}, "the side of the blocks is out of range",
                    fmt::format("1 to 5400 arcminutes expected, {} found", options.blockArcmin));
    if (options.blockArcmin != 0 && options.rule != SplitRule::Blocks)
        return fail(ErrorCode::BadOption, {}, "only a split over blocks has blocks of a size",
                    fmt::format("the rule is {}", splitRuleName(options.rule)));
    if (options.rule == SplitRule::Given)
        return fail(ErrorCode::BadOption, {}, "a given split cannot be made anew");
    return {};
}

Result<DatasetSplits> splitDataset(std::span<const SkySquare> squares, std::span<const std::uint8_t> labels,
                                   const std::vector<std::string>& classes, const SplitOptions& options) {
    if (squares.size() != labels.size() || (!options.exactly.empty() && options.exactly.size() != classes.size()))
        throw std::invalid_argument("splitDataset: a square and a label for each row expected");
    if (auto good = checkSplit(options); !good)
        return tl::unexpected(good.error());
    if (options.rule == SplitRule::None)
        return DatasetSplits{std::vector(labels.size(), DatasetSplit::LeftOut), {}};
    if (options.rule == SplitRule::Random)
        return splitAtRandom(labels, classes.size(), options.seed);

    LabelledRows rows;
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (labels[row] != noLabel) {
            rows.row.push_back(row);
            rows.squares.push_back(squares[row]);
            rows.labels.push_back(labels[row]);
        }
    if (rows.row.empty())
        return fail(ErrorCode::SplitImpossible, {}, "no row has a class to split by", "the rule none leaves them unsplit");
    auto pairs = overlappingSquares(rows.squares);
    if (!pairs)
        return tl::unexpected(pairs.error());
    rows.pairs = std::move(*pairs);
    return splitByBlocks(rows, labels.size(), classes, options);
}

} // namespace iic
