#pragma once

#include "astro/Coordinates.h"
#include "base/Error.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iic {

/// Which of the survey's fibres a spectrum was taken through.
struct FibreId {
    int plate = 0, mjd = 0, fibre = 0;
};

/// One optical spectrum as SDSS and BOSS publish it. The three vectors are of one length; all values are finite.
struct Spectrum {
    static constexpr std::size_t mostPixels = 100'000;

    std::string name; ///< of its file, without the ending: "spec-0266-51602-0001"
    std::vector<double> logWavelength; ///< log10 of Å, in vacuum, as observed; strictly increasing
    std::vector<float> flux; ///< 1e-17 erg/s/cm²/Å
    std::vector<float> inverseVariance; ///< 0 or more; 0: no value there
    std::optional<double> redshift;
    std::string className; ///< as written: STAR, GALAXY, QSO; empty: not told
    std::string subclass; ///< as written
    std::optional<SkyCoord> position;
    std::optional<FibreId> fibre;

    std::size_t size() const { return logWavelength.size(); }
};

/// What a spectrum can be of, in the order of SourceClass.
enum class SpectralClass { Star, Galaxy, Quasar };
inline constexpr std::size_t spectralClassCount = 3;
/// "STAR", "GALAXY", "QSO", as SDSS writes them.
std::string_view spectralClassName(SpectralClass spectralClass);
/// Reads those names whatever their case.
std::optional<SpectralClass> parseSpectralClass(std::string_view name);

/// Reads a `spec-*.fits` of SDSS or BOSS (https://data.sdss.org/datamodel/files/BOSS_SPECTRO_REDUX/RUN2D/spectra/PLATE4/spec.html),
/// gzipped or not: HDU 1 by its number, with a column of loglam, flux and ivar each, and of HDU 2, where it is there, CLASS, SUBCLASS,
/// Z, PLUG_RA and PLUG_DEC (or RA and DEC), PLATE, MJD, FIBERID. A pixel whose flux or inverse variance is no finite number, or
/// negative variance, gets inverse variance 0 (and, where its flux is no number, flux 0). A redshift that is no number or not
/// within −0.1 to 20 is left out, and so is a position off the sphere. Any thread; at most 64 MiB of file.
/// Errors: FileNotFound, FileUnreadable, NotFits, BadHeader, TruncatedData, ImplausibleData (over 64 MiB; wavelengths that do not
/// increase or lie beyond 100 Å to 1 mm; fewer than 2 or more than mostPixels of them), BadTable (HDU 1 is no table, columns are missing
/// or of another form).
Result<Spectrum> readSpectrum(const std::filesystem::path& path);

/// Whether the file has the columns of a spectrum in HDU 1. Reads no data; false for what cannot be read.
bool holdsSpectrum(const std::filesystem::path& path);

/// Writes a file of that layout, whole or not at all; loglam as a double, so that reading it gives the same numbers. A primary header with
/// name and fibre, HDU 1 COADD, HDU 2 SPECOBJ of one row. FileUnwritable; BadOption where the vectors are not of one length.
Result<void> writeSpectrum(const std::filesystem::path& path, const Spectrum& spectrum);

/// The middle one of flux · √(inverse variance) over pixels with a value; nullopt where none has one.
std::optional<double> medianSignalToNoise(const Spectrum& spectrum);
/// Pixels of inverse variance 0.
std::size_t maskedPixels(const Spectrum& spectrum);

} // namespace iic
