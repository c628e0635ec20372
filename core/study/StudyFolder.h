#pragma once

#include "base/Progress.h"
#include "study/StudyRun.h"

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace iic {

/// What one training came to; its curve is in the run's epochs.csv.
struct RunOutcome {
    double validationAccuracy = 0; ///< of the best epoch
    double testAccuracy = 0;
    std::size_t testSources = 0;
    double inputsPerSecond = 0; ///< classified, on the device that trained it
    double secondsPerEpoch = 0;
    int batch = 0; ///< of the last steps: less than asked for where memory was short
    std::string device;
    std::filesystem::path folder{}; ///< of the run, where it was read
};

std::filesystem::path runFolderOf(const StudyOptions& options, const StudyVariant& variant, std::uint64_t seed);

/// nullopt where the run is not done, or its record is damaged or impossible (it is run again then).
std::optional<RunOutcome> readOutcome(const std::filesystem::path& runFolder);
Result<void> writeOutcome(const std::filesystem::path& runFolder, const RunOutcome& outcome);

/// BadOption where the study in the folder is of other options, another dataset or other spectra; BadRun where its record is damaged;
/// FileNotFound where spectra are asked for that are not there.
Result<void> checkFolder(const StudyOptions& options, const std::string& datasetChecksum);
/// The same, and writes study.json: it holds all studies and the most repeats ever asked for.
Result<void> claimFolder(const StudyOptions& options, const std::string& datasetChecksum);

/// The options of the study in a folder; the dataset is where study.json says, seen from the folder. BadRun, FileNotFound.
Result<StudyOptions> readStudy(const std::filesystem::path& folder);

} // namespace iic
