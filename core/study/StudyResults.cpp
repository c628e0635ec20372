#include "study/StudyResults.h"

#include "astro/BandNames.h"
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

std::size_t testSourcesOf(const VariantResult& variant) { return variant.runs.front().testSources; }

/// Of the mean test accuracy: the seeds scatter it, and so does the number of sources that judge it.
double standardError(const VariantResult& variant) {
    const auto accuracy = variant.test();
    const auto sources = static_cast<double>(testSourcesOf(variant));
    const double share = std::clamp(accuracy.mean, 0.5 / sources, 1 - 0.5 / sources);
    return std::sqrt(accuracy.spread * accuracy.spread / static_cast<double>(accuracy.count) + share * (1 - share) / sources);
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

std::vector<MeanAndSpread> VariantResult::meanCurve() const {
    std::vector<MeanAndSpread> means;
    if (curves.empty())
        return means;
    const auto epochs = std::ranges::min(curves, {}, [](const auto& curve) { return curve.size(); }).size();
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
        std::vector<double> values;
        for (const auto& curve : curves)
            values.push_back(curve[epoch].validationAccuracy);
        means.push_back(meanAndSpread(values));
    }
    return means;
}

bool StudyResult::isEmpty() const {
    return std::ranges::all_of(variants, [](const VariantResult& variant) { return variant.curves.empty(); });
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
    if (first.mean == next.mean)
        return fmt::format("Here {} and {} are alike on the test split, with {}.", best.variant.name, second.variant.name,
                           points(first));
    const double lead = first.mean - next.mean, doubt = std::hypot(standardError(best), standardError(second));
    const auto weight = first.count == 1 || next.count == 1 ? "of one run, in which the seed may decide; repeats would tell"
                        : lead > 2 * doubt                  ? "beyond chance"
                                                            : "which so few sources and repeats cannot tell from chance";
    const auto apart = testSourcesOf(best) == testSourcesOf(second)
                           ? std::string()
                           : fmt::format("; judged by different sources, {} and {}", testSourcesOf(best), testSourcesOf(second));
    return fmt::format("Here {} is best on the test split with {}, before {} with {}: a lead of {:.1f} points, {} (standard "
                       "error {:.1f}){}.",
                       best.variant.name, points(first), second.variant.name, points(next), 100 * lead, weight, 100 * doubt,
                       apart);
}

std::vector<std::string> StudyResult::notes(int batch) const {
    std::vector<std::string> notes;
    for (const auto& variant : variants)
        for (const auto& run : variant.runs)
            if (run.batch > 0 && run.batch < batch)
                notes.push_back(fmt::format("{}, {}: memory was short, and it learned in batches of {} in place of {}.",
                                            variant.variant.name, run.folder.filename().string(), run.batch, batch));
    return notes;
}

std::string percentText(const MeanAndSpread& accuracy) {
    if (accuracy.count == 0)
        return "–";
    return accuracy.count == 1 ? fmt::format("{:.2f}", 100 * accuracy.mean)
                               : fmt::format("{:.2f} ± {:.2f}", 100 * accuracy.mean, 100 * accuracy.spread);
}

std::vector<std::pair<std::string, std::string>> settingsOf(const StudyOptions& options) {
    const auto& training = options.training;
    return {{"dataset", options.dataset.filename().string()},
            {"spectra", options.spectra ? options.spectra->filename().string() : "simulated"},
            {"repeats", fmt::format("{}", options.repeats)},
            {"epochs", fmt::format("{}", training.epochs)},
            {"batch", fmt::format("{}", training.batch)},
            {"learning rate", fmt::format("{:g}", training.learningRate)},
            {"rate falls", training.schedule == RateSchedule::Cosine
                               ? "as a cosine, to nothing"
                               : fmt::format("halved after epoch {}", training.halveAfterEpoch)},
            {"augmentation", training.augment ? "flips and quarter turns" : "none"},
            {"first seed", fmt::format("{}", training.seed)},
            {"bands, where they are not what is compared", bandNames(options.input.channels)},
            {"input, where it is not what is compared",
             fmt::format("{0} × {0}, {1}", options.input.side, presetName(options.input.preset))}};
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
