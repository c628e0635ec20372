#pragma once

#include "base/Random.h"
#include "sim/SourceLight.h"
#include "spectra/Spectrum.h"

namespace iic {

/// Looks at light as the SDSS spectrographs do: errors of the calibration, noise of sky, source and detector so that the median
/// signal to noise of a pixel is `signalToNoise`, what is left of sky lines, cosmic rays, pixels without a value. Fills wavelengths, flux and inverse
/// variance; `flux` is the median of the flux.
void observe(const ObservedPixels& pixels, Light light, double flux, double signalToNoise, Random& random, Spectrum& spectrum);

} // namespace iic
