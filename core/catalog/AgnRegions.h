#pragma once

namespace iic {

// Regions of active galaxies among colours of Vega magnitudes. NaN lies in none.

inline constexpr double sternCut = 0.8; ///< W1 − W2 (Stern et al. 2012, equation 1)
inline bool isSternAgn(double w1w2) { return w1w2 >= sternCut; }

/// The wedge of Jarrett et al. 2011, equation 1: limits of W2 − W3, the highest W1 − W2, and the lowest.
struct JarrettWedge {
    static constexpr double left = 2.2, right = 4.2, top = 1.7;
    static constexpr double foot(double w2w3) { return 0.1 * w2w3 + 0.38; }
};
inline bool isJarrettAgn(double w1w2, double w2w3) {
    return w2w3 > JarrettWedge::left && w2w3 < JarrettWedge::right && w1w2 > JarrettWedge::foot(w2w3) && w1w2 < JarrettWedge::top;
}

} // namespace iic
