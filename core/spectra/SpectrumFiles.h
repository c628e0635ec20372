#pragma once

#include "spectra/Spectrum.h"

#include <span>

namespace iic {

/// What is told of a spectrum in a list: all but its values.
struct SpectrumHead {
    std::filesystem::path file;
    std::string name, className, subclass; ///< as in Spectrum
    std::optional<double> redshift;
    std::optional<SkyCoord> position;
    std::optional<double> signalToNoise; ///< the median of a pixel
};
SpectrumHead headOf(const Spectrum& spectrum, const std::filesystem::path& file);

/// Whether a file is called as the survey calls its spectra: spec-*.fits, gzipped or not.
bool isNamedAsSpectrum(const std::filesystem::path& file);

/// The files that paths mean: of a folder those named as spectra, in the order of their names; a file itself, whatever its name.
/// FileNotFound where a path is neither, or a folder cannot be read. A folder may hold none.
Result<std::vector<std::filesystem::path>> spectrumFiles(std::span<const std::filesystem::path> paths);

} // namespace iic
