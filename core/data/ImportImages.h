#pragma once

#include "data/BuildDataset.h"

namespace iic {

struct ImportOptions {
    std::filesystem::path source; ///< as listImageFolder takes it; or an HDF5 file as Galaxy10 has it
    std::filesystem::path out;
    std::vector<std::string> classes; ///< names of the numbers in an HDF5 file; empty: the numbers themselves
    int side = 0; ///< pixels; 0: as they are, which must then be square and all of one size
    bool overwrite = false; ///< what is at `out`
    SplitOptions split{.rule = SplitRule::Random, .seed = 1, .blockArcmin = 0, .exactly = {}};
};

/// Makes a dataset of images, red, green and blue between 0 and 1, first row at the bottom, as their files have them.
/// An HDF5 file has `images` (n, side, side, 3) of bytes and `ans` (n). Where the images lie on the sky is not known: they
/// are split at random, unless their folders are split already, as those of exportImages are. An image is called by its path
/// in the folder, "spiral/1.png"; in an HDF5 file by its place, "000123": no two of a dataset alike. Errors: FileNotFound, FileUnreadable, ImplausibleData (of other sizes, no images), BadDataset (not
/// Galaxy10's layout), BadOption, FileUnwritable; FileExists where `out` is there and not to be overwritten.
JobResult<DatasetReport> importImages(const ImportOptions& options, ProgressSink& progress, std::stop_token stop);

} // namespace iic
