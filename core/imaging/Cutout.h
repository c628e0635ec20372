#pragma once

#include "astro/TileSet.h"

#include <array>
#include <cstdint>

namespace iic {

enum class CutoutFlag : std::uint8_t {
    None = 0,
    Edge = 1, ///< part of the field lies off the tile, there NaN
    Uncovered = 2, ///< holds pixels of the tile that are NaN
    EmptyCentre = 4, ///< no source within 3″ of the centre
    OtherGrid = 8, ///< a band was resampled from another grid
};
constexpr CutoutFlag operator|(CutoutFlag a, CutoutFlag b) {
    return static_cast<CutoutFlag>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
constexpr bool has(CutoutFlag set, CutoutFlag flag) {
    return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(flag)) != 0;
}

/// Native pixels around a position in every band: side 2⌈(field/2)/pixel⌉ + 1 (39 for 50″ on the Atlas),
/// centred on the nearest pixel; NaN off the tile.
struct Cutout {
    std::array<FloatImage, bandCount> bands; ///< empty for a band the tile does not have
    PixelCoord centre; ///< the position on the reference grid
    std::array<PixelCoord, bandCount>
        corner{}; ///< of the first pixel on the band's image; of a regridded band, on the reference's
    std::array<bool, bandCount> regridded{};
    PixelCoord offset; ///< centre − nearest pixel, each in [−0.5, 0.5]
    double pixelScale = 0; ///< arcsec
    CutoutFlag flags = CutoutFlag::None;
};

inline constexpr double defaultField = 50.0; ///< arcsec (paper, section 2.1)

/// Side in native pixels of a cutout of `fieldArcsec`.
int cutoutSide(double fieldArcsec, double pixelScale);

/// Cuts every band at the position. NothingOnTile when the position is off the tile's reference image.
/// Sets Edge, Uncovered, OtherGrid and (from the W1 peak) EmptyCentre. Any thread.
Result<Cutout> cutCutout(const Tile& tile, const SkyCoord& position, double fieldArcsec = defaultField);

/// The cutout of one band resampled to exactly `fieldArcsec` on side × side pixels about the position itself,
/// flux-conserving (bilinear on the surface brightness, times the ratio of pixel areas). NaN where the input is.
FloatImage resample(const FloatImage& native, const PixelCoord& offset, double pixelScale, int side,
                    double fieldArcsec = defaultField);

} // namespace iic
