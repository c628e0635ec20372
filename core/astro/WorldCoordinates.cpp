#include "astro/WorldCoordinates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <numbers>
#include <wcslib/wcs.h>
#include <wcslib/wcserr.h>
#include <wcslib/wcsfix.h>
#include <wcslib/wcshdr.h>

namespace iic {

namespace {

/// A card that makes WCSLIB take room for the square of more axes than images have. Of repeated cards it takes the last.
bool claimsTooManyAxes(const FitsCard& card) {
    if (card.keyword != "NAXIS" && !card.keyword.starts_with("WCSAXES"))
        return false;
    const auto axes = card.integer();
    return !axes || *axes < 0 || *axes > 9;
}

bool finite(double a, double b) { return std::isfinite(a) && std::isfinite(b); }

/// WCSLIB's parser is a lex scanner with global state.
std::mutex parserMutex;

struct ParsedHeader {
    int count = 0;
    wcsprm* list = nullptr;
    ~ParsedHeader() {
        if (list)
            wcsvfree(&count, &list);
    }
};

} // namespace

/// wcsp2s and wcss2p only read a wcsprm that wcsset has completed, given arrays of the caller's own.
struct WorldCoordinates::Parts {
    wcsprm wcs{};
    Parts() { wcs.flag = -1; }
    ~Parts() { wcsfree(&wcs); }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    wcsprm* forReading() const { return const_cast<wcsprm*>(&wcs); }
};

Result<WorldCoordinates> WorldCoordinates::fromHeader(const FitsHeader& header, const std::string& file) {
    for (const auto& card : header.cards())
        if (claimsTooManyAxes(card))
            return fail(ErrorCode::BadHeader, file, "the number of coordinate axes is out of range",
                        card.keyword + " = " + card.value);
    auto records = header.records();
    ParsedHeader parsed;
    int rejected = 0;
    const std::scoped_lock lock(parserMutex);
    const int status =
        wcspih(records.data(), static_cast<int>(records.size() / 80), WCSHDR_all, 0, &rejected, &parsed.count, &parsed.list);
    if (status != 0 || parsed.count < 1)
        return fail(ErrorCode::BadHeader, file, "the header holds no sky coordinates", "CTYPE1 and CTYPE2 expected");

    auto parts = std::make_shared<Parts>();
    int imageAxes = 2, numbers[]{1, 2};
    const int separated = wcssub(1, parsed.list, &imageAxes, numbers, &parts->wcs);
    if (const int problem = separated != 0 ? separated : wcsset(&parts->wcs); problem != 0)
        return fail(ErrorCode::UnsupportedProjection, file, "the sky coordinates cannot be used", wcs_errmsg[problem]);
    if (parts->wcs.naxis != 2 || parts->wcs.lng < 0 || parts->wcs.lat < 0)
        return fail(ErrorCode::UnsupportedProjection, file, "the image is not a picture of the sky",
                    "two celestial axes expected");

    WorldCoordinates result;
    result.parts_ = std::move(parts);
    if (const double scale = result.pixelScale(); !(scale > 1e-4 && scale < 3600))
        return fail(ErrorCode::BadHeader, file, "the pixel scale is implausible", std::to_string(scale) + " arcsec");
    return result;
}

std::optional<SkyCoord> WorldCoordinates::toSky(const PixelCoord& pixel) const {
    const double input[2]{pixel.x + 1, pixel.y + 1};
    double intermediate[2], phi = 0, theta = 0, world[2];
    int status = 0;
    auto* wcs = parts_->forReading();
    if (!finite(pixel.x, pixel.y) || wcsp2s(wcs, 1, 2, input, intermediate, &phi, &theta, world, &status) != 0)
        return std::nullopt;
    double rightAscension = std::fmod(world[wcs->lng], 360.0);
    if (rightAscension < 0)
        rightAscension += 360.0;
    if (!finite(rightAscension, world[wcs->lat]))
        return std::nullopt;
    return SkyCoord{rightAscension, world[wcs->lat]};
}

std::optional<PixelCoord> WorldCoordinates::toPixel(const SkyCoord& position) const {
    auto* wcs = parts_->forReading();
    double world[2];
    world[wcs->lng] = position.rightAscension;
    world[wcs->lat] = position.declination;
    double phi = 0, theta = 0, intermediate[2], pixel[2];
    int status = 0;
    if (!finite(world[0], world[1]) || wcss2p(wcs, 1, 2, world, &phi, &theta, intermediate, pixel, &status) != 0 ||
        !finite(pixel[0], pixel[1]))
        return std::nullopt;
    return PixelCoord{pixel[0] - 1, pixel[1] - 1};
}

namespace {

/// The linear part of the map, degrees a pixel: CDELT_i · PC_ij.
std::array<double, 4> linearTerms(const wcsprm& wcs) {
    return {wcs.cdelt[0] * wcs.pc[0], wcs.cdelt[0] * wcs.pc[1], wcs.cdelt[1] * wcs.pc[2], wcs.cdelt[1] * wcs.pc[3]};
}

} // namespace

double WorldCoordinates::pixelScale() const {
    const auto terms = linearTerms(parts_->wcs);
    return std::sqrt(std::abs(terms[0] * terms[3] - terms[1] * terms[2])) * 3600;
}

double WorldCoordinates::rotation() const {
    const auto terms = linearTerms(parts_->wcs);
    const auto alongY = [&](int axis) { return terms[static_cast<std::size_t>(2 * axis + 1)]; };
    return std::atan2(alongY(parts_->wcs.lng), alongY(parts_->wcs.lat)) * 180 / std::numbers::pi;
}

bool WorldCoordinates::sameGrid(const WorldCoordinates& other, int width, int height, double tolerancePixels) const {
    const std::array<PixelCoord, 4> corners{{{0, 0}, {width - 1.0, 0}, {0, height - 1.0}, {width - 1.0, height - 1.0}}};
    return std::all_of(corners.begin(), corners.end(), [&](const PixelCoord& corner) {
        const auto sky = toSky(corner);
        const auto back = sky ? other.toPixel(*sky) : std::nullopt;
        return back && std::hypot(back->x - corner.x, back->y - corner.y) <= tolerancePixels;
    });
}

} // namespace iic
