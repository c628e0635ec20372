#pragma once

#include "study/StudyFolder.h"

namespace iic {

struct MeanAndSpread {
    double mean = 0;
    double spread = 0; ///< standard deviation of the repeats, 0 of one
    std::size_t count = 0;
};
MeanAndSpread meanAndSpread(std::span<const double> values);

struct VariantResult {
    StudyVariant variant;
    std::vector<RunOutcome> runs{}; ///< those that are done
    std::vector<std::vector<EpochResult>> curves{}; ///< of every run that has begun
    std::int64_t parameters = 0, multiplyAdds = 0; ///< as it infers

    MeanAndSpread validation() const;
    MeanAndSpread test() const;
    MeanAndSpread inputsPerSecond() const;
    /// Mean over the runs by epoch, as far as any goes.
    std::vector<double> meanCurve() const;
};

struct StudyResult {
    StudyPlan plan;
    std::vector<VariantResult> variants{};
    std::size_t runs = 0, runsDone = 0;

    /// What the runs that are done say, beside what the paper says: one sentence. Empty where fewer than two variants are done.
    std::string verdict() const;
};

/// What is there of the plans asked for. BadOption. On the thread that owns torch, for it counts parameters.
Result<std::vector<StudyResult>> readResults(const StudyOptions& options);
/// The same but parameters and multiply-adds, which the networks tell. Any thread.
Result<std::vector<StudyResult>> readRuns(const StudyOptions& options);

/// Writes report.html, a page that needs no other file, and results.csv into the study's folder, each whole or not at all.
Result<void> writeStudyReport(const std::filesystem::path& folder, const std::vector<StudyResult>& results);

} // namespace iic
