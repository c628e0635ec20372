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
    /// Validation accuracy by epoch over the runs that have begun, as far as all of them go.
    std::vector<MeanAndSpread> meanCurve() const;
};

struct StudyResult {
    StudyPlan plan;
    std::vector<VariantResult> variants{};
    std::size_t runs = 0, runsDone = 0;

    /// Not one epoch of it is done.
    bool isEmpty() const;
    /// What the runs that are done say, beside what the paper says: one sentence. Empty where fewer than two variants are done.
    std::string verdict() const;
    /// What to know of the figures: runs that had to learn in smaller batches than the others.
    std::vector<std::string> notes(int batch) const;
};

/// What is there of the plans asked for. BadOption. On the thread that owns torch, for it counts parameters.
Result<std::vector<StudyResult>> readResults(const StudyOptions& options);
/// The same but parameters and multiply-adds, which the networks tell. Any thread.
Result<std::vector<StudyResult>> readRuns(const StudyOptions& options);

/// "95.20", of several runs "95.20 ± 0.40": in per cent, with the standard deviation of the runs; "–" of none.
std::string percentText(const MeanAndSpread& accuracy);
/// How the networks of a study learned, name and value.
std::vector<std::pair<std::string, std::string>> settingsOf(const StudyOptions& options);

/// Writes report.html, a page that needs no other file, and results.csv into the study's folder, each whole or not at all.
Result<void> writeStudyReport(const StudyOptions& options, const std::vector<StudyResult>& results);

} // namespace iic
