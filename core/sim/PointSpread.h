#pragma once

#include "astro/Band.h"

#include <array>

namespace iic {

/// A circular Gaussian that holds `share` of a source's flux.
struct GaussianPart {
    double share;
    double sigma; ///< Atlas pixels of 1.375″
};

inline constexpr std::size_t spreadParts = 4;

/// The Atlas point-spread function as a sum of Gaussians. W1 and W2 are fitted within 1 % to the stacked profile of
/// 26 and 16 isolated stars in the fields of tiles 1210p015, 1954p287 and 0138m107 out to 13 pixels (flux inside 3 px
/// over that inside 6 px 0.49 and 0.45); W3 and W4, where stars are few, to the stack's core (FWHM 10.2″, 16.5″). The
/// wings are set so that the light outside the standard aperture is the catalog's curve-of-growth term. No part is
/// narrower than 2.25 pixels: the Atlas is smooth, and a network finds a sharper core under any noise.
inline constexpr std::array<std::array<GaussianPart, spreadParts>, bandCount> pointSpread{{
    {{{0.2981, 2.250}, {0.4479, 2.983}, {0.2261, 4.433}, {0.0279, 20.0}}},
    {{{0.0937, 2.250}, {0.6273, 3.029}, {0.2394, 4.504}, {0.0396, 20.0}}},
    {{{0.3912, 3.150}, {0.4112, 5.124}, {0.1976, 18.157}, {0.0, 20.0}}},
    {{{0.2978, 5.100}, {0.3799, 9.000}, {0.3223, 18.000}, {0.0, 20.0}}},
}};

/// Noise whose neighbouring pixels are alike: white noise after a Gaussian of σ pixels (0: white).
struct NoisePart {
    double rms; ///< of a pixel, DN
    double sigma;
};

/// What the sky and the detector add to the Atlas images, measured on the same fields. The parts of the noise give
/// its spectrum there, from the fields' width to the pixel: coarse, fine, and the white floor of 10⁻³ of it; leave one
/// out and a network learns from what lies below.
struct BandBackground {
    double lowest, highest; ///< median level of the sky, DN
    std::array<NoisePart, 3> noise; ///< apart from unresolved sources (header ROBSIG, clipped rms, power spectrum)
    double grain; ///< white noise over the light: the floor rises with the stars
    double faintestFiveSigma; ///< magnitude of 5σ for a point source (AllWISE Explanatory Supplement)
    double saturation; ///< magnitude at which the peak of a star begins to saturate
};

inline constexpr std::array<BandBackground, bandCount> backgrounds{{
    {2.0, 4.0, {{{0.0433, 2.8}, {0.025, 1.7}, {1.8e-4, 0}}}, 3.0e-4, 16.9, 8.1},
    {5.0, 10.0, {{{0.0558, 2.6}, {0.022, 1.7}, {1.7e-4, 0}}}, 1.6e-4, 16.0, 6.7},
    {365.0, 526.0, {{{0.311, 3.0}, {0.267, 1.7}, {2.4e-3, 0}}}, 3.0e-4, 11.5, 3.8},
    {103.0, 163.0, {{{0.043, 3.1}, {0.0, 1.7}, {1.3e-4, 0}}}, 1.0e-4, 8.0, -0.4},
}};

inline constexpr std::array<double, bandCount> atlasZeroPoint{20.5, 19.5, 18.0, 13.0};

} // namespace iic
