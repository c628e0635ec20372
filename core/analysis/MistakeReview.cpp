#include "analysis/MistakeReview.h"

#include "base/Parallel.h"
#include "imaging/CutoutStatistics.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <numeric>

namespace iic {

namespace {

constexpr std::size_t pieceSize = 64;
constexpr double leastDeviations = 0.5;
constexpr std::size_t mostDistinctions = 4;

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

/// Arcsec; images are taken as if they showed the default field.
double pixelScaleOf(const Dataset& dataset, const DatasetColumns& columns, std::size_t row) {
    const auto& card = dataset.card();
    const auto tile = static_cast<std::size_t>(std::max(columns.tile[row], 0));
    return tile < card.tiles.size() ? card.tiles[tile].pixelScale : defaultField / card.side;
}

std::vector<std::string> planeNames(const DatasetCard& card) {
    std::vector<std::string> names;
    for (int plane = 0; plane < card.planes; ++plane)
        names.push_back(card.bands.empty() ? fmt::format("channel {}", plane + 1)
                                           : std::string(bandName(card.bands[static_cast<std::size_t>(plane)])));
    return names;
}

struct Looked {
    std::vector<float> statistics;
    bool isCentreEmpty = false, isBlended = false;
};

Result<Looked> look(const Dataset& dataset, const DatasetColumns& columns, std::size_t row, std::span<const float> pixels) {
    constexpr double blendRadius = 10; // arcsec
    const auto& card = dataset.card();
    const auto area = static_cast<std::size_t>(card.side) * static_cast<std::size_t>(card.side);
    std::vector<FloatImage> planes;
    std::vector<double> units;
    const auto tile = static_cast<std::size_t>(std::max(columns.tile[row], 0));
    for (std::size_t plane = 0; plane < static_cast<std::size_t>(card.planes); ++plane) {
        std::ranges::copy(pixels.subspan(plane * area, area), planes.emplace_back(card.side, card.side).data());
        const bool isKnown = plane < card.bands.size() && tile < dataset.units().size();
        units.push_back(isKnown ? dataset.units()[tile][static_cast<std::size_t>(card.bands[plane])] : 1);
    }
    const double pixelScale = pixelScaleOf(dataset, columns, row);
    const auto sources = findCutoutSources(planes.front(), columns.offset[row], pixelScale);
    if (!sources)
        return tl::unexpected(sources.error());
    Looked looked{cutoutStatistics(planes, units, *sources, columns.offset[row], pixelScale)};
    looked.isCentreEmpty = card.kind == DatasetKind::Sky && !sources->central;
    for (std::size_t i = 0; i < sources->all.size(); ++i)
        looked.isBlended |= i != sources->central && sources->all[i].distance <= blendRadius;
    return looked;
}

/// Statistics and notes of the mistakes' cutouts.
JobResult<void> lookAtCutouts(MistakeReview& review, const Dataset& dataset, const DatasetColumns& columns,
                              ProgressSink& progress, const std::stop_token& stop) {
    review.statistics.names = cutoutStatisticNames(planeNames(dataset.card()));
    const auto width = review.statistics.columns();
    review.statistics.values.resize(review.mistakes.size() * width);
    const auto total = static_cast<std::int64_t>(review.mistakes.size());
    for (std::size_t first = 0; first < review.mistakes.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Looking at cutouts", static_cast<std::int64_t>(first), total});
        std::mutex guard;
        Result<void> outcome;
        const auto keep = [&](const Error& error) {
            const std::lock_guard lock(guard);
            outcome = tl::unexpected(error);
        };
        parallelRanges(std::min(pieceSize, review.mistakes.size() - first), [&](std::size_t from, std::size_t to) {
            std::vector<float> pixels(dataset.valuesPerCutout());
            for (std::size_t i = first + from; i < first + to; ++i) {
                auto& mistake = review.mistakes[i];
                if (auto read = dataset.readCutouts(std::span(&mistake.row, 1), pixels); !read)
                    return keep(read.error());
                const auto looked = look(dataset, columns, mistake.row, pixels);
                if (!looked)
                    return keep(looked.error());
                std::ranges::copy(looked->statistics, review.statistics.values.begin() + static_cast<std::ptrdiff_t>(i * width));
                mistake.noted.notes |= looked->isCentreEmpty ? bit(SourceNote::NoCentralSource) : 0;
                mistake.noted.notes |= looked->isBlended ? bit(SourceNote::Blended) : 0;
            }
        });
        if (!outcome)
            return stopWith(outcome.error());
    }
    return {};
}

FeatureTable rowsOf(const FeatureTable& table, std::span<const std::size_t> rows) {
    FeatureTable chosen{table.names, {}};
    for (const auto row : rows)
        chosen.values.insert(chosen.values.end(), table.row(row).begin(), table.row(row).end());
    return chosen;
}

double meanOf(const FeatureTable& table, std::size_t column, std::span<const std::size_t> rows) {
    double sum = 0;
    for (const auto row : rows)
        sum += static_cast<double>(table.row(row)[column]);
    return sum / static_cast<double>(rows.size());
}

/// The mistakes with a source at the centre by K-means, the others by themselves.
Result<std::vector<MistakeGroup>> grouped(const MistakeReview& review, const ReviewOptions& options) {
    std::vector<std::size_t> rest;
    MistakeGroup empty{.isCentreEmpty = true, .members = {}, .meanInput = {}, .pairs = {}, .distinctions = {}};
    for (std::size_t i = 0; i < review.mistakes.size(); ++i)
        (review.mistakes[i].noted.has(SourceNote::NoCentralSource) ? empty.members : rest).push_back(i);
    std::vector<MistakeGroup> groups;
    if (!rest.empty()) {
        auto grouping = options.grouping;
        grouping.groups = std::min(grouping.groups, static_cast<int>(rest.size()));
        const auto found = groupByKMeans(standardised(rowsOf(options.features.value_or(review.statistics), rest)), grouping);
        if (!found)
            return tl::unexpected(found.error());
        groups.resize(static_cast<std::size_t>(grouping.groups));
        for (std::size_t i = 0; i < rest.size(); ++i)
            groups[static_cast<std::size_t>(found->group[i])].members.push_back(rest[i]);
    }
    std::erase_if(groups, [](const MistakeGroup& group) { return group.members.empty(); });
    for (auto& group : groups)
        group.brightness = meanOf(review.statistics, 0, group.members);
    std::ranges::stable_sort(groups, std::greater{}, &MistakeGroup::brightness);
    empty.brightness = meanOf(review.statistics, 0, empty.members);
    groups.push_back(std::move(empty));
    return groups;
}

std::vector<ClassPair> pairsOf(const MistakeReview& review, const MistakeGroup& group) {
    std::map<std::pair<std::uint8_t, std::uint8_t>, std::size_t> counts;
    for (const auto member : group.members)
        ++counts[{review.mistakes[member].truth, review.mistakes[member].predicted}];
    std::vector<ClassPair> pairs;
    for (const auto& [pair, count] : counts)
        pairs.push_back({pair.first, pair.second, count});
    std::ranges::stable_sort(pairs, std::greater{}, &ClassPair::count);
    return pairs;
}

double deviationOf(const FeatureTable& table, std::size_t column) {
    std::vector<std::size_t> all(table.rows());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const double mean = meanOf(table, column, all);
    double squares = 0;
    for (const auto row : all)
        squares += std::pow(static_cast<double>(table.row(row)[column]) - mean, 2);
    return std::sqrt(squares / static_cast<double>(all.size()));
}

std::vector<Distinction> distinctionsOf(const MistakeReview& review, const MistakeGroup& group) {
    std::vector<bool> isIn(review.mistakes.size());
    for (const auto member : group.members)
        isIn[member] = true;
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < isIn.size(); ++i)
        if (!isIn[i])
            others.push_back(i);
    std::vector<Distinction> found;
    if (group.members.empty() || others.empty())
        return found;
    for (std::size_t column = 0; column < review.statistics.columns(); ++column) {
        const double mean = meanOf(review.statistics, column, group.members);
        const double meanOfOthers = meanOf(review.statistics, column, others);
        const double deviation = deviationOf(review.statistics, column);
        if (deviation > 0 && std::abs(mean - meanOfOthers) >= leastDeviations * deviation)
            found.push_back({review.statistics.names[column], mean, meanOfOthers, (mean - meanOfOthers) / deviation});
    }
    std::ranges::stable_sort(found, std::greater{}, [](const Distinction& one) { return std::abs(one.deviations); });
    found.resize(std::min(found.size(), mostDistinctions));
    return found;
}

JobResult<std::vector<float>> meanInput(const Dataset& dataset, const MistakeReview& review, const MistakeGroup& group,
                                        const InputOptions& input, const std::stop_token& stop) {
    const auto size = input.channels.size() * static_cast<std::size_t>(input.side) * static_cast<std::size_t>(input.side);
    std::vector<double> sum(size);
    std::vector<float> inputs(pieceSize * size);
    for (std::size_t first = 0; first < group.members.size(); first += pieceSize) {
        if (stop.stop_requested())
            return cancelled();
        std::vector<std::size_t> rows;
        for (std::size_t i = first; i < std::min(first + pieceSize, group.members.size()); ++i)
            rows.push_back(review.mistakes[group.members[i]].row);
        const auto wanted = std::span(inputs).first(rows.size() * size);
        if (auto read = dataset.readInputs(rows, input, wanted); !read)
            return stopWith(read.error());
        for (std::size_t i = 0; i < wanted.size(); ++i)
            sum[i % size] += static_cast<double>(wanted[i]);
    }
    std::vector<float> mean;
    if (!group.members.empty())
        for (const double value : sum)
            mean.push_back(static_cast<float>(value / static_cast<double>(group.members.size())));
    return mean;
}

} // namespace

std::vector<std::size_t> mistakesOf(const JudgedRows& judged) {
    const auto predicted = likeliest(judged.sources.probabilities);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < predicted.size(); ++i)
        if (predicted[i] != judged.sources.truth[i])
            places.push_back(i);
    return places;
}

JobResult<MistakeReview> reviewMistakes(const Dataset& dataset, const DatasetColumns& columns, const JudgedRows& judged,
                                        const ReviewOptions& options, ProgressSink& progress, std::stop_token stop) {
    const auto places = mistakesOf(judged);
    if (options.features && options.features->rows() != places.size())
        return stopWith({ErrorCode::BadOption, dataset.path().string(), "the features are not those of the mistakes",
                         fmt::format("{} rows expected, {} found", places.size(), options.features->rows())});
    if (auto fit = dataset.checkInputs(options.input); !fit)
        return stopWith(fit.error());
    const auto predicted = likeliest(judged.sources.probabilities);
    std::vector<std::size_t> rows;
    for (const auto place : places)
        rows.push_back(judged.rows[place]);
    auto notes = noteSources(dataset, columns, rows, progress, stop);
    if (!notes)
        return tl::unexpected(notes.error());
    MistakeReview review;
    review.warnings = std::move(notes->warnings);
    for (std::size_t i = 0; i < places.size(); ++i)
        review.mistakes.push_back({rows[i], judged.sources.truth[places[i]], predicted[places[i]],
                                   judged.sources.probabilities[places[i]], std::move(notes->sources[i])});
    if (auto looked = lookAtCutouts(review, dataset, columns, progress, stop); !looked)
        return tl::unexpected(looked.error());
    auto groups = grouped(review, options);
    if (!groups)
        return stopWith(groups.error());
    for (auto& group : *groups) {
        group.pairs = pairsOf(review, group);
        group.distinctions = distinctionsOf(review, group);
        auto mean = meanInput(dataset, review, group, options.input, stop);
        if (!mean)
            return tl::unexpected(mean.error());
        group.meanInput = std::move(*mean);
    }
    review.groups = std::move(*groups);
    return review;
}

} // namespace iic
