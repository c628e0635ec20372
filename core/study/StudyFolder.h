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
    std::string device;
    std::filesystem::path folder{}; ///< of the run, where it was read
};

std::filesystem::path runFolderOf(const StudyOptions& options, const StudyVariant& variant, std::uint64_t seed);

/// nullopt where the run is not done, or its record is damaged (it is run again then).
std::optional<RunOutcome> readOutcome(const std::filesystem::path& runFolder);
Result<void> writeOutcome(const std::filesystem::path& runFolder, const RunOutcome& outcome);

/// Writes study.json where there is none. BadOption where the one there is of other options or another dataset; BadRun where it is
/// damaged.
Result<void> claimFolder(const StudyOptions& options, const std::string& datasetChecksum);

/// The options of the study in a folder; the dataset is where study.json says, seen from the folder. BadRun, FileNotFound.
Result<StudyOptions> readStudy(const std::filesystem::path& folder);

} // namespace iic
