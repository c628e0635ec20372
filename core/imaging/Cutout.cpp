#include "imaging/Cutout.h"
#include "imaging/Sky.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace iic {

namespace {

constexpr float blank = std::numeric_limits<float>::quiet_NaN();
constexpr double sameGridTolerance = 0.05; // pixels
constexpr double centreRadius = 3.0; // arcsec
constexpr double centreSignificance = 3.0; // σ of a pixel
constexpr int largestSide = 4001;

/// The pixels of one band as a linear map of those of the reference, which is exact enough over one field.
struct GridMap {
    PixelCoord origin; ///< of the field's central pixel
    PixelCoord alongX; ///< by one reference pixel in x
    PixelCoord alongY;

    bool isShift() const {
        const auto close = [](double a, double b, double tolerance) { return std::abs(a - b) < tolerance; };
        constexpr double drift = 1e-3; // a pixel per pixel, 0.02 at the edge of an Atlas cutout
        return close(alongX.x, 1, drift) && close(alongX.y, 0, drift) && close(alongY.x, 0, drift) && close(alongY.y, 1, drift) &&
               close(origin.x, std::round(origin.x), sameGridTolerance) &&
               close(origin.y, std::round(origin.y), sameGridTolerance);
    }
};

/// The sky at the central pixel and `arm` pixels right of and above it.
struct FieldAnchors {
    SkyCoord centre;
    SkyCoord right;
    SkyCoord up;
    int arm = 1;
};

std::optional<FieldAnchors> anchors(const WorldCoordinates& wcs, PixelCoord centre, int arm) {
    const auto middle = wcs.toSky(centre);
    const auto right = wcs.toSky({centre.x + arm, centre.y});
    const auto up = wcs.toSky({centre.x, centre.y + arm});
    if (!middle || !right || !up)
        return std::nullopt;
    return FieldAnchors{*middle, *right, *up, arm};
}

std::optional<GridMap> gridMap(const WorldCoordinates& wcs, const FieldAnchors& field) {
    const auto origin = wcs.toPixel(field.centre);
    const auto right = wcs.toPixel(field.right);
    const auto up = wcs.toPixel(field.up);
    if (!origin || !right || !up)
        return std::nullopt;
    return GridMap{*origin,
                   {(right->x - origin->x) / field.arm, (right->y - origin->y) / field.arm},
                   {(up->x - origin->x) / field.arm, (up->y - origin->y) / field.arm}};
}

/// Copies a square about a pixel; says whether it goes over the edge or holds blank pixels of the image.
CutoutFlag copySquare(const FloatImage& image, double centreX, double centreY, int side, FloatImage& out) {
    out = FloatImage(side, side, blank);
    const double left = centreX - (side - 1) / 2;
    const double top = centreY - (side - 1) / 2;
    if (!(left > -side && top > -side && left < image.width() && top < image.height()))
        return CutoutFlag::Edge;
    const int x0 = static_cast<int>(left);
    const int y0 = static_cast<int>(top);
    const int firstX = std::max(0, -x0);
    const int lastX = std::min(side, image.width() - x0);
    std::int32_t blanks = 0;
    for (int y = std::max(0, -y0); y < std::min(side, image.height() - y0); ++y) {
        const auto from =
            image.row(y0 + y).subspan(static_cast<std::size_t>(x0 + firstX), static_cast<std::size_t>(lastX - firstX));
        std::copy(from.begin(), from.end(), out.row(y).begin() + firstX);
        for (const float value : from)
            blanks += value != value;
    }
    const bool whole = x0 >= 0 && y0 >= 0 && x0 + side <= image.width() && y0 + side <= image.height();
    return (whole ? CutoutFlag::None : CutoutFlag::Edge) | (blanks > 0 ? CutoutFlag::Uncovered : CutoutFlag::None);
}

/// The same by bilinear sampling of another grid, per area of a reference pixel.
CutoutFlag sampleSquare(const FloatImage& image, const GridMap& map, int side, FloatImage& out) {
    out = FloatImage(side, side, blank);
    const double area = std::abs(map.alongX.x * map.alongY.y - map.alongX.y * map.alongY.x);
    const double lastX = image.width() - 1.0;
    const double lastY = image.height() - 1.0;
    const int half = (side - 1) / 2;
    auto flags = CutoutFlag::OtherGrid;
    for (int j = 0; j < side; ++j) {
        for (int i = 0; i < side; ++i) {
            const double x = map.origin.x + (i - half) * map.alongX.x + (j - half) * map.alongY.x;
            const double y = map.origin.y + (i - half) * map.alongX.y + (j - half) * map.alongY.y;
            if (!(x >= -0.5 && y >= -0.5 && x <= lastX + 0.5 && y <= lastY + 0.5)) {
                flags = flags | CutoutFlag::Edge;
                continue;
            }
            const double insideX = std::clamp(x, 0.0, lastX);
            const double insideY = std::clamp(y, 0.0, lastY);
            const int x0 = static_cast<int>(insideX);
            const int y0 = static_cast<int>(insideY);
            const int x1 = std::min(x0 + 1, image.width() - 1);
            const int y1 = std::min(y0 + 1, image.height() - 1);
            const double shareX = insideX - x0;
            const double shareY = insideY - y0;
            const double above = image.at(x0, y0) * (1 - shareX) + image.at(x1, y0) * shareX;
            const double below = image.at(x0, y1) * (1 - shareX) + image.at(x1, y1) * shareX;
            const double value = (above * (1 - shareY) + below * shareY) * area;
            out.at(i, j) = static_cast<float>(value);
            if (std::isnan(value))
                flags = flags | CutoutFlag::Uncovered;
        }
    }
    return flags;
}

bool isPeak(const FloatImage& image, int x, int y) {
    const float value = image.at(x, y);
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
            if (image.contains(x + dx, y + dy) && image.at(x + dx, y + dy) > value)
                return false;
    return true;
}

/// Whether a peak that stands out of the sky's noise lies within 3″ of the position.
bool hasCentralSource(const FloatImage& image, const PixelCoord& offset, double pixelScale) {
    const LocalSky sky = borderSky(image);
    const double faintest = sky.level + centreSignificance * sky.noise;
    const double radius = std::max(1.0, centreRadius / pixelScale);
    const int half = (image.width() - 1) / 2;
    const int reach = static_cast<int>(radius) + 1;
    for (int y = std::max(0, half - reach); y <= std::min(image.height() - 1, half + reach); ++y)
        for (int x = std::max(0, half - reach); x <= std::min(image.width() - 1, half + reach); ++x)
            if (image.at(x, y) > faintest && std::hypot(x - half - offset.x, y - half - offset.y) <= radius &&
                isPeak(image, x, y))
                return true;
    return false;
}

tl::unexpected<Error> offTile(const Tile& tile, const SkyCoord& position) {
    char place[64];
    std::snprintf(place, sizeof place, "at %.6f %+.6f", position.rightAscension, position.declination);
    return fail(ErrorCode::NothingOnTile, tile.id, "the position is off the tile", place);
}

} // namespace

int cutoutSide(double fieldArcsec, double pixelScale) {
    constexpr double rounding = 1e-6; // of a scale computed from the header
    const double half = std::ceil(fieldArcsec / 2 / pixelScale - rounding);
    return half >= 0 && half < largestSide ? 2 * static_cast<int>(half) + 1 : 0;
}

Result<Cutout> cutCutout(const Tile& tile, const SkyCoord& position, double fieldArcsec) {
    if (std::none_of(tile.bands.begin(), tile.bands.end(), [](const auto& band) { return band.has_value(); }))
        return fail(ErrorCode::NoImages, tile.id, "the tile has no image");
    const BandImage& reference = tile.reference();
    const auto pixel = reference.wcs.toPixel(position);
    if (!pixel || !std::isfinite(pixel->x) || !std::isfinite(pixel->y))
        return offTile(tile, position);

    // A place half-way between two pixels belongs to the first, as in astropy's Cutout2D.
    const PixelCoord nearest{std::ceil(pixel->x - 0.5), std::ceil(pixel->y - 0.5)};
    if (!(nearest.x >= 0 && nearest.y >= 0 && nearest.x < reference.pixels.width() && nearest.y < reference.pixels.height()))
        return offTile(tile, position);

    Cutout cutout;
    cutout.centre = *pixel;
    cutout.offset = {pixel->x - nearest.x, pixel->y - nearest.y};
    cutout.pixelScale = reference.wcs.pixelScale();
    const int side = cutoutSide(fieldArcsec, cutout.pixelScale);
    if (side < 1 || side > largestSide)
        return fail(ErrorCode::BadOption, reference.path.string(), "the field cannot be cut at this pixel scale");
    const auto field = anchors(reference.wcs, nearest, std::max(1, (side - 1) / 2));
    if (!field)
        return offTile(tile, position);

    for (const Band band : allBands) {
        const BandImage* image = tile.band(band);
        if (!image)
            continue;
        FloatImage& square = cutout.bands[static_cast<std::size_t>(index(band))];
        const auto map = image == &reference ? std::optional(GridMap{nearest, {1, 0}, {0, 1}}) : gridMap(image->wcs, *field);
        CutoutFlag flags = CutoutFlag::Edge;
        const bool isShift = map && map->isShift();
        const PixelCoord middle = isShift ? PixelCoord{std::round(map->origin.x), std::round(map->origin.y)} : nearest;
        cutout.corner[static_cast<std::size_t>(index(band))] = {middle.x - (side - 1) / 2, middle.y - (side - 1) / 2};
        cutout.regridded[static_cast<std::size_t>(index(band))] = !isShift;
        if (!map)
            square = FloatImage(side, side, blank);
        else if (isShift)
            flags = copySquare(image->pixels, middle.x, middle.y, side, square);
        else
            flags = sampleSquare(image->pixels, *map, side, square);
        cutout.flags = cutout.flags | flags;
    }
    const auto& referenceSquare = cutout.bands[static_cast<std::size_t>(index(tile.referenceBand()))];
    if (!hasCentralSource(referenceSquare, cutout.offset, cutout.pixelScale))
        cutout.flags = cutout.flags | CutoutFlag::EmptyCentre;
    return cutout;
}

} // namespace iic
