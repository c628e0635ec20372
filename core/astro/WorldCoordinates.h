#pragma once

#include "astro/Coordinates.h"
#include "astro/FitsHeader.h"
#include "base/Error.h"

#include <memory>

namespace iic {

/// The map between pixels and sky of one image (WCSLIB inside; celestial SIN and TAN and every other
/// projection WCSLIB knows). Immutable and cheap to copy; may be used from several threads at once.
class WorldCoordinates {
  public:
    static Result<WorldCoordinates> fromHeader(const FitsHeader& header, const std::string& file);

    /// nullopt where the pixel lies off the projection.
    std::optional<SkyCoord> toSky(const PixelCoord& pixel) const;
    /// nullopt where the position is on the far side of the sky.
    std::optional<PixelCoord> toPixel(const SkyCoord& position) const;

    /// Geometric mean of the pixel's sides at the reference point, arcsec.
    double pixelScale() const;
    /// Position angle of the image's +y axis, degrees east of north, at the reference point.
    double rotation() const;
    /// The two agree within `tolerancePixels` at the corners of a width × height image.
    bool sameGrid(const WorldCoordinates& other, int width, int height, double tolerancePixels = 0.05) const;

  private:
    struct Parts;
    std::shared_ptr<const Parts> parts_;
};

} // namespace iic
