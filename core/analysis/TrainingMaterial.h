#pragma once

#include "analysis/LabelCorrections.h"
#include "data/Dataset.h"
#include "nn/ModelSpec.h"

namespace iic {

/// Flags of cutouts that hold pixels without a value: nothing is learned from them, and nothing judged by them.
inline constexpr std::uint16_t incompleteCutout = bit(QualityFlag::Edge) | bit(QualityFlag::Uncovered);

/// Labelled rows of a split whose cutouts are whole: those that a network can learn from.
struct WholeRows {
    std::vector<std::size_t> rows;
    std::size_t leftOut = 0; ///< labelled ones whose cutouts are not
};
WholeRows wholeRows(const DatasetColumns& columns, DatasetSplit split);

/// What a network learns from and is judged by while it learns, for one choice of inputs.
struct TrainingMaterial {
    LabelledInputs training, validation;
    std::vector<std::size_t> trainingRows, validationRows; ///< of the dataset, one an input
    ModelCard card; ///< of the inputs and the dataset; without a run
    std::string description; ///< JSON object for the run's record: the dataset's path and fingerprint, its split, rows left out
    std::vector<std::string> warnings; ///< a leaking split, classes that a split lacks, rows left out
};

/// Loads the training and validation rows of a dataset whose three classes are to be told apart. Cutouts that hold pixels without
/// a value are left out and counted, and so are those that corrections leave out. Errors: those of Dataset::checkInputs and readInputs;
/// BadOption (not three classes, corrections of no row); NothingOnTile where one of the splits is empty.
JobResult<TrainingMaterial> loadTrainingMaterial(const std::filesystem::path& dataset, const InputOptions& input,
                                                 const NetworkChoice& network, ProgressSink& progress, std::stop_token stop,
                                                 const LabelCorrections& corrections = {});
/// With which corrections the material was loaded that is described so.
LabelCorrections correctionsOf(const std::string& description);

/// That cutouts of a split are left out for pixels without a value.
std::string leftOutWarning(std::size_t count, DatasetSplit split);

/// A description for the record of a run in this folder: its dataset is named by its way from there, where the two have more than
/// the root in common, and by its whole path, so that it is found after both were moved, and after the run was.
std::string describedIn(const std::string& description, const std::filesystem::path& runFolder);
/// The dataset named in the description of a run that lies in `runFolder` now, where it is there, else where it would be; empty
/// where none is named.
std::filesystem::path datasetOf(const std::string& description, const std::filesystem::path& runFolder);
/// Of the dataset's file when the run was made; without a checksum where none is named.
FileFingerprint fingerprintOf(const std::string& description);
/// FileChanged where a dataset is not, byte for byte, the file that the description was made of; FileNotFound, FileUnreadable.
/// Reads it once, and again after it was written.
JobResult<void> checkDataset(const std::string& description, const std::filesystem::path& dataset, std::stop_token stop);
/// The same of the dataset that the description names.
JobResult<void> checkDatasetOf(const std::string& description, const std::filesystem::path& runFolder, std::stop_token stop);

} // namespace iic
