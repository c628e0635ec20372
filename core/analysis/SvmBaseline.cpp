#include "analysis/SvmBaseline.h"

namespace iic {

namespace {

FeatureTable tableOf(std::span<const SourcePhotometry> sources, bool withConcentration) {
    FeatureTable table;
    table.names.resize(photometricFeatures({}, withConcentration).size());
    table.values.reserve(sources.size() * table.columns());
    for (const auto& source : sources)
        for (const double feature : photometricFeatures(source, withConcentration))
            table.values.push_back(static_cast<float>(feature));
    return table;
}

} // namespace

JobResult<SvmBaseline> SvmBaseline::train(std::span<const SourcePhotometry> sources, std::span<const std::uint8_t> labels,
                                          bool withConcentration, const SvmOptions& options, ProgressSink& progress,
                                          std::stop_token stop) {
    auto machine = FeatureSvm::train(tableOf(sources, withConcentration), labels, options, progress, std::move(stop));
    if (!machine)
        return tl::unexpected(machine.error());
    return SvmBaseline(std::move(*machine), withConcentration);
}

std::vector<std::uint8_t> SvmBaseline::classify(std::span<const SourcePhotometry> sources) const {
    return machine_.classify(tableOf(sources, withConcentration_));
}

} // namespace iic
