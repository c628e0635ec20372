#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace iic {

/// A direction on the sky: ICRS/J2000 right ascension in [0, 360) and declination in [−90, 90], degrees.
struct SkyCoord {
    double rightAscension = 0;
    double declination = 0;
};

/// A place on an image in pixels; (0, 0) is the centre of the first pixel, which FITS numbers (1, 1).
struct PixelCoord {
    double x = 0;
    double y = 0;
};

/// Great-circle distance in arcseconds, right at the poles and across 0h (Vincenty's formula).
double separationArcsec(const SkyCoord& a, const SkyCoord& b);

/// The J2000 name of a position, "J104422.15+210315.2", truncated as the AllWISE catalog does.
std::string designation(const SkyCoord& position);
/// "10:44:22.15 +21:03:15.2".
std::string sexagesimal(const SkyCoord& position);

/// Reads "161.09 +21.05", "10:44:22.15 +21:03:15.2", "10h44m22.15s +21d03m15.2s" or a designation.
std::optional<SkyCoord> parsePosition(std::string_view text);

} // namespace iic
