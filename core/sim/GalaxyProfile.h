#pragma once

#include <array>
#include <span>

namespace iic {

/// A concentric Gaussian of a galaxy's light: its share of the flux and its σ in half-light radii.
struct ProfilePart {
    double share;
    double sigma;
};

/// Sérsic profiles n = 1 (disc) and n = 4 (de Vaucouleurs) as sums of Gaussians, so that the convolution with the
/// point spread is exact; shares by non-negative least squares to the profile between 0.01 and 8 half-light radii.
inline constexpr std::array<ProfilePart, 6> discProfile{
    {{0.0122, 0.1500}, {0.0228, 0.2567}, {0.1391, 0.4392}, {0.3846, 0.7514}, {0.4181, 1.2857}, {0.0232, 2.2000}}};
inline constexpr std::array<ProfilePart, 8> spheroidProfile{{{0.0230, 0.0300},
                                                             {0.0217, 0.0639},
                                                             {0.0927, 0.1363},
                                                             {0.1353, 0.2906},
                                                             {0.2334, 0.6194},
                                                             {0.2243, 1.3204},
                                                             {0.1933, 2.8147},
                                                             {0.0763, 6.0000}}};

inline std::span<const ProfilePart> profile(bool spheroid) {
    return spheroid ? std::span<const ProfilePart>(spheroidProfile) : std::span<const ProfilePart>(discProfile);
}

} // namespace iic
