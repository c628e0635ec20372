#pragma once

#include "base/Random.h"
#include "sim/SpectralShapes.h"

#include <string>

namespace iic {

/// The pixels of a spectrum as observed.
struct ObservedPixels {
    double firstLog = 3.58; ///< log10 of Å
    double step = 1e-4; ///< dex, as SDSS and BOSS have it
    std::size_t count = 3840;

    Wavelengths atRest(double redshift) const { return {firstLog - std::log10(1 + redshift), step, count}; }
};

/// What a source sends, before air, spectrograph and noise: one value a pixel, in any unit.
struct SourceLight {
    Light light;
    double redshift = 0;
    std::string subclass; ///< as SDSS names it: "F5", "WD", "STARFORMING", "BROADLINE"; may be empty
};

// Each draws a source of its class as the spectroscopic survey met them: every kind often enough to learn from, not in
// the numbers of the sky.

/// Types O to early L, dwarfs and giants, rich and poor in metals; white dwarfs (DA, DB, DC, DZ, with a companion of type M),
/// cataclysmic variables, carbon stars; radial velocities of the disc and the halo; dust of the Galaxy.
SourceLight drawStarLight(const ObservedPixels& pixels, Random& random);
/// Redshift 0.005 to 0.8: passive, disc, starburst, Seyfert 2 and LINER, after a burst.
SourceLight drawGalaxyLight(const ObservedPixels& pixels, Random& random);
/// Redshift 0.05 to 5, from nuclei within their host, reddened or not, to such that outshine it by far.
SourceLight drawQuasarLight(const ObservedPixels& pixels, Random& random);

/// The stars of a passive galaxy or a disc, without lines of gas, in units of their continuum at 5500 Å.
Light drawHostLight(const Wavelengths& at, Random& random);

} // namespace iic
