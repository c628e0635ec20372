#include "data/SkyBlocks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

namespace iic {

namespace {

constexpr std::size_t fewestSteps = 4'000, mostSteps = 60'000, stepsPerBlock = 150;

/// A row is left out for one of a split of higher rank: few are tested on, many learned from.
bool outranks(std::uint8_t other, std::uint8_t own) { return other > own; }

template <typename T> void shuffle(std::vector<T>& items, Random& random) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[random.below(i)]);
}

} // namespace

std::vector<std::uint32_t> blocksOfSky(std::span<const SkyCoord> places, double arcmin) {
    using Key = std::pair<std::int64_t, std::int64_t>;
    std::vector<Key> keys;
    keys.reserve(places.size());
    for (const auto& place : places) {
        const double height = arcmin / 60;
        const double zone = std::floor((place.declination + 90) / height);
        const double farthest = std::max(std::abs(zone * height - 90), std::abs((zone + 1) * height - 90));
        const double round = farthest < 90 ? std::cos(farthest * std::numbers::pi / 180) * 360 / height : 1;
        const double cells = std::max(1.0, std::floor(round));
        keys.emplace_back(static_cast<std::int64_t>(zone), static_cast<std::int64_t>(place.rightAscension / 360 * cells));
    }
    std::map<Key, std::uint32_t> numbers;
    for (const auto& key : keys)
        numbers.emplace(key, 0);
    std::uint32_t next = 0;
    for (auto& [key, number] : numbers)
        number = next++;
    std::vector<std::uint32_t> blocks(keys.size());
    std::ranges::transform(keys, blocks.begin(), [&](const Key& key) { return numbers.at(key); });
    return blocks;
}

SkyBlocks::SkyBlocks(std::span<const std::uint32_t> blockOf, std::span<const std::uint8_t> labels, const OverlapPairs& pairs,
                     std::size_t classes)
    : blocks_(blockOf.empty() ? 0 : *std::ranges::max_element(blockOf) + 1), classes_(classes), rows_(blockOf.size()) {
    std::vector<std::vector<std::uint32_t>> others(blockOf.size());
    for (const auto& [a, b] : pairs)
        if (blockOf[a] != blockOf[b]) {
            others[a].push_back(blockOf[b]);
            others[b].push_back(blockOf[a]);
        }
    using Kind = std::pair<std::uint8_t, std::vector<std::uint32_t>>;
    std::vector<std::map<Kind, std::size_t>> kinds(blocks_.size());
    for (std::size_t row = 0; row < blockOf.size(); ++row) {
        std::ranges::sort(others[row]);
        others[row].erase(std::ranges::unique(others[row]).begin(), others[row].end());
        auto& neighbours = blocks_[blockOf[row]].neighbours;
        neighbours.insert(neighbours.end(), others[row].begin(), others[row].end());
        ++kinds[blockOf[row]][{labels[row], std::move(others[row])}];
        ++blocks_[blockOf[row]].rows;
    }
    for (std::size_t block = 0; block < blocks_.size(); ++block) {
        auto& neighbours = blocks_[block].neighbours;
        std::ranges::sort(neighbours);
        neighbours.erase(std::ranges::unique(neighbours).begin(), neighbours.end());
        for (const auto& [kind, count] : kinds[block])
            blocks_[block].groups.push_back({kind.first, count, kind.second});
    }
}

void SkyBlocks::addTo(std::vector<SplitCounts>& counts, const std::vector<std::uint8_t>& splits, std::size_t block,
                      int sign) const {
    const auto own = splits[block];
    for (const auto& group : blocks_[block].groups) {
        const bool lost = std::ranges::any_of(group.others, [&](auto other) { return outranks(splits[other], own); });
        if (lost)
            continue;
        auto& count = counts[group.label][own];
        count = sign > 0 ? count + group.rows : count - group.rows;
    }
}

std::vector<SplitCounts> SkyBlocks::counts(const std::vector<std::uint8_t>& splits) const {
    std::vector<SplitCounts> all(classes_, SplitCounts{});
    for (std::size_t block = 0; block < blocks_.size(); ++block)
        addTo(all, splits, block, 1);
    return all;
}

/// Blocks at random, test first, then validation, until each has its tenth of the rows.
std::vector<std::uint8_t> SkyBlocks::firstGuess(Random& random) const {
    std::vector<std::size_t> order(blocks_.size());
    std::iota(order.begin(), order.end(), 0);
    shuffle(order, random);
    std::vector<std::uint8_t> splits(blocks_.size(), 0);
    SplitCounts rows{};
    for (const auto block : order)
        for (const std::uint8_t split : {std::uint8_t{2}, std::uint8_t{1}})
            if (splits[block] == 0 && 10 * rows[split] + 5 * blocks_[block].rows <= rows_) {
                splits[block] = split;
                rows[split] += blocks_[block].rows;
            }
    return splits;
}

/// Threshold accepting (Dueck & Scheuer 1990): changes for the worse are taken too, but ever smaller ones. Whole numbers
/// only, so that it goes the same way everywhere.
std::vector<std::uint8_t> SkyBlocks::assign(const std::vector<SplitCounts>& wanted, Random& random) const {
    auto splits = firstGuess(random);
    auto current = counts(splits);
    auto kept = keptRows(current, wanted);
    auto best = splits;
    auto mostKept = kept;
    const auto steps = std::clamp(stepsPerBlock * blocks_.size(), fewestSteps, mostSteps);
    std::vector<std::uint32_t> touched;
    for (std::size_t step = 0; step < steps; ++step) {
        const auto first = random.below(blocks_.size()), second = random.below(blocks_.size());
        const bool swap = random.below(2) == 0;
        const auto newFirst = swap ? splits[second] : static_cast<std::uint8_t>(random.below(3));
        const auto newSecond = swap ? splits[first] : splits[second];
        if (newFirst == splits[first] || (swap && first == second))
            continue;
        touched = blocks_[first].neighbours;
        touched.push_back(static_cast<std::uint32_t>(first));
        if (swap) {
            touched.insert(touched.end(), blocks_[second].neighbours.begin(), blocks_[second].neighbours.end());
            touched.push_back(static_cast<std::uint32_t>(second));
        }
        std::ranges::sort(touched);
        touched.erase(std::ranges::unique(touched).begin(), touched.end());

        auto changed = current;
        const auto oldFirst = splits[first], oldSecond = splits[second];
        for (const auto block : touched)
            addTo(changed, splits, block, -1);
        splits[first] = newFirst;
        if (swap)
            splits[second] = newSecond;
        for (const auto block : touched)
            addTo(changed, splits, block, 1);
        const auto now = keptRows(changed, wanted);
        const auto patience = rows_ * (steps - step) / (steps * 100);
        if (now + patience < kept) {
            splits[second] = oldSecond;
            splits[first] = oldFirst;
            continue;
        }
        current = std::move(changed);
        kept = now;
        if (kept > mostKept) {
            mostKept = kept;
            best = splits;
        }
    }
    return best;
}

std::size_t keptRows(const std::vector<SplitCounts>& counts, const std::vector<SplitCounts>& wanted) {
    std::size_t rows = 0;
    for (std::size_t label = 0; label < counts.size(); ++label)
        rows += wanted.empty() ? most811(counts[label]) : total(atMost(counts[label], wanted[label]));
    return rows;
}

} // namespace iic
