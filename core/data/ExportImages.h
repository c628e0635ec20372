#pragma once

#include "base/Progress.h"
#include "data/Dataset.h"

#include <stop_token>

namespace iic {

struct ExportOptions {
    std::filesystem::path folder; ///< not there yet, or empty
    InputOptions input; ///< how sky cutouts become pictures; of images the side alone, 0: their own
    bool leftOut = false; ///< also rows that are in no split
};

/// Where rows without a class are written.
inline const std::string unlabelledFolder = "unlabelled";

/// A name that is safe as that of a file on any disk: letters, digits and + − . _ alone, at most 100 of them, no dot first.
std::string safeFileName(std::string name);

/// Writes the dataset as PNG files, `split/class/row_name.png`, and `index.csv` with what is known of each; the folder is
/// there whole or not at all. Gives the number of images. Errors: those of Dataset::checkInputs
/// and readInputs; FileExists, FileUnwritable.
JobResult<std::size_t> exportImages(const Dataset& dataset, const ExportOptions& options, ProgressSink& progress,
                                    std::stop_token stop);

} // namespace iic
