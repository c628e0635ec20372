#include "imaging/Detection.h"
#include "base/Parallel.h"
#include "imaging/Photometry.h"
#include "imaging/SepImage.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

namespace iic {

namespace {

constexpr int deblendLevels = 32;
constexpr double deblendContrast = 0.005;
constexpr double noDeblending = 1.0;
constexpr double quietestShare = 0.2;   // of the global noise: below it a mesh is no measurement
constexpr int subObjectLimit = 4096;
constexpr double cleaning = 1.0;

struct FreeBackground { void operator()(sep_bkg* background) const { sep_bkg_free(background); } };
struct FreeCatalog { void operator()(sep_catalog* catalog) const { sep_catalog_free(catalog); } };
using Background = std::unique_ptr<sep_bkg, FreeBackground>;
using Extraction = std::unique_ptr<sep_catalog, FreeCatalog>;

/// The reference image above its background, with its noise.
struct SearchImage {
    FloatImage pixels;
    FloatImage noise;
    std::vector<std::uint8_t> mask;
};

/// A mesh that divides the side evenly, so that no sliver at the edge makes up a cell of its own.
int evenMesh(int side, int mesh) {
    const int cells = std::max(1, static_cast<int>(std::lround(static_cast<double>(side) / std::max(mesh, 1))));
    return (side + cells - 1) / cells;
}

Result<SearchImage> prepare(const BandImage& image, int mesh) {
    const std::string file = image.path.string();
    SearchImage search{image.pixels, {}, blankMask(image.pixels)};
    const auto blanks = static_cast<std::size_t>(std::count(search.mask.begin(), search.mask.end(), 1));
    if (search.pixels.empty() || blanks == search.pixels.pixels().size())
        return fail(ErrorCode::ImplausibleData, file, "there is no finite pixel to search");
    for (std::size_t i = 0; i < search.mask.size(); ++i)
        if (search.mask[i])
            search.pixels.pixels()[i] = 0;

    constexpr int filterCells = 3;
    const sep_image view = sepView(search.pixels, search.mask);
    sep_bkg* made = nullptr;
    if (const int status = sep_background(&view, evenMesh(view.w, mesh), evenMesh(view.h, mesh), filterCells,
                                          filterCells, 0.0, &made))
        return tl::unexpected(sepError(status, file, "the background could not be measured"));
    const Background background(made);
    search.noise = FloatImage(view.w, view.h);
    int status = sep_bkg_rmsarray(background.get(), search.noise.data(), SEP_TFLOAT);
    if (status == 0)
        status = sep_bkg_subarray(background.get(), search.pixels.data(), SEP_TFLOAT);
    if (status != 0)
        return tl::unexpected(sepError(status, file, "the background could not be subtracted"));

    const float quietest = static_cast<float>(quietestShare) * sep_bkg_globalrms(background.get());
    for (float& noise : search.noise.pixels())
        noise = std::max(noise, quietest);
    return search;
}

Result<Extraction> extract(const SearchImage& search, const DetectionOptions& options, const std::string& file) {
    static std::mutex oneAtATime;   // SEP keeps its limits in globals
    const std::scoped_lock lock(oneAtATime);
    sep_set_extract_pixstack(std::max<std::size_t>(search.pixels.pixels().size(), 10'000));
    sep_set_sub_object_limit(subObjectLimit);

    sep_image view = sepView(search.pixels, search.mask);
    view.noise = search.noise.data();
    view.ndtype = SEP_TFLOAT;
    view.noise_type = SEP_NOISE_STDDEV;
    int status = 0;
    for (const double contrast : {deblendContrast, noDeblending}) {
        sep_catalog* made = nullptr;
        status = sep_extract(&view, static_cast<float>(options.threshold), SEP_THRESH_REL, options.minimumArea,
                             nullptr, 0, 0, SEP_FILTER_CONV, deblendLevels, contrast, 1, cleaning, &made);
        if (status == 0)
            return Extraction(made);
    }
    return tl::unexpected(sepError(status, file, "the sources could not be separated"));
}

/// The meters of the bands a tile has.
struct TileMeters {
    explicit TileMeters(const Tile& tile) : reference(tile.referenceBand()) {
        for (const Band band : allBands)
            if (const BandImage* image = tile.band(band))
                meters[static_cast<std::size_t>(index(band))] =
                    std::make_unique<BandMeter>(*image, band, tile.survey);
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

bool nearEdge(const BandImage& image, const PixelCoord& pixel, Band band) {
    const double radius = apertureRadius[static_cast<std::size_t>(index(band))] / image.wcs.pixelScale();
    return pixel.x < radius || pixel.y < radius || pixel.x > image.pixels.width() - 1 - radius ||
           pixel.y > image.pixels.height() - 1 - radius;
}

std::vector<DetectedSource> placed(const Tile& tile, const sep_catalog& found) {
    const BandImage& reference = tile.reference();
    std::vector<DetectedSource> sources;
    sources.reserve(static_cast<std::size_t>(found.nobj));
    for (int i = 0; i < found.nobj; ++i) {
        DetectedSource source;
        source.pixel = {found.x[i], found.y[i]};
        const auto position = reference.wcs.toSky(source.pixel);
        if (!position)
            continue;
        source.position = *position;
        source.semiMajor = found.a[i];
        source.semiMinor = found.b[i];
        source.blended = (found.flag[i] & SEP_OBJ_MERGED) != 0;
        source.atEdge = (found.flag[i] & SEP_OBJ_TRUNC) != 0 ||
                        nearEdge(reference, source.pixel, tile.referenceBand());
        sources.push_back(source);
    }
    return sources;
}

bool hasImage(const Tile& tile) {
    return std::any_of(tile.bands.begin(), tile.bands.end(), [](const auto& band) { return band.has_value(); });
}

tl::unexpected<Stop> stopped(Error error) { return tl::unexpected<Stop>(std::move(error)); }

} // namespace

JobResult<std::vector<DetectedSource>> detectSources(const Tile& tile, const DetectionOptions& options,
                                                     ProgressSink& progress, std::stop_token stop) {
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
    const auto found = extract(*search, options, reference.path.string());
    if (!found)
        return stopped(found.error());
    if (stop.stop_requested())
        return cancelled();

    std::vector<DetectedSource> sources = placed(tile, **found);
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
    source.atEdge = nearEdge(reference, *pixel, tile.referenceBand());
    TileMeters(tile).measure(source);
    return source;
}

} // namespace iic
