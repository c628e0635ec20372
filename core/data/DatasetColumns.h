#pragma once

#include "astro/Band.h"
#include "astro/Coordinates.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iic {

enum class DatasetSplit : std::uint8_t { Training = 0, Validation = 1, Test = 2, LeftOut = 255 };
inline constexpr std::array<DatasetSplit, 3> usedSplits{DatasetSplit::Training, DatasetSplit::Validation, DatasetSplit::Test};
/// "training", "validation", "test", "left out".
std::string_view splitName(DatasetSplit split);

inline constexpr std::uint8_t noLabel = 255;

/// What may be wrong with a cutout, as bits of a mask; the first four are those of CutoutFlag.
enum class QualityFlag : std::uint16_t {
    Edge = 1, ///< part of the field lies off the tile, there NaN
    Uncovered = 2, ///< holds pixels of the tile that are NaN
    EmptyCentre = 4, ///< no source within 3″ of the centre
    OtherGrid = 8, ///< a band was resampled from another grid
    Saturated = 16, ///< brighter than where a band begins to saturate, or the catalog says so
    CatalogFlagged = 32, ///< cc_flags are not 0000
};
inline constexpr std::array<QualityFlag, 6> qualityFlags{QualityFlag::Edge,        QualityFlag::Uncovered,
                                                         QualityFlag::EmptyCentre, QualityFlag::OtherGrid,
                                                         QualityFlag::Saturated,   QualityFlag::CatalogFlagged};
/// "edge", "nan", "empty", "grid", "saturated", "flagged".
std::string_view flagName(QualityFlag flag);
constexpr std::uint16_t bit(QualityFlag flag) { return static_cast<std::uint16_t>(flag); }

/// The outer corners of a cutout's pixels on the sky, in order round it. NaN where the sky is not known.
using SkySquare = std::array<SkyCoord, 4>;
/// One number for each of W1 to W4; NaN where there is none.
using BandValues = std::array<float, bandCount>;

/// What a dataset says of its cutouts, one entry a row in every column; everything but the pixels.
struct DatasetColumns {
    std::vector<std::string> name;
    std::vector<SkyCoord> position; ///< of the source, ICRS degrees
    std::vector<PixelCoord> offset; ///< position − nearest pixel, each in [−0.5, 0.5]
    std::vector<SkySquare> corners;
    std::vector<BandValues> magnitude; ///< Vega; where upperLimit is set, the limit
    std::vector<BandValues> magnitudeError;
    std::vector<BandValues> signalToNoise;
    std::vector<std::array<std::uint8_t, bandCount>> upperLimit; ///< 1: the magnitude is one
    std::vector<std::uint8_t> label; ///< place in the card's classes, or noLabel
    std::vector<DatasetSplit> split;
    std::vector<std::uint16_t> flags; ///< bits of QualityFlag
    std::vector<std::int32_t> tile; ///< place in the card's tiles; −1: none

    std::size_t size() const { return label.size(); }
    void resize(std::size_t count);
    void append(const DatasetColumns& more);
    /// The rows named, in that order.
    DatasetColumns select(const std::vector<std::size_t>& rows) const;
};

} // namespace iic
