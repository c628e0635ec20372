#pragma once

#include "study/StudyRun.h"

#include "data/Dataset.h"

namespace iic {

bool isOfSpectra(const StudyVariant& variant);

/// What the inputs of a variant depend on: alike for runs that can share them.
std::string inputsOf(const StudyVariant& variant);

struct StudyDataset {
    Dataset dataset;
    DatasetColumns columns;
};
/// The errors of Dataset::open and Dataset::columns.
Result<StudyDataset> openDataset(const StudyOptions& options);

/// Besides them what keeps it from what is asked of it, before anything is trained: no test split, inputs that it cannot give.
Result<StudyDataset> openDatasetFor(const std::vector<StudyTask>& tasks, const StudyOptions& options);

/// What a run learns from and is judged by. The test split of a dataset is read when it is judged.
struct StudyMaterial {
    std::string of; ///< inputsOf what was loaded
    LabelledInputs training, validation, test;
    ModelCard card;
    std::string description;
};

/// Loads what a run needs, unless the run before it needed the same.
class MaterialStore {
  public:
    MaterialStore(const StudyOptions& options, const StudyObserver& observer) : options_(options), observer_(observer) {}

    JobResult<const StudyMaterial*> of(const StudyVariant& variant, ProgressSink& progress, const std::stop_token& stop);

  private:
    void warn(const std::vector<std::string>& warnings);
    JobResult<StudyMaterial> images(const StudyVariant& variant, ProgressSink& progress, const std::stop_token& stop);
    JobResult<StudyMaterial> spectra(ProgressSink& progress, const std::stop_token& stop);

    const StudyOptions& options_;
    const StudyObserver& observer_;
    std::optional<StudyMaterial> material_;
    std::vector<std::string> told_;
};

} // namespace iic
