#pragma once

#include "astro/FitsHeader.h"
#include "base/Error.h"
#include "base/Image.h"

#include <filesystem>
#include <string>
#include <vector>

namespace iic {

struct FitsImage {
    FitsHeader header;
    FloatImage pixels; ///< BSCALE/BZERO applied; blank integers, infinities and single values beyond 1e12 are NaN
    std::vector<std::string> warnings; ///< e.g. bytes after the last block
};

/// Reads the first two-dimensional image of a FITS file (plain, gzipped, fpacked).
/// Errors: FileNotFound, FileUnreadable, NotFits, TruncatedData (data shorter than the header says, or not
/// padded to a block), ImplausibleData (more than a thousandth of the finite values beyond any survey's range, or
/// nothing finite), BadHeader.
/// Safe from any thread. Plain float files are mapped and byte-swapped on all cores.
Result<FitsImage> readFitsImage(const std::filesystem::path& path);

/// Reads the header of that image only. The size of the data is checked, their values are not.
Result<FitsHeader> readFitsHeader(const std::filesystem::path& path);

/// Writes one float image with the cards given (SIMPLE, BITPIX, NAXIS* are the writer's), whole or not at all.
Result<void> writeFitsImage(const std::filesystem::path& path, const FloatImage& pixels, const FitsHeader& header);

} // namespace iic
