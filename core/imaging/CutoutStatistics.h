#pragma once

#include "imaging/CutoutSources.h"

#include <span>
#include <string>
#include <vector>

namespace iic {

/// What the statistics of cutouts with these bands (or channels) are called, in their order.
std::vector<std::string> cutoutStatisticNames(std::span<const std::string> bands);

/// What a cutout looks like, in numbers:
/// - brightness: log₁₀ of the flux within 6″ in the first band, at least its noise
/// - contrast: log₁₀ of the peak within 3″ over the noise of the sky, at least 1
/// - concentration: flux within 4″ over flux within 8″
/// - asymmetry: of the light within 12″ the share that half a turn moves elsewhere (Conselice 2003, eq. 1, without its sky term)
/// - background: level of the sky in the first band
/// - noise: log₁₀ of the sky's
/// - neighbours: other sources that SEP finds
/// - neighbour light: log₁₀ of the brightest pixel over the centre's peak
/// - W2 colour, W3 colour …: log₁₀ of the flux in each further band over the first's, each at least its noise
/// `unit`: of each plane's pixels, such as Jy. All are finite.
std::vector<float> cutoutStatistics(std::span<const FloatImage> planes, std::span<const double> unit,
                                    const CutoutSources& sources, const PixelCoord& offset, double pixelScale);

} // namespace iic
