#pragma once

#include "nn/Training.h"

#include <optional>
#include <string>

namespace iic {

/// What run.json says of a run: enough to make it again.
struct RunRecord {
    TrainingOptions options; ///< as it was asked for, its folder being where the record lies; where it went on from is not kept
    std::string startedFrom; ///< checksum of the weights it began with; empty: random ones
    std::string trainingFingerprint, validationFingerprint; ///< of the inputs, fingerprint(LabelledInputs)
    std::size_t trainingInputs = 0, validationInputs = 0;
    DeviceInUse device;
    std::string programVersion, torchVersion;
    int epochsDone = 0, bestEpoch = 0;
    int batch = 0; ///< of the last steps: less than asked for where memory was short
    double bestValidationAccuracy = 0;
};

/// Reads the run.json of a run's folder. FileNotFound, FileUnreadable; BadRun where it is not one of ours or has been damaged.
Result<RunRecord> readRunRecord(const std::filesystem::path& folder);

/// FileChanged where the weights that the run began with are no longer what they were; FileNotFound, FileUnreadable.
Result<void> checkStartOf(const RunRecord& record);

/// Why the run cannot be made again with the same numbers; nullopt where it can.
std::optional<std::string> whyNotTheSameAgain(const RunRecord& record);

/// Reads the epochs.csv of a run's folder. The same errors.
Result<std::vector<EpochResult>> readEpochs(const std::filesystem::path& folder);

} // namespace iic
