#pragma once

namespace iic {

/// The cut of Stern et al. 2012, equation 1, of Vega magnitudes. NaN lies in no region.
inline bool isSternAgn(double w1w2) { return w1w2 >= 0.8; }

/// The wedge of Jarrett et al. 2011, equation 1.
inline bool isJarrettAgn(double w1w2, double w2w3) { return w2w3 > 2.2 && w2w3 < 4.2 && w1w2 > 0.1 * w2w3 + 0.38 && w1w2 < 1.7; }

} // namespace iic
