#include "astro/TileSet.h"

#include "astro/BandIdentity.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <future>
#include <limits>
#include <new>
#include <set>

namespace iic {

namespace {

using Paths = std::vector<std::filesystem::path>;

Result<Paths> imagePaths(const Paths& given) {
    Paths images;
    std::string looked;
    for (const auto& path : given) {
        std::error_code problem;
        looked = looked.empty() ? path.string() : looked;
        if (!std::filesystem::exists(path, problem))
            return fail(ErrorCode::FileNotFound, path.string(), "no such file or folder");
        if (!std::filesystem::is_directory(path, problem)) {
            if (!isCompanionImage(path))
                images.push_back(path);
            continue;
        }
        std::filesystem::directory_iterator entries(path, problem);
        if (problem)
            return fail(ErrorCode::FileUnreadable, path.string(), "the folder cannot be read", problem.message());
        for (const auto& entry : entries)
            if (entry.is_regular_file(problem) && hasFitsName(entry.path()) && !isCompanionImage(entry.path()))
                images.push_back(entry.path());
    }
    if (images.empty())
        return fail(ErrorCode::NoImages, looked, "holds no FITS image to open",
                    "names ending in .fits, .fits.gz or .fits.fz expected");
    const auto normal = [](const std::filesystem::path& path) { return path.lexically_normal(); };
    std::ranges::sort(images, {}, normal);
    const auto repeated = std::ranges::unique(images, {}, normal);
    images.erase(repeated.begin(), repeated.end());
    return images;
}

struct LoadedImage {
    Band band = Band::W1;
    Survey survey = Survey::Other;
    std::string coadd; ///< empty when nothing tells
    BandImage image;
    std::vector<std::string> warnings;
};

Survey surveyOf(const FitsHeader& header, const std::filesystem::path& path) {
    if (path.filename().string().starts_with("unwise-"))
        return Survey::UnWise;
    const auto zeroPoint = header.number("MAGZP");
    if (zeroPoint && std::abs(*zeroPoint - 22.5) < 1e-6)
        return Survey::UnWise;
    return header.has("COADDID") && zeroPoint ? Survey::AllWise : Survey::Other;
}

std::string coaddOf(const FitsHeader& header, const std::filesystem::path& path, Survey survey) {
    if (const auto id = header.text("COADDID"); id && !id->empty())
        return *id;
    const auto name = path.filename().string();
    if (survey == Survey::UnWise) {
        const auto band = name.find("-w");
        return band == std::string::npos ? std::string{} : name.substr(0, band);
    }
    return {};
}

/// unWISE "-m" images hold 0 where no exposure covers the sky.
void maskUncovered(FloatImage& pixels) {
    for (float& pixel : pixels.pixels())
        if (pixel == 0.0f)
            pixel = std::numeric_limits<float>::quiet_NaN();
}

Result<LoadedImage> readImage(const std::filesystem::path& path, const OpenTilesOptions& options) {
    auto file = readFitsImage(path);
    if (!file)
        return tl::unexpected(file.error());
    auto wcs = WorldCoordinates::fromHeader(file->header, path.string());
    if (!wcs)
        return tl::unexpected(wcs.error());
    auto band = identifyBand(file->header, path);
    if (const auto chosen = options.chosenBands.find(path); chosen != options.chosenBands.end())
        band = band ? band : chosen->second;
    if (!band)
        return fail(ErrorCode::AmbiguousBand, path.string(), "neither the header nor the name tells which band it is",
                    "BAND, WAVELEN or a name such as w1 expected");

    LoadedImage loaded{*band, surveyOf(file->header, path), {}, {path, {}, {}, *wcs, {}}, std::move(file->warnings)};
    loaded.coadd = coaddOf(file->header, path, loaded.survey);
    loaded.image.magnitudeZeroPoint = file->header.number("MAGZP");
    if (loaded.survey == Survey::UnWise)
        maskUncovered(file->pixels);
    loaded.image.header = std::move(file->header);
    loaded.image.pixels = std::move(file->pixels);
    return loaded;
}

Result<LoadedImage> loadImage(const std::filesystem::path& path, const OpenTilesOptions& options) {
    try {
        return readImage(path, options);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, path.string(), "not enough memory for the image");
    }
}

SkyCoord middle(const BandImage& image) {
    return image.wcs.toSky({(image.pixels.width() - 1) / 2.0, (image.pixels.height() - 1) / 2.0}).value_or(SkyCoord{0, 90});
}

double extentArcsec(const BandImage& image) {
    return image.wcs.pixelScale() * std::max(image.pixels.width(), image.pixels.height());
}

/// The same piece of sky: middles within a tenth of the larger extent, extents within a tenth.
bool sameSky(const BandImage& a, const BandImage& b) {
    const double larger = std::max(extentArcsec(a), extentArcsec(b));
    return separationArcsec(middle(a), middle(b)) < 0.1 * larger && std::abs(extentArcsec(a) - extentArcsec(b)) < 0.1 * larger;
}

bool belongs(const LoadedImage& loaded, const Tile& tile) {
    return loaded.survey == tile.survey && loaded.coadd == tile.id && sameSky(loaded.image, tile.reference());
}

/// unWISE has each image twice: "-img-m" without outlying exposures, "-img-u" with them.
bool isWithOutliers(const BandImage& image, const BandImage& twin) {
    const std::string name = image.path.filename().string(), other = twin.path.filename().string();
    const auto place = name.rfind("-img-u.");
    return place != std::string::npos && other.starts_with(name.substr(0, place) + "-img-m.");
}

Result<void> addTo(std::vector<Tile>& tiles, LoadedImage loaded) {
    auto tile = std::find_if(tiles.begin(), tiles.end(), [&](const Tile& t) { return belongs(loaded, t); });
    if (tile == tiles.end()) {
        tiles.push_back({loaded.coadd, loaded.survey, {}, {}});
        tile = tiles.end() - 1;
    }
    auto& slot = tile->bands[static_cast<std::size_t>(loaded.band)];
    if (slot && isWithOutliers(*slot, loaded.image))
        std::swap(*slot, loaded.image);
    if (slot && isWithOutliers(loaded.image, *slot)) {
        tile->warnings.insert(tile->warnings.end(), loaded.warnings.begin(), loaded.warnings.end());
        tile->warnings.push_back(fmt::format("{} is not used: {} is the same without outlying exposures",
                                             loaded.image.path.filename().string(), slot->path.filename().string()));
        return {};
    }
    if (slot)
        return fail(ErrorCode::AmbiguousBand, loaded.image.path.string(),
                    fmt::format("is a second {} image of the same sky", bandName(loaded.band)),
                    "the first is " + slot->path.string());
    slot = std::move(loaded.image);
    tile->warnings.insert(tile->warnings.end(), loaded.warnings.begin(), loaded.warnings.end());
    return {};
}

/// Names tiles whose headers do not, after the folder or the file they came from, and numbers those of one name.
void nameTiles(std::vector<Tile>& tiles) {
    std::set<std::string> taken;
    for (auto& tile : tiles) {
        const auto& path = tile.reference().path;
        const auto folder = std::filesystem::absolute(path).parent_path().filename().string();
        const auto name = !tile.id.empty() ? tile.id : folder.empty() ? path.stem().string() : folder;
        tile.id = name;
        for (int number = 2; !taken.insert(tile.id).second; ++number)
            tile.id = fmt::format("{}-{}", name, number);
    }
}

/// A table among the images of a folder is no fault of theirs; one that was named itself is.
bool mayBePassedOver(const Error& error, const std::filesystem::path& path, const Paths& named) {
    return error.code == ErrorCode::NoImages && std::find(named.begin(), named.end(), path) == named.end();
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

std::optional<double> BandImage::janskyPerUnit(Band band) const {
    if (!magnitudeZeroPoint)
        return std::nullopt;
    return zeroMagnitudeFlux[static_cast<std::size_t>(band)] * std::pow(10.0, -0.4 * *magnitudeZeroPoint);
}

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
    // Four at a time: enough to hide the disk, few enough to bound the memory of a large folder.
    constexpr std::size_t together = 4;
    for (std::size_t next = 0, done = 0; done < paths->size(); ++done) {
        for (; next < paths->size() && next < done + together; ++next)
            pending.push_back(std::async(std::launch::async, loadImage, std::cref((*paths)[next]), std::cref(options)));
        if (stop.stop_requested())
            return cancelled();
        progress.report({"Reading images", static_cast<std::int64_t>(done), static_cast<std::int64_t>(paths->size())});
        auto loaded = pending[done].get();
        if (!loaded && paths->size() > 1 && mayBePassedOver(loaded.error(), (*paths)[done], options.paths))
            continue;
        if (!loaded)
            return tl::unexpected<Stop>(loaded.error());
        if (auto added = addTo(tiles, std::move(*loaded)); !added)
            return tl::unexpected<Stop>(added.error());
    }
    progress.report({"Reading images", static_cast<std::int64_t>(paths->size()), static_cast<std::int64_t>(paths->size())});
    if (tiles.empty())
        return tl::unexpected<Stop>(
            Error{ErrorCode::NoImages, options.paths.front().string(), "holds no two-dimensional image", {}});
    nameTiles(tiles);
    return tiles;
}

} // namespace iic
