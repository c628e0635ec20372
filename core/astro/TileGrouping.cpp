#include "astro/TileGrouping.h"

#include "astro/BandIdentity.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

namespace iic {

namespace {

using Paths = std::vector<std::filesystem::path>;

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

SkyCoord middle(const ImageOutline& image) {
    return image.wcs.toSky({(image.width - 1) / 2.0, (image.height - 1) / 2.0}).value_or(SkyCoord{0, 90});
}

double extentArcsec(const ImageOutline& image) { return image.wcs.pixelScale() * std::max(image.width, image.height); }

/// The same piece of sky: middles within a tenth of the larger extent, extents within a tenth.
bool sameSky(const ImageOutline& a, const ImageOutline& b) {
    const double larger = std::max(extentArcsec(a), extentArcsec(b));
    return separationArcsec(middle(a), middle(b)) < 0.1 * larger && std::abs(extentArcsec(a) - extentArcsec(b)) < 0.1 * larger;
}

bool belongs(const ImageOutline& image, const TileOutline& tile) {
    return image.survey == tile.survey && image.coadd == tile.id && sameSky(image, tile.reference());
}

/// "…/unwise-1500p020-w1" of ".../unwise-1500p020-w1-img-m.fits.gz" for the variant 'm'; empty for any other name.
std::string stemOfVariant(const std::filesystem::path& path, char variant) {
    const std::string name = path.filename().string();
    const auto place = name.rfind(std::string("-img-") + variant + '.');
    return place == std::string::npos ? std::string{} : name.substr(0, place);
}

ImagePaths withoutTwins(Paths images) {
    std::map<std::string, std::filesystem::path> clean;
    for (const auto& path : images)
        if (const std::string stem = stemOfVariant(path, 'm'); !stem.empty())
            clean.emplace(stem, path);
    ImagePaths chosen;
    for (auto& path : images) {
        const auto twin = clean.find(stemOfVariant(path, 'u'));
        if (twin != clean.end())
            chosen.passedOver.push_back({twin->second, std::move(path)});
        else
            chosen.images.push_back(std::move(path));
    }
    return chosen;
}

} // namespace

const ImageOutline& TileOutline::reference() const {
    return **std::ranges::find_if(bands, [](const auto& band) { return band.has_value(); });
}

Result<ImagePaths> imagePaths(const Paths& given) {
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
    return withoutTwins(std::move(images));
}

Result<ImageOutline> outlineOf(const FitsHeader& header, const std::filesystem::path& path, int width, int height,
                               const OpenTilesOptions& options) {
    auto wcs = WorldCoordinates::fromHeader(header, path.string());
    if (!wcs)
        return tl::unexpected(wcs.error());
    auto band = identifyBand(header, path);
    if (const auto chosen = options.chosenBands.find(path); chosen != options.chosenBands.end())
        band = band ? band : chosen->second;
    if (!band)
        return fail(ErrorCode::AmbiguousBand, path.string(), "neither the header nor the name tells which band it is",
                    "BAND, WAVELEN or a name such as w1 expected");
    const auto survey = surveyOf(header, path);
    return ImageOutline{path, *band, survey, coaddOf(header, path, survey), width, height, *wcs, header.number("MAGZP")};
}

Result<std::size_t> TileGrouping::add(ImageOutline image) {
    auto tile = std::ranges::find_if(tiles_, [&](const TileOutline& other) { return belongs(image, other); });
    if (tile == tiles_.end()) {
        tiles_.push_back({image.coadd, image.survey, {}});
        tile = tiles_.end() - 1;
    }
    auto& slot = tile->bands[static_cast<std::size_t>(image.band)];
    if (slot)
        return fail(ErrorCode::AmbiguousBand, image.path.string(),
                    fmt::format("is a second {} image of the same sky", bandName(image.band)),
                    "the first is " + slot->path.string());
    slot = std::move(image);
    return static_cast<std::size_t>(tile - tiles_.begin());
}

std::vector<TileOutline> TileGrouping::take() && {
    std::set<std::string> taken;
    for (auto& tile : tiles_) {
        const auto& path = tile.reference().path;
        const auto folder = std::filesystem::absolute(path).parent_path().filename().string();
        const auto name = !tile.id.empty() ? tile.id : folder.empty() ? path.stem().string() : folder;
        tile.id = name;
        for (int number = 2; !taken.insert(tile.id).second; ++number)
            tile.id = fmt::format("{}-{}", name, number);
    }
    return std::move(tiles_);
}

} // namespace iic
