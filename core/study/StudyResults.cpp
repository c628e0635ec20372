#include "study/StudyResults.h"

#include "nn/RunRecord.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <numeric>

namespace iic {

namespace {

template <typename Number> MeanAndSpread of(const std::vector<RunOutcome>& runs, Number RunOutcome::*number) {
    std::vector<double> values;
    for (const auto& run : runs)
        values.push_back(run.*number);
    return meanAndSpread(values);
}

std::string points(const MeanAndSpread& accuracy) {
    return accuracy.count > 1 ? fmt::format("{:.1f} ± {:.1f} %", 100 * accuracy.mean, 100 * accuracy.spread)
                              : fmt::format("{:.1f} %", 100 * accuracy.mean);
}

} // namespace

MeanAndSpread meanAndSpread(std::span<const double> values) {
    if (values.empty())
        return {};
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return {mean, values.size() > 1 ? std::sqrt(squares / (count - 1)) : 0, values.size()};
}

MeanAndSpread VariantResult::validation() const { return of(runs, &RunOutcome::validationAccuracy); }
MeanAndSpread VariantResult::test() const { return of(runs, &RunOutcome::testAccuracy); }
MeanAndSpread VariantResult::inputsPerSecond() const { return of(runs, &RunOutcome::inputsPerSecond); }

std::vector<double> VariantResult::meanCurve() const {
    std::vector<double> sums;
    std::vector<int> counts;
    for (const auto& curve : curves)
        for (std::size_t i = 0; i < curve.size(); ++i) {
            if (i == sums.size()) {
                sums.push_back(0);
                counts.push_back(0);
            }
            sums[i] += curve[i].validationAccuracy;
            ++counts[i];
        }
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] /= counts[i];
    return sums;
}

std::string StudyResult::verdict() const {
    std::vector<const VariantResult*> done;
    for (const auto& variant : variants)
        if (!variant.runs.empty())
            done.push_back(&variant);
    if (done.size() < 2)
        return {};
    std::ranges::stable_sort(done, std::greater(), [](const VariantResult* variant) { return variant->test().mean; });
    const auto &best = *done[0], &second = *done[1];
    const auto first = best.test(), next = second.test();
    const auto sources = best.runs.front().testSources;
    // of a mean of repeats, and of the number of sources that judge each
    const auto error = [&](const MeanAndSpread& accuracy) {
        const double share =
            std::clamp(accuracy.mean, 0.5 / static_cast<double>(sources), 1 - 0.5 / static_cast<double>(sources));
        return std::max(accuracy.spread * accuracy.spread / static_cast<double>(accuracy.count),
                        share * (1 - share) / static_cast<double>(sources));
    };
    const double lead = first.mean - next.mean, doubt = std::sqrt(error(first) + error(next));
    const auto weight = first.count == 1 || next.count == 1 ? "of one run, in which the seed may decide; repeats would tell"
                        : lead > 2 * doubt                  ? "beyond chance"
                                                            : "which so few sources and repeats cannot tell from chance";
    return fmt::format(
        "Here {} is best on the test split with {}, before {} with {}: a lead of {:.1f} points, {} (±\u00a0{:.1f}).",
        best.variant.name, points(first), second.variant.name, points(next), 100 * lead, weight, 100 * doubt);
}

Result<std::vector<StudyResult>> readRuns(const StudyOptions& options) {
    const auto plans = plansOf(options);
    if (!plans)
        return tl::unexpected(plans.error());
    std::vector<StudyResult> results;
    for (const auto& plan : *plans) {
        StudyResult result{.plan = plan};
        for (const auto& variant : plan.variants) {
            VariantResult of{.variant = variant};
            for (int repeat = 0; repeat < options.repeats; ++repeat) {
                const auto folder = runFolderOf(options, variant, options.training.seed + static_cast<std::uint64_t>(repeat));
                ++result.runs;
                if (auto curve = readEpochs(folder); curve && !curve->empty())
                    of.curves.push_back(*std::move(curve));
                if (auto outcome = readOutcome(folder)) {
                    of.runs.push_back(*std::move(outcome));
                    ++result.runsDone;
                }
            }
            result.variants.push_back(std::move(of));
        }
        results.push_back(std::move(result));
    }
    return results;
}

Result<std::vector<StudyResult>> readResults(const StudyOptions& options) {
    auto results = readRuns(options);
    if (!results)
        return results;
    std::map<std::string, std::vector<StageSummary>> summaries;
    for (auto& result : *results)
        for (auto& of : result.variants) {
            const auto name = runNameOf(of.variant);
            if (!summaries.contains(name))
                summaries[name] = summarise(specOf(of.variant), /*folded=*/true);
            for (const auto& stage : summaries[name]) {
                of.parameters += stage.parameters;
                of.multiplyAdds += stage.multiplyAdds;
            }
        }
    return results;
}

} // namespace iic
