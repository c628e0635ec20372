#pragma once

#include "spectra/Spectrum.h"

#include <string>
#include <vector>

namespace iic {

/// A feature that tells the classes apart, for the eye: what a panel marks.
struct SpectralLine {
    std::string name; ///< "Hα", "[O III] 5008"
    double wavelength = 0; ///< Å, in vacuum, at rest; of a band the head, of a doublet that is not resolved the middle
    bool isEmission = true; ///< as a rule in that class
};

/// The lines by which a class is known, by wavelength. Wavelengths as SDSS lists them (Stoughton et al. 2002, AJ 123, 485; table
/// 22), TiO heads after Kirkpatrick et al. 1991 (ApJS 77, 417), turned to vacuum.
std::vector<SpectralLine> linesOf(SpectralClass spectralClass);

/// Å at which a line is seen at a redshift.
double observedWavelength(const SpectralLine& line, double redshift);

} // namespace iic
