#pragma once

#include "astro/TileSet.h"
#include "base/Random.h"

#include <cmath>
#include <string>

namespace iic::test {

inline constexpr SkyCoord tileCentre{150.0, 2.0};
inline constexpr std::array<double, bandCount> atlasZeroPoint{20.5, 19.5, 18.0, 13.0};

/// One band in memory, its middle pixel at tileCentre, north up.
inline BandImage makeBand(int side, double pixelScale, float level, std::optional<double> zeroPoint) {
    BandImage band;
    const auto add = [&band](const char* keyword, const std::string& value, bool text = false) {
        band.header.add({keyword, value, "", text});
    };
    add("NAXIS", "2");
    add("NAXIS1", std::to_string(side));
    add("NAXIS2", std::to_string(side));
    add("CTYPE1", "RA---SIN", true);
    add("CTYPE2", "DEC--SIN", true);
    add("CRVAL1", std::to_string(tileCentre.rightAscension));
    add("CRVAL2", std::to_string(tileCentre.declination));
    add("CRPIX1", std::to_string((side + 1) / 2.0));
    add("CRPIX2", std::to_string((side + 1) / 2.0));
    char degrees[32];
    std::snprintf(degrees, sizeof degrees, "%.12f", pixelScale / 3600);
    add("CDELT1", std::string("-") + degrees);
    add("CDELT2", degrees);
    band.path = "test.fits";
    band.pixels = FloatImage(side, side, level);
    band.magnitudeZeroPoint = zeroPoint;
    band.wcs = WorldCoordinates::fromHeader(band.header, "test.fits").value();
    return band;
}

/// A tile of four flat bands as the Atlas has them.
inline Tile makeTile(int side, float level = 10) {
    Tile tile;
    tile.id = "test";
    tile.survey = Survey::AllWise;
    for (std::size_t band = 0; band < bandCount; ++band)
        tile.bands[band] = makeBand(side, 1.375, level, atlasZeroPoint[band]);
    return tile;
}

/// Adds a round Gaussian source of this total flux.
inline void addSource(FloatImage& image, double x, double y, double flux, double fwhm = 6.3) {
    const double sigma = fwhm / 2.3548;
    for (int j = 0; j < image.height(); ++j)
        for (int i = 0; i < image.width(); ++i)
            if (const double r2 = (i - x) * (i - x) + (j - y) * (j - y); r2 < 40 * sigma * sigma)
                image.at(i, j) += static_cast<float>(flux / (2 * M_PI * sigma * sigma) * std::exp(-r2 / (2 * sigma * sigma)));
}

inline void addNoise(FloatImage& image, double deviation, std::uint64_t seed) {
    Random random(seed);
    for (float& pixel : image.pixels())
        pixel += static_cast<float>(random.normal(0, deviation));
}

} // namespace iic::test
