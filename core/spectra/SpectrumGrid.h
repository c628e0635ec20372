#pragma once

#include "spectra/Spectrum.h"

#include <cmath>
#include <span>

namespace iic {

/// Where the values of a network's input lie: `bins` steps of equal width in log10 λ. Unless told otherwise as observed, from 3830 to
/// 9180 Å, where every spectrum of SDSS and BOSS has pixels (one bin is 3.7 of theirs, 256 km/s).
struct SpectrumGrid {
    double firstLogWavelength = 3.5833; ///< log10 of Å, middle of the first bin
    double step = 3.71e-4; ///< dex
    int bins = 1024;
    bool restFrame = false; ///< the wavelengths are those at the source

    /// Å, middle of a bin.
    double wavelength(int bin) const { return std::pow(10.0, firstLogWavelength + bin * step); }
    std::size_t inputSize() const { return 2 * static_cast<std::size_t>(bins); }
};

/// BadOption where there are no bins or more than 65,536, or a step that is not positive.
Result<void> checkGrid(const SpectrumGrid& grid);

/// The spectrum on a grid: the mean flux in each bin, weighted by inverse variance and by how much of a pixel lies inside.
struct RebinnedSpectrum {
    std::vector<double> flux; ///< in the units of the spectrum; 0 where there is none
    std::vector<bool> isKnown; ///< pixels with a value cover half of the bin or more
};

/// Pixels reach to the middle between them and their neighbours, in log λ, and no farther than the nearer of the two (a gap stays a gap).
/// A pixel that stands out alone (findSpikes) counts as one without a value. BadOption for a bad grid, or one at rest where
/// the redshift is not known.
Result<RebinnedSpectrum> rebin(const Spectrum& spectrum, const SpectrumGrid& grid);

/// Pixels that no line of the sky can make, as cosmic rays and what is left of the night sky's lines do: more than 6 σ from the
/// median of the eleven about them, while neither neighbour is a quarter as far off. An unresolved line (FWHM 2.2 pixels, Smee et
/// al. 2013, AJ 146, 32) has half of its peak in the next pixel.
std::vector<bool> findSpikes(const Spectrum& spectrum);

/// Writes the input of the network, 2 × bins floats. Plane 0: asinh((flux − median) / spread) of the rebinned flux, the spread half of
/// what lies between the 16th and the 84th percentile, so that brightness is gone, lines and continuum keep their shape and the
/// strongest line is not a hundred times the rest (within ±12); 0 where nothing is known. Plane 1: 1 where a value is known, else 0.
/// Any thread. BadOption (bad grid, no redshift for one at rest), ImplausibleData (fewer than a sixteenth of the bins have a value, or all
/// the same one): `input` is then filled with 0. `input` must hold inputSize() floats.
Result<void> spectrumInput(const Spectrum& spectrum, const SpectrumGrid& grid, std::span<float> input);

} // namespace iic
