#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace iic {

enum class Band { W1, W2, W3, W4 };

inline constexpr std::array<Band, 4> allBands{Band::W1, Band::W2, Band::W3, Band::W4};
inline constexpr int bandCount = 4;

constexpr int index(Band band) { return static_cast<int>(band); }
constexpr std::string_view bandName(Band band) {
    constexpr std::array<std::string_view, 4> names{"W1", "W2", "W3", "W4"};
    return names[static_cast<std::size_t>(band)];
}

/// Flux of a source of Vega magnitude 0, Jy (Jarrett et al. 2011, AllWISE Explanatory Supplement).
inline constexpr std::array<double, 4> zeroMagnitudeFlux{309.540, 171.787, 31.674, 8.363};

/// Radius of the standard aperture, arcsec, and the curve-of-growth term that is subtracted from the
/// magnitude measured in it (AllWISE catalog, w?mag_2).
inline constexpr std::array<double, 4> apertureRadius{8.25, 8.25, 8.25, 16.5};
inline constexpr std::array<double, 4> apertureCorrection{0.222, 0.280, 0.665, 0.616};

} // namespace iic
