#pragma once

#include "astro/TileSet.h"

namespace iic {

/// One image as its header and its name tell, the pixels unread.
struct ImageOutline {
    std::filesystem::path path;
    Band band = Band::W1;
    Survey survey = Survey::Other;
    std::string coadd; ///< empty when nothing tells
    int width = 0, height = 0; ///< pixels
    WorldCoordinates wcs;
    std::optional<double> magnitudeZeroPoint; ///< as of BandImage

    std::optional<double> janskyPerUnit() const; ///< as of BandImage
};

/// One tile as its headers tell.
struct TileOutline {
    std::string id; ///< as openTiles names it
    Survey survey = Survey::Other;
    std::array<std::optional<ImageOutline>, bandCount> bands;

    /// W1, or the first band there is.
    const ImageOutline& reference() const;
};

/// The tiles openTiles would open, in the same order, without reading a pixel of an uncompressed file. Same errors.
JobResult<std::vector<TileOutline>> listTiles(const OpenTilesOptions& options, ProgressSink& progress, std::stop_token stop);

/// Opens one of them, under the name it was listed with. FileChanged when its files are no longer one tile.
JobResult<Tile> openTile(const TileOutline& outline, ProgressSink& progress, std::stop_token stop);

} // namespace iic
