#include "data/BuildPlan.h"

#include "base/Parallel.h"
#include "data/BuildSources.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <mutex>
#include <numeric>

namespace iic {

namespace {

constexpr double sameScale = 1e-3; // relative

tl::unexpected<Stop> stopWith(Error error) { return tl::unexpected<Stop>(std::move(error)); }

std::string pathFrom(const std::filesystem::path& folder, const std::filesystem::path& file) {
    std::error_code problem;
    const auto whole = std::filesystem::weakly_canonical(file, problem);
    const auto relative = whole.lexically_proximate(folder);
    return relative.empty() ? whole.string() : relative.string();
}

Error nothingLeft(const BuildOptions& options, const BuildPlan& plan) {
    return {ErrorCode::NothingOnTile, options.catalogs.front().catalog.string(),
            options.selection.keepUnlabelled ? "no source of it lies on the tiles" : "no source with a class lies on the tiles",
            droppedText(plan.card)};
}

/// A tile's reach on the sky, to pass over positions far from it.
struct TileReach {
    const ImageOutline* image = nullptr;
    SkyCoord middle;
    double radius = 0; ///< arcsec
};

std::vector<TileReach> reachesOf(const std::vector<TileOutline>& tiles) {
    std::vector<TileReach> reaches;
    for (const auto& tile : tiles) {
        const auto& image = tile.reference();
        const auto middle = image.wcs.toSky({(image.width - 1) / 2.0, (image.height - 1) / 2.0});
        const double diagonal = std::hypot(image.width, image.height) * image.wcs.pixelScale();
        reaches.push_back({&image, middle.value_or(SkyCoord{}), middle ? 0.6 * diagonal + 60 : 360 * 3600.0});
    }
    return reaches;
}

/// Where a source lies on the tile chosen for it.
struct TilePlace {
    std::int32_t tile = -1;
    PixelCoord nearest;
};

TilePlace bestPlace(const std::vector<TileReach>& reaches, const SkyCoord& position) {
    TilePlace best;
    double farthest = -1;
    for (std::size_t tile = 0; tile < reaches.size(); ++tile) {
        const auto& [image, middle, radius] = reaches[tile];
        if (separationArcsec(middle, position) > radius)
            continue;
        const auto pixel = image->wcs.toPixel(position);
        if (!pixel)
            continue;
        const PixelCoord nearest{std::ceil(pixel->x - 0.5), std::ceil(pixel->y - 0.5)};
        if (!(nearest.x >= 0 && nearest.y >= 0 && nearest.x < image->width && nearest.y < image->height))
            continue;
        const double pixels = std::min({pixel->x, pixel->y, image->width - 1 - pixel->x, image->height - 1 - pixel->y}) + 0.5;
        if (const double fromEdge = pixels * image->wcs.pixelScale(); fromEdge > farthest) {
            farthest = fromEdge;
            best = {static_cast<std::int32_t>(tile), nearest};
        }
    }
    return best;
}

/// Gives each source its tile, and sorts the sources by tile and row of pixels: so the tile's memory is gone through once.
void placeSources(BuildPlan& plan) {
    const auto reaches = reachesOf(plan.tiles);
    std::vector<TilePlace> places(plan.sources.size());
    parallelRanges(places.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
            places[i] = bestPlace(reaches, plan.sources.position[i]);
    });
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < places.size(); ++i) {
        plan.sources.tile[i] = places[i].tile;
        if (places[i].tile >= 0)
            order.push_back(i);
        else
            ++plan.card.dropped["off the tiles"];
    }
    std::ranges::stable_sort(order, {},
                             [&](std::size_t i) { return std::tuple(places[i].tile, places[i].nearest.y, places[i].nearest.x); });
    plan.sources = plan.sources.select(order);
}

Result<std::vector<Band>> bandsOf(const BuildOptions& options, const std::vector<TileOutline>& tiles) {
    const auto lacks = [](const TileOutline& tile, Band band) { return !tile.bands[static_cast<std::size_t>(band)]; };
    auto bands = options.bands;
    for (const auto band : bands)
        for (const auto& tile : tiles)
            if (lacks(tile, band))
                return fail(ErrorCode::MissingBand, tile.id, fmt::format("the tile has no {} image", bandName(band)));
    if (bands.empty())
        for (const auto band : allBands)
            if (std::ranges::none_of(tiles, [&](const TileOutline& tile) { return lacks(tile, band); }))
                bands.push_back(band);
    if (bands.empty())
        return fail(ErrorCode::MissingBand, tiles.front().id, "the tiles have no band in common");
    return bands;
}

/// A dataset is of one survey and one scale: a network learns from what looks alike.
Result<void> checkAlike(const std::vector<TileOutline>& tiles, double fieldArcsec) {
    const auto& first = tiles.front();
    const double scale = first.reference().wcs.pixelScale();
    for (const auto& tile : tiles) {
        if (tile.survey != first.survey)
            return fail(ErrorCode::BadOption, tile.id, "a dataset is of the images of one survey",
                        fmt::format("{} and {} found", surveyName(first.survey), surveyName(tile.survey)));
        if (const double other = tile.reference().wcs.pixelScale();
            !(std::abs(other / scale - 1) < sameScale) || cutoutSide(fieldArcsec, other) != cutoutSide(fieldArcsec, scale))
            return fail(ErrorCode::BadOption, tile.id, "a dataset is of tiles of one pixel scale",
                        fmt::format("{:.4f}″ and {:.4f}″ found", scale, other));
    }
    return {};
}

/// All files of the tiles and catalogs with their fingerprints, on all cores.
Result<void> recordFiles(const BuildOptions& options, BuildPlan& plan) {
    std::error_code problem;
    const auto folder = std::filesystem::weakly_canonical(std::filesystem::absolute(options.out), problem).parent_path();
    std::vector<std::pair<std::filesystem::path, FileRecord*>> files;
    const auto add = [&](const std::filesystem::path& path, FileRecord& record) {
        record.path = pathFrom(folder, path);
        files.emplace_back(path, &record);
    };
    for (std::size_t tile = 0; tile < plan.tiles.size(); ++tile)
        for (auto& [band, record] : plan.card.tiles[tile].files)
            add(plan.tiles[tile].bands[static_cast<std::size_t>(band)]->path, record);
    for (std::size_t i = 0; i < options.catalogs.size(); ++i) {
        add(options.catalogs[i].catalog, plan.card.catalogs[i].catalog);
        if (!options.catalogs[i].truth.empty())
            add(options.catalogs[i].truth, plan.card.catalogs[i].truth.emplace());
    }
    for (const auto& [path, record] : files)
        if (std::filesystem::equivalent(path, options.out, problem))
            return fail(ErrorCode::BadOption, options.out.string(), "is one of the files that the dataset is to be made of");
    std::mutex guard;
    Result<void> outcome;
    parallelRanges(files.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            auto fingerprint = fingerprintFile(files[i].first);
            if (fingerprint) {
                files[i].second->fingerprint = std::move(*fingerprint);
                continue;
            }
            const std::lock_guard lock(guard);
            outcome = tl::unexpected(fingerprint.error());
        }
    });
    return outcome;
}

Result<void> fillCard(const BuildOptions& options, BuildPlan& plan) {
    auto& card = plan.card;
    card.bands = plan.cut.bands;
    card.planes = static_cast<int>(card.bands.size());
    card.side = plan.cut.side;
    card.fieldArcsec = options.fieldArcsec;
    card.survey = surveyName(plan.tiles.front().survey);
    for (const auto sourceClass : {SourceClass::Star, SourceClass::Galaxy, SourceClass::Quasar})
        card.classes.emplace_back(className(sourceClass));
    for (const auto& tile : plan.tiles) {
        const auto& image = tile.reference();
        TileRecord record{tile.id, image.width, image.height, image.wcs.pixelScale(), {}};
        FluxUnits units;
        units.fill(std::numeric_limits<double>::quiet_NaN());
        for (const auto& band : tile.bands)
            if (band) {
                record.files.emplace_back(band->band, FileRecord{});
                units[static_cast<std::size_t>(band->band)] =
                    band->janskyPerUnit().value_or(std::numeric_limits<double>::quiet_NaN());
            }
        card.tiles.push_back(std::move(record));
        plan.units.push_back(units);
    }
    card.catalogs.resize(options.catalogs.size());
    card.selection = options.selection;
    return recordFiles(options, plan);
}

} // namespace

std::string droppedText(const DatasetCard& card) {
    std::string text;
    for (const auto& [reason, count] : card.dropped)
        text += fmt::format("{}{} {}", text.empty() ? "rows passed over: " : ", ", count, reason);
    return text;
}

JobResult<BuildPlan> planBuild(const BuildOptions& options, ProgressSink& progress, std::stop_token stop) {
    if (auto good = checkSplit(options.split); !good)
        return stopWith(good.error());
    BuildPlan plan;
    auto tiles = listTiles({options.tiles, options.chosenBands}, progress, stop);
    if (!tiles)
        return tl::unexpected(tiles.error());
    plan.tiles = std::move(*tiles);
    if (auto alike = checkAlike(plan.tiles, options.fieldArcsec); !alike)
        return stopWith(alike.error());
    auto bands = bandsOf(options, plan.tiles);
    if (!bands)
        return stopWith(bands.error());
    plan.cut = {std::move(*bands), options.fieldArcsec,
                cutoutSide(options.fieldArcsec, plan.tiles.front().reference().wcs.pixelScale())};
    if (plan.cut.side < 1)
        return stopWith({ErrorCode::BadOption, plan.tiles.front().id, "the field cannot be cut at this pixel scale",
                         fmt::format("{}″", options.fieldArcsec)});
    if (options.catalogs.empty())
        return stopWith({ErrorCode::BadOption, {}, "a dataset needs a catalog with classes", {}});
    if (auto filled = fillCard(options, plan); !filled)
        return stopWith(filled.error());
    if (auto read = readSources(options, plan, progress, stop); !read)
        return tl::unexpected(read.error());
    placeSources(plan);
    if (plan.sources.size() == 0)
        return stopWith(nothingLeft(options, plan));
    if (options.split.rule != SplitRule::None &&
        std::ranges::all_of(plan.sources.label, [](auto label) { return label == noLabel; }))
        return stopWith({ErrorCode::SplitImpossible, options.catalogs.front().catalog.string(), "no row has a class to split by",
                         "the rule none leaves them unsplit"});
    return plan;
}

} // namespace iic
