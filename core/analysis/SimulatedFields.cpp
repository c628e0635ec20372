#include "analysis/SimulatedFields.h"

#include "base/Parallel.h"
#include "sim/SimulatedSky.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace iic {

namespace {

constexpr std::uint64_t seedStride = 10'000;
constexpr int largestField = 40'000;

struct Field {
    TrainingSet set;
    std::vector<SourcePhotometry> photometry;
};

JobResult<Field> oneField(const SimulatedFieldsOptions& options, std::uint64_t seed, std::stop_token stop) {
    NoProgress quiet;
    SimulationOptions simulation;
    simulation.seed = seed;
    simulation.side = fieldSide(options.sourcesPerField);
    simulation.sourceCount = options.sourcesPerField;
    simulation.balanced = true;
    auto sky = simulateSky(simulation, quiet, stop);
    if (!sky)
        return tl::unexpected(sky.error());
    const auto catalog = withTruth(std::move(sky->catalog), sky->truth, "simulated sky");
    if (!catalog)
        return tl::unexpected<Stop>(catalog.error());
    auto set = assembleTrainingSet(sky->tile, *catalog, options.set, quiet, stop);
    if (!set)
        return tl::unexpected(set.error());

    Field field{std::move(*set), {}};
    if (options.photometry) {
        field.photometry.resize(field.set.rows.size());
        parallelRanges(field.set.rows.size(), [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i)
                field.photometry[i] = photometryOf(*catalog, field.set.rows[i], sky->tile);
        });
    }
    return field;
}

void append(SimulatedSamples& all, Field&& field) {
    auto& to = all.samples;
    to.inputs.insert(to.inputs.end(), field.set.samples.inputs.begin(), field.set.samples.inputs.end());
    to.labels.insert(to.labels.end(), field.set.samples.labels.begin(), field.set.samples.labels.end());
    all.photometry.insert(all.photometry.end(), field.photometry.begin(), field.photometry.end());
}

/// Drops the later samples of the commoner classes, in place: a set may fill half the memory.
void balance(SimulatedSamples& all, std::size_t size) {
    const auto kept = balancedSubset(all.samples.labels);
    for (std::size_t to = 0; to < kept.size(); ++to) {
        const auto from = kept[to];
        if (from == to)
            continue;
        std::copy_n(all.samples.inputs.begin() + static_cast<std::ptrdiff_t>(from * size), size,
                    all.samples.inputs.begin() + static_cast<std::ptrdiff_t>(to * size));
        all.samples.labels[to] = all.samples.labels[from];
        if (!all.photometry.empty())
            all.photometry[to] = all.photometry[from];
    }
    all.samples.inputs.resize(kept.size() * size);
    all.samples.labels.resize(kept.size());
    if (!all.photometry.empty())
        all.photometry.resize(kept.size());
}

} // namespace

int fieldSide(int sources) { return std::max(64, static_cast<int>(std::lround(4095.0 * std::sqrt(sources / 40'000.0)))); }

JobResult<SimulatedSamples> simulateSamples(const SimulatedFieldsOptions& options, ProgressSink& progress, std::stop_token stop) {
    const auto bad = [](const char* what, int value, int largest) {
        return tl::unexpected<Stop>(Error{ErrorCode::BadOption, "", fmt::format("{} is out of range", what),
                                          fmt::format("1 to {} expected, {} found", largest, value)});
    };
    if (options.fields < 1 || options.fields >= static_cast<int>(seedStride))
        return bad("the number of fields", options.fields, static_cast<int>(seedStride) - 1);
    if (options.sourcesPerField < 1 || options.sourcesPerField > largestField)
        return bad("the number of sources in a field", options.sourcesPerField, largestField);

    SimulatedSamples all;
    for (int i = 0; i < options.fields; ++i) {
        progress.report({"simulate", i, options.fields});
        all.fieldSeeds.push_back(options.seed * seedStride + static_cast<std::uint64_t>(i));
        auto field = oneField(options, all.fieldSeeds.back(), stop);
        if (!field)
            return tl::unexpected(field.error());
        append(all, std::move(*field));
    }
    progress.report({"simulate", options.fields, options.fields});
    balance(all, inputSize(options.set.input));
    return all;
}

std::string originOf(const SimulatedFieldsOptions& options) {
    return fmt::format("simulated sky, seed {}, {} field{} of {} sources", options.seed, options.fields,
                       options.fields == 1 ? "" : "s", options.sourcesPerField);
}

} // namespace iic
