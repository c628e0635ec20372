#pragma once

#include "astro/Band.h"

#include <array>

namespace iic {

/// A circular Gaussian that holds `share` of a source's flux.
struct GaussianPart {
    double share;
    double sigma; ///< Atlas pixels of 1.375″
};

/// The Atlas point-spread function as a sum of three Gaussians. W1 and W2 are fitted to the stacked profile of
/// 33 stars in the fields of AllWISE tiles 1210p015 and 0138m107 (flux inside 3 px over that inside 6 px 0.48 and
/// 0.44); W3 and W4, where stars are few, to the stack's core (FWHM 10.2″, 16.5″). The wings of all four are set
/// so that the light outside the standard aperture is the catalog's curve-of-growth term.
inline constexpr std::array<std::array<GaussianPart, 3>, bandCount> pointSpread{{
    {{{0.0274, 1.174}, {0.8395, 2.859}, {0.1331, 7.001}}},
    {{{0.0111, 1.064}, {0.8489, 3.102}, {0.1400, 6.953}}},
    {{{0.3912, 3.150}, {0.4112, 5.124}, {0.1976, 18.157}}},
    {{{0.2978, 5.100}, {0.3799, 9.000}, {0.3223, 18.000}}},
}};

/// What the sky and the detector add to the Atlas images, measured on the same fields and on 1954p287.
struct BandBackground {
    double lowest, highest; ///< median level of the sky, DN
    double noise; ///< rms of one pixel, DN, apart from unresolved sources (header ROBSIG, clipped rms)
    double correlation; ///< σ of the Gaussian, pixels, that gives white noise the autocorrelation seen
    double faintestFiveSigma; ///< magnitude of 5σ for a point source (AllWISE Explanatory Supplement)
    double saturation; ///< magnitude at which the peak of a star begins to saturate
};

inline constexpr std::array<BandBackground, bandCount> backgrounds{{
    {2.0, 4.0, 0.050, 2.3, 16.9, 8.1},
    {5.0, 10.0, 0.060, 2.2, 16.0, 6.7},
    {365.0, 526.0, 0.41, 2.2, 11.5, 3.8},
    {103.0, 163.0, 0.043, 3.1, 8.0, -0.4},
}};

inline constexpr std::array<double, bandCount> atlasZeroPoint{20.5, 19.5, 18.0, 13.0};

} // namespace iic
