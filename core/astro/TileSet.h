#pragma once

#include "astro/Band.h"
#include "astro/FitsImage.h"
#include "astro/WorldCoordinates.h"
#include "base/Progress.h"

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace iic {

enum class Survey { AllWise, UnWise, Other };
/// "AllWISE Atlas", "unWISE", "another survey".
std::string_view surveyName(Survey survey);

/// One band of a tile.
struct BandImage {
    std::filesystem::path path;
    FitsHeader header;
    FloatImage pixels; ///< as in the file: DN with the sky in it for AllWISE; NaN where uncovered (unWISE -m zeros too)
    WorldCoordinates wcs;
    std::optional<double> magnitudeZeroPoint; ///< MAGZP, Vega; nullopt when the header has none

    /// Jy of one unit of the image: F0 · 10^(−0.4·MAGZP) (AllWISE Explanatory Supplement, II.3.f).
    std::optional<double> janskyPerUnit(Band band) const;
};

/// The bands of one piece of sky.
struct Tile {
    std::string id; ///< COADDID, or made from the file names
    Survey survey = Survey::Other;
    std::array<std::optional<BandImage>, bandCount> bands;
    std::vector<std::string> warnings;

    const BandImage* band(Band which) const {
        return bands[static_cast<std::size_t>(which)] ? &*bands[static_cast<std::size_t>(which)] : nullptr;
    }
    /// W1, or the first band there is: the grid on which sources are placed.
    const BandImage& reference() const;
    Band referenceBand() const;
};

struct OpenTilesOptions {
    std::vector<std::filesystem::path> paths; ///< files and folders (not searched below their first level)
    std::map<std::filesystem::path, Band> chosenBands; ///< the user's answer where the headers do not tell
};

/// Reads the intensity images among the paths (uncertainty, coverage and weight images are passed over) and
/// groups them into tiles by COADDID and WCS, each band by header BAND, then WAVELEN, then file name, then
/// chosenBands. Errors: those of readFitsImage, NoImages (nothing to open), AmbiguousBand (names the file).
/// Files of a folder that hold no image, such as tables, are passed over; any other that cannot be read fails the
/// whole call. Runs on the calling thread, bands in parallel.
JobResult<std::vector<Tile>> openTiles(const OpenTilesOptions& options, ProgressSink& progress, std::stop_token stop);

} // namespace iic
