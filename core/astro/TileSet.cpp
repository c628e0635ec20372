#include "astro/TileSet.h"

#include "astro/FitsFile.h"
#include "astro/TileGrouping.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <future>
#include <limits>
#include <new>

namespace iic {

namespace {

std::optional<double> janskyOf(std::optional<double> zeroPoint, Band band) {
    if (!zeroPoint)
        return std::nullopt;
    return zeroMagnitudeFlux[static_cast<std::size_t>(band)] * std::pow(10.0, -0.4 * *zeroPoint);
}

/// unWISE "-m" images hold 0 where no exposure covers the sky.
void maskUncovered(FloatImage& pixels) {
    for (float& pixel : pixels.pixels())
        if (pixel == 0.0f)
            pixel = std::numeric_limits<float>::quiet_NaN();
}

struct LoadedImage {
    ImageOutline outline;
    BandImage image;
    std::vector<std::string> warnings;
};

Result<LoadedImage> readImage(const std::filesystem::path& path, const OpenTilesOptions& options) {
    auto file = readFitsImage(path);
    if (!file)
        return tl::unexpected(file.error());
    auto outline = outlineOf(file->header, path, file->pixels.width(), file->pixels.height(), options);
    if (!outline)
        return tl::unexpected(outline.error());
    if (outline->survey == Survey::UnWise)
        maskUncovered(file->pixels);
    BandImage image{path, std::move(file->header), std::move(file->pixels), outline->wcs, outline->magnitudeZeroPoint};
    return LoadedImage{std::move(*outline), std::move(image), std::move(file->warnings)};
}

Result<LoadedImage> loadImage(const std::filesystem::path& path, const OpenTilesOptions& options) {
    try {
        return readImage(path, options);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, path.string(), "not enough memory for the image");
    }
}

Result<ImageOutline> outlineOfFile(const std::filesystem::path& path, const OpenTilesOptions& options) {
    auto file = FitsFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    const auto header = file->header();
    if (!header)
        return tl::unexpected(header.error());
    return outlineOf(*header, path, file->width(), file->height(), options);
}

/// A table among the images of a folder is no fault of theirs; one that was named itself is.
bool mayBePassedOver(const Error& error, const std::filesystem::path& path, const std::vector<std::filesystem::path>& named) {
    return error.code == ErrorCode::NoImages && std::find(named.begin(), named.end(), path) == named.end();
}

void warnOfTwins(Tile& tile, const std::vector<ImagePaths::Twin>& twins) {
    for (const auto& [used, passedOver] : twins)
        if (std::ranges::any_of(tile.bands, [&](const auto& image) { return image && image->path == used; }))
            tile.warnings.push_back(fmt::format("{} is not used: {} is the same without outlying exposures",
                                                passedOver.filename().string(), used.filename().string()));
}

} // namespace

std::string_view surveyName(Survey survey) {
    switch (survey) {
    case Survey::AllWise: return "AllWISE Atlas";
    case Survey::UnWise: return "unWISE";
    case Survey::Other: break;
    }
    return "another survey";
}

std::optional<double> BandImage::janskyPerUnit(Band band) const { return janskyOf(magnitudeZeroPoint, band); }
std::optional<double> ImageOutline::janskyPerUnit() const { return janskyOf(magnitudeZeroPoint, band); }

const BandImage& Tile::reference() const { return *bands[static_cast<std::size_t>(referenceBand())]; }

Band Tile::referenceBand() const {
    for (const auto which : allBands)
        if (bands[static_cast<std::size_t>(which)])
            return which;
    return Band::W1;
}

JobResult<std::vector<Tile>> openTiles(const OpenTilesOptions& options, ProgressSink& progress, std::stop_token stop) {
    const auto paths = imagePaths(options.paths);
    if (!paths)
        return tl::unexpected<Stop>(paths.error());
    std::vector<std::future<Result<LoadedImage>>> pending;
    std::vector<Tile> tiles;
    TileGrouping grouping;
    // Four at a time: enough to hide the disk, few enough to bound the memory of a large folder.
    constexpr std::size_t together = 4;
    for (std::size_t next = 0, done = 0; done < paths->images.size(); ++done) {
        for (; next < paths->images.size() && next < done + together; ++next)
            pending.push_back(std::async(std::launch::async, loadImage, std::cref(paths->images[next]), std::cref(options)));
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Reading images", static_cast<std::int64_t>(done), static_cast<std::int64_t>(paths->images.size())});
        auto loaded = pending[done].get();
        if (!loaded && paths->images.size() > 1 && mayBePassedOver(loaded.error(), paths->images[done], options.paths))
            continue;
        if (!loaded)
            return tl::unexpected<Stop>(loaded.error());
        const auto band = static_cast<std::size_t>(loaded->outline.band);
        const auto number = grouping.add(std::move(loaded->outline));
        if (!number)
            return tl::unexpected<Stop>(number.error());
        tiles.resize(std::max(tiles.size(), *number + 1));
        Tile& tile = tiles[*number];
        tile.bands[band] = std::move(loaded->image);
        tile.warnings.insert(tile.warnings.end(), loaded->warnings.begin(), loaded->warnings.end());
    }
    progress.report(
        {"Reading images", static_cast<std::int64_t>(paths->images.size()), static_cast<std::int64_t>(paths->images.size())});
    if (tiles.empty())
        return tl::unexpected<Stop>(
            Error{ErrorCode::NoImages, options.paths.front().string(), "holds no two-dimensional image", {}});
    const auto outlines = std::move(grouping).take();
    for (std::size_t number = 0; number < tiles.size(); ++number) {
        tiles[number].id = outlines[number].id;
        tiles[number].survey = outlines[number].survey;
    }
    for (Tile& tile : tiles)
        warnOfTwins(tile, paths->passedOver);
    return tiles;
}

JobResult<std::vector<TileOutline>> listTiles(const OpenTilesOptions& options, ProgressSink& progress, std::stop_token stop) {
    const auto paths = imagePaths(options.paths);
    if (!paths)
        return tl::unexpected<Stop>(paths.error());
    TileGrouping grouping;
    for (std::size_t done = 0; done < paths->images.size(); ++done) {
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Reading headers", static_cast<std::int64_t>(done), static_cast<std::int64_t>(paths->images.size())});
        auto added = outlineOfFile(paths->images[done], options).and_then([&](ImageOutline&& image) {
            return grouping.add(std::move(image));
        });
        if (!added && paths->images.size() > 1 && mayBePassedOver(added.error(), paths->images[done], options.paths))
            continue;
        if (!added)
            return tl::unexpected<Stop>(added.error());
    }
    progress.report(
        {"Reading headers", static_cast<std::int64_t>(paths->images.size()), static_cast<std::int64_t>(paths->images.size())});
    return std::move(grouping).take();
}

JobResult<Tile> openTile(const TileOutline& outline, ProgressSink& progress, std::stop_token stop) {
    OpenTilesOptions options;
    for (const auto& image : outline.bands)
        if (image) {
            options.paths.push_back(image->path);
            options.chosenBands.emplace(image->path, image->band);
        }
    auto tiles = openTiles(options, progress, stop);
    if (!tiles)
        return tl::unexpected(tiles.error());
    if (tiles->size() != 1)
        return tl::unexpected<Stop>(
            Error{ErrorCode::FileChanged, outline.reference().path.string(), "the files are no longer one tile", outline.id});
    tiles->front().id = outline.id;
    return std::move(tiles->front());
}

} // namespace iic
