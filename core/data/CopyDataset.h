#pragma once

#include "base/Progress.h"
#include "data/Dataset.h"
#include "data/SplitDataset.h"

#include <stop_token>

namespace iic {

/// Writes rows of a dataset as another, whole or not at all, also over the one it reads; `card` and `columns` are those of
/// the rows. Paths in the card are made relative to the new file's folder. FileUnwritable, FileUnreadable.
JobResult<void> copyDataset(const Dataset& from, const std::vector<std::size_t>& rows, DatasetCard card,
                            const DatasetColumns& columns, const std::filesystem::path& out, ProgressSink& progress,
                            std::stop_token stop);

struct ResplitOptions {
    SplitOptions split;
    std::filesystem::path out; ///< may be the dataset itself
    bool overwrite = false; ///< what is at `out` and is another file
};

/// The dataset split anew. Errors: those of splitDataset and copyDataset; FileExists where `out` is another file and
/// not to be overwritten.
JobResult<SplitRecord> resplitDataset(const Dataset& from, const ResplitOptions& options, ProgressSink& progress,
                                      std::stop_token stop);

} // namespace iic
