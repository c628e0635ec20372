#pragma once

#include "astro/TileSet.h"
#include "catalog/Table.h"

#include <array>
#include <limits>

namespace iic {

struct BandPhotometry {
    double flux = 0; ///< image units in the aperture, background subtracted
    double fluxError = 0;
    double rawMagnitude = std::numeric_limits<double>::quiet_NaN(); ///< Vega, no correction; NaN: not measured
    double correctedMagnitude = std::numeric_limits<double>::quiet_NaN(); ///< minus the curve-of-growth term
    double magnitudeError = std::numeric_limits<double>::quiet_NaN(); ///< NaN: an upper limit (2σ), SNR < 2
    double signalToNoise = 0;
    bool saturated = false;
};

struct DetectedSource {
    SkyCoord position;
    PixelCoord pixel; ///< on the reference image
    std::array<BandPhotometry, bandCount> bands;
    double concentration = std::numeric_limits<double>::quiet_NaN(); ///< reference-band flux within 3 px over within 6 px
    double semiMajor = 0; ///< pixels
    double semiMinor = 0;
    bool blended = false;
    bool atEdge = false;
};

struct DetectionOptions {
    double threshold = 5.0; ///< σ of the background noise
    int minimumArea = 5; ///< pixels
    int backgroundMesh = 64; ///< pixels
};

/// Background-subtracts every band, finds sources on the reference band with SEP and measures all bands in the
/// standard apertures. Errors: ImplausibleData when there is nothing finite to search.
JobResult<std::vector<DetectedSource>> detectSources(const Tile& tile, const DetectionOptions& options, ProgressSink& progress,
                                                     std::stop_token stop);

/// Measures one position as detectSources would, without detection (a click on empty sky).
Result<DetectedSource> measureAt(const Tile& tile, const SkyCoord& position);

/// "blended edge saturated-W1", empty when all is well.
std::string flagText(const DetectedSource& source);

/// Columns designation, ra, dec, w?mpro (corrected), w?sigmpro, w?snr, w?mag_raw, concentration, flags.
Table detectionTable(const std::vector<DetectedSource>& sources);

} // namespace iic
