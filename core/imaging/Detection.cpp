#include "imaging/Detection.h"
#include "base/Parallel.h"
#include "imaging/Photometry.h"
#include "imaging/Sep.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>

namespace iic {

namespace {

constexpr double quietestShare = 0.2; // of the global noise: below it a cell is no measurement
constexpr float rounding = 1e-6F; // of the level: what subtracting it leaves

/// The reference image above its background, with its noise.
struct SearchImage {
    FloatImage pixels;
    FloatImage noise;
    sep::Mask mask;
};

Result<SearchImage> prepare(const BandImage& image, int mesh) {
    const std::string file = image.path.string();
    SearchImage search{image.pixels, {}, blankMask(image.pixels)};
    const auto blanks = static_cast<std::size_t>(std::count(search.mask.begin(), search.mask.end(), 1));
    if (search.pixels.empty() || blanks == search.pixels.pixels().size())
        return fail(ErrorCode::ImplausibleData, file, "there is no finite pixel to search");
    for (std::size_t i = 0; i < search.mask.size(); ++i)
        if (search.mask[i])
            search.pixels.pixels()[i] = 0;

    const auto sky = sep::measureBackground(search.pixels, search.mask, mesh, file);
    if (!sky)
        return tl::unexpected(sky.error());
    std::transform(search.pixels.pixels().begin(), search.pixels.pixels().end(), sky->level.pixels().begin(),
                   search.pixels.pixels().begin(), std::minus<>());

    // Measured anew, for the slope of the sky within a cell would pass for noise.
    auto rest = sep::measureBackground(search.pixels, search.mask, mesh, file);
    if (!rest)
        return tl::unexpected(rest.error());
    search.noise = std::move(rest->noise);
    const float quietest = std::max({static_cast<float>(quietestShare) * rest->globalNoise, rounding * std::abs(sky->globalLevel),
                                     std::numeric_limits<float>::min()});
    for (float& noise : search.noise.pixels())
        noise = std::max(noise, quietest);
    return search;
}

/// The meters of the bands a tile has.
struct TileMeters {
    explicit TileMeters(const Tile& tile) : reference(tile.referenceBand()) {
        for (const Band band : allBands)
            if (const BandImage* image = tile.band(band))
                meters[static_cast<std::size_t>(index(band))] = std::make_unique<BandMeter>(*image, band, tile.survey);
    }

    void measure(DetectedSource& source) const {
        for (std::size_t band = 0; band < meters.size(); ++band)
            if (meters[band])
                source.bands[band] = meters[band]->measure(source.position);
        source.concentration = meters[static_cast<std::size_t>(index(reference))]->concentration(source.position);
    }

    Band reference;
    std::array<std::unique_ptr<BandMeter>, bandCount> meters;
};

/// Whether the aperture of a band leaves its image.
bool nearEdge(const BandImage& image, const SkyCoord& position, Band band) {
    const double radius = apertureRadius[static_cast<std::size_t>(index(band))] / image.wcs.pixelScale();
    const auto pixel = image.wcs.toPixel(position);
    return !pixel || pixel->x < radius || pixel->y < radius || pixel->x > image.pixels.width() - 1 - radius ||
           pixel->y > image.pixels.height() - 1 - radius;
}

bool nearAnyEdge(const Tile& tile, const SkyCoord& position) {
    return std::any_of(allBands.begin(), allBands.end(),
                       [&](Band band) { return tile.band(band) && nearEdge(*tile.band(band), position, band); });
}

std::vector<DetectedSource> placed(const Tile& tile, const std::vector<sep::Object>& objects) {
    const BandImage& reference = tile.reference();
    std::vector<DetectedSource> sources;
    sources.reserve(objects.size());
    for (const sep::Object& object : objects) {
        const auto position = reference.wcs.toSky(object.centre);
        if (!position)
            continue;
        DetectedSource source;
        source.pixel = object.centre;
        source.position = *position;
        source.semiMajor = object.semiMajor;
        source.semiMinor = object.semiMinor;
        source.blended = object.merged;
        source.atEdge = object.truncated || nearAnyEdge(tile, *position);
        sources.push_back(source);
    }
    return sources;
}

bool hasImage(const Tile& tile) {
    return std::any_of(tile.bands.begin(), tile.bands.end(), [](const auto& band) { return band.has_value(); });
}

tl::unexpected<Stop> stopped(Error error) { return tl::unexpected<Stop>(std::move(error)); }

} // namespace

JobResult<std::vector<DetectedSource>> detectSources(const Tile& tile, const DetectionOptions& options, ProgressSink& progress,
                                                     std::stop_token stop) {
    if (!hasImage(tile))
        return stopped({ErrorCode::NoImages, tile.id, "the tile has no image", {}});
    if (!(options.threshold > 0) || options.minimumArea < 1 || options.backgroundMesh < 1)
        return stopped({ErrorCode::BadOption, {}, "threshold, area and mesh must be positive", {}});
    const BandImage& reference = tile.reference();

    progress.report({"background", 0, 0});
    auto search = prepare(reference, options.backgroundMesh);
    if (!search)
        return stopped(search.error());
    if (stop.stop_requested())
        return cancelled();

    progress.report({"sources", 0, 0});
    const auto found = sep::extract(search->pixels, search->noise, search->mask, options.threshold, options.minimumArea,
                                    reference.path.string());
    if (!found)
        return stopped(found.error());
    if (stop.stop_requested())
        return cancelled();

    std::vector<DetectedSource> sources = placed(tile, *found);
    const TileMeters meters(tile);
    const auto total = static_cast<std::int64_t>(sources.size());
    constexpr std::size_t piece = 1000;
    for (std::size_t first = 0; first < sources.size(); first += piece) {
        progress.report({"photometry", static_cast<std::int64_t>(first), total});
        if (stop.stop_requested())
            return cancelled();
        const std::size_t count = std::min(piece, sources.size() - first);
        parallelRanges(count, [&](std::size_t from, std::size_t to) {
            for (std::size_t i = first + from; i < first + to; ++i)
                meters.measure(sources[i]);
        });
    }
    progress.report({"photometry", total, total});
    return sources;
}

Result<DetectedSource> measureAt(const Tile& tile, const SkyCoord& position) {
    if (!hasImage(tile))
        return fail(ErrorCode::NoImages, tile.id, "the tile has no image");
    const BandImage& reference = tile.reference();
    const auto pixel = reference.wcs.toPixel(position);
    if (!pixel || !(pixel->x >= -0.5 && pixel->y >= -0.5 && pixel->x < reference.pixels.width() - 0.5 &&
                    pixel->y < reference.pixels.height() - 0.5))
        return fail(ErrorCode::NothingOnTile, tile.id, "the position is off the tile");
    DetectedSource source;
    source.position = position;
    source.pixel = *pixel;
    source.atEdge = nearAnyEdge(tile, position);
    TileMeters(tile).measure(source);
    return source;
}

} // namespace iic
