#pragma once

#include "sim/SpectralShapes.h"

namespace iic {

/// What a star's atmosphere shows at the resolution of SDSS.
struct Atmosphere {
    double temperature = 5800; ///< effective, K
    double metals = 1; ///< strength of the metals' lines in units of the Sun's neighbourhood
    double giant = 0; ///< 0: a dwarf; 1: a giant, with weaker Na D, MgH and CaH and stronger CN
    double dispersion = 0; ///< km/s by which its lines are widened, beside the spectrograph's 69
};

/// The spectrum of a star with normal lines, in units of its continuum at 5500 Å, from 2000 Å to 1 µm: a black body at the colour
/// temperature of the Paschen continuum, the crowd of metal lines in the blue and ultraviolet, single lines, molecular bands.
///
/// Balmer lines by temperature after Gray & Corbally 2009 (Stellar Spectral Classification); equivalent widths of metals in the Sun
/// and in K giants about those of the Lick indices (Worthey et al. 1994, ApJS 94, 687); TiO, CaH and VO heads of Kirkpatrick
/// et al. 1991 (ApJS 77, 417).
Light stellarLight(const Wavelengths& at, const Atmosphere& atmosphere);

/// The σ, in Å, of a line that is `kilometres` per second wide, seen with the resolution of SDSS.
double seenSigma(double wavelength, double kilometres);

/// Adds the Balmer series to an optical depth: the equivalent width of Hδ in Å and the half width of its profile; lines above
/// Hε fade by `fading` each beside those of a dwarf of type A.
void addBalmer(std::span<double> depth, const Wavelengths& at, double equivalentWidth, double halfWidth, double dispersion,
               double fading = 1);

} // namespace iic
