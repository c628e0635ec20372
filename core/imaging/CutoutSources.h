#pragma once

#include "astro/Coordinates.h"
#include "base/Error.h"
#include "base/Image.h"

#include <optional>
#include <vector>

namespace iic {

/// A source that SEP finds on one band of a cutout.
struct CutoutSource {
    PixelCoord peak; ///< on the cutout
    double distance = 0; ///< arcsec, from the position that was cut out
};

struct CutoutSources {
    std::vector<CutoutSource> all;
    /// Of `all`, the one that was cut out; nullopt: the cutout's centre is empty, or off.
    std::optional<std::size_t> central;
};

/// What lies on a cutout's band, and whether its centre holds a source: the nearest detection within 3″ of the position, unless its
/// peak lies nearer to the cutout's edge than to the position. The brightest pixel of the cutout does not count, since on the
/// Atlas most faint sources share their 50″ with a brighter one. SEP looks from 3σ of the border's sky upwards in steps, so that
/// a source joined to a brighter one comes apart from it where there is a dip between them. Where the position holds none, SEP looks
/// again in the wings of each source within 15″, from which the light on the other side of that source is taken. `offset`:
/// position − middle pixel. Errors: those of sep::extractWhole.
Result<CutoutSources> findCutoutSources(const FloatImage& cutout, const PixelCoord& offset, double pixelScale);

} // namespace iic
