#include "data/CutSources.h"

#include "base/Parallel.h"

#include <algorithm>
#include <limits>

namespace iic {

namespace {

/// The outer corners of the square of pixels about the one nearest to the source.
std::optional<SkySquare> cornersOf(const WorldCoordinates& wcs, const Cutout& cutout, int side) {
    const PixelCoord middle{cutout.centre.x - cutout.offset.x, cutout.centre.y - cutout.offset.y};
    constexpr std::array<PixelCoord, 4> directions{{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}};
    SkySquare corners;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const auto corner = wcs.toSky({middle.x + directions[i].x * side / 2.0, middle.y + directions[i].y * side / 2.0});
        if (!corner)
            return std::nullopt;
        corners[i] = *corner;
    }
    return corners;
}

CutSource cutSource(const Tile& tile, const SkyCoord& place, const CutPlan& plan, std::span<float> pixels) {
    CutSource source;
    const auto cutout = cutCutout(tile, place, plan.fieldArcsec);
    const auto corners = cutout ? cornersOf(tile.reference().wcs, *cutout, plan.side) : std::nullopt;
    if (!corners)
        return source;
    source.onTile = true;
    source.offset = cutout->offset;
    source.corners = *corners;
    source.flags = static_cast<std::uint16_t>(cutout->flags);
    if (pixels.empty())
        return source;
    const auto area = static_cast<std::size_t>(plan.side) * static_cast<std::size_t>(plan.side);
    for (std::size_t plane = 0; plane < plan.bands.size(); ++plane) {
        const auto square = cutout->bands[static_cast<std::size_t>(plan.bands[plane])].pixels();
        const auto output = pixels.subspan(plane * area, area);
        if (square.size() == area)
            std::ranges::copy(square, output.begin());
        else
            std::ranges::fill(output, std::numeric_limits<float>::quiet_NaN());
    }
    return source;
}

} // namespace

void cutSources(const Tile& tile, std::span<const SkyCoord> places, const CutPlan& plan, std::span<CutSource> sources,
                std::span<float> pixels) {
    const auto values = plan.bands.size() * static_cast<std::size_t>(plan.side) * static_cast<std::size_t>(plan.side);
    parallelRanges(places.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            sources[i] = cutSource(tile, places[i], plan, pixels.empty() ? pixels : pixels.subspan(i * values, values));
    });
}

} // namespace iic
