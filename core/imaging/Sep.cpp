#include "imaging/Sep.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <mutex>

extern "C" {
#include <sep.h>
// Not declared in every version of sep.h.
void sep_get_errmsg(int status, char* text);
}

#ifdef __SANITIZE_ADDRESS__
// libsep 1.2 loses some buffers of a few bytes when it parts sources; leaks of our own still count.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libsep.so\n"; }
#endif

namespace iic::sep {

namespace {

constexpr int memoryStatus = 1; // MEMORY_ALLOC_ERROR
constexpr int exactOverlap = 0;
constexpr int filterCells = 3; // of the median filter of the mesh
constexpr int deblendLevels = 32;
constexpr double deblendContrast = 0.005;
constexpr double noDeblending = 1.0;
constexpr int subObjectLimit = 4096;
constexpr std::size_t smallestStack = 10'000;
constexpr int cleans = 1;
constexpr double cleaning = 1.0;

struct FreeBackground {
    void operator()(sep_bkg* background) const { sep_bkg_free(background); }
};
struct FreeCatalog {
    void operator()(sep_catalog* catalog) const { sep_catalog_free(catalog); }
};

sep_image view(const FloatImage& pixels, const Mask& mask) {
    sep_image image{};
    image.data = pixels.data();
    image.dtype = SEP_TFLOAT;
    image.mask = mask.empty() ? nullptr : mask.data();
    image.mdtype = SEP_TBYTE;
    image.w = pixels.width();
    image.h = pixels.height();
    image.noise_type = SEP_NOISE_NONE;
    return image;
}

tl::unexpected<Error> failed(int status, const std::string& file, std::string reason) {
    char text[128] = {};
    sep_get_errmsg(status, text);
    return fail(status == memoryStatus ? ErrorCode::OutOfMemory : ErrorCode::Internal, file, std::move(reason), text);
}

/// A mesh that divides the side evenly, so that no sliver at the edge makes up a cell of its own.
int evenMesh(int side, int mesh) {
    const int cells = std::max(1, static_cast<int>(std::lround(static_cast<double>(side) / std::max(mesh, 1))));
    return (side + cells - 1) / cells;
}

/// Where the light of an object peaks, when its barycentre lies elsewhere: a galaxy that fills the image, or one joined to
/// a neighbour, is not looked for between its parts.
PixelCoord centreOf(const PixelCoord& barycentre, const PixelCoord& peak) {
    constexpr double mostApart = 3; // pixels; half the width of a point on the Atlas
    return std::hypot(barycentre.x - peak.x, barycentre.y - peak.y) > mostApart ? peak : barycentre;
}

std::vector<Object> objectsOf(const sep_catalog& catalog) {
    std::vector<Object> objects;
    objects.reserve(static_cast<std::size_t>(catalog.nobj));
    for (int i = 0; i < catalog.nobj; ++i) {
        const PixelCoord peak{static_cast<double>(catalog.xcpeak[i]), static_cast<double>(catalog.ycpeak[i])};
        objects.push_back({centreOf({catalog.x[i], catalog.y[i]}, peak), peak, catalog.a[i], catalog.b[i],
                           (catalog.flag[i] & SEP_OBJ_MERGED) != 0, (catalog.flag[i] & SEP_OBJ_TRUNC) != 0});
    }
    return objects;
}

struct Parting {
    double contrast;
    int cleans;
};

Result<std::vector<Object>> extractWith(const Parting& parting, const FloatImage& pixels, const FloatImage& noise,
                                        const Mask& mask, double threshold, int minimumArea, const std::string& file) {
    static std::mutex oneAtATime; // SEP keeps its limits in globals
    const std::scoped_lock lock(oneAtATime);
    sep_set_extract_pixstack(std::max(pixels.pixels().size(), smallestStack));
    sep_set_sub_object_limit(subObjectLimit);

    sep_image image = view(pixels, mask);
    image.noise = noise.data();
    image.ndtype = SEP_TFLOAT;
    image.noise_type = SEP_NOISE_STDDEV;
    sep_catalog* made = nullptr;
    const int status = sep_extract(&image, static_cast<float>(threshold), SEP_THRESH_REL, minimumArea, nullptr, 0, 0,
                                   SEP_FILTER_CONV, deblendLevels, parting.contrast, parting.cleans, cleaning, &made);
    const std::unique_ptr<sep_catalog, FreeCatalog> owner(made);
    if (status != 0)
        return failed(status, file, "the sources could not be extracted");
    return objectsOf(*made);
}

} // namespace

Result<Background> measureBackground(const FloatImage& pixels, const Mask& mask, int mesh, const std::string& file) {
    const sep_image image = view(pixels, mask);
    sep_bkg* made = nullptr;
    if (const int status =
            sep_background(&image, evenMesh(image.w, mesh), evenMesh(image.h, mesh), filterCells, filterCells, 0.0, &made))
        return failed(status, file, "the background could not be measured");
    const std::unique_ptr<sep_bkg, FreeBackground> owner(made);

    Background result{FloatImage(image.w, image.h), FloatImage(image.w, image.h), sep_bkg_global(made), sep_bkg_globalrms(made)};
    int status = sep_bkg_array(made, result.level.data(), SEP_TFLOAT);
    if (status == 0)
        status = sep_bkg_rmsarray(made, result.noise.data(), SEP_TFLOAT);
    if (status != 0)
        return failed(status, file, "the background could not be measured");
    return result;
}

Result<std::vector<Object>> extract(const FloatImage& pixels, const FloatImage& noise, const Mask& mask, double threshold,
                                    int minimumArea, const std::string& file) {
    // A crowd that SEP cannot part within its limits is taken whole.
    auto parted = extractWith({deblendContrast, cleans}, pixels, noise, mask, threshold, minimumArea, file);
    return parted ? parted : extractWith({noDeblending, cleans}, pixels, noise, mask, threshold, minimumArea, file);
}

Result<std::vector<Object>> extractWhole(const FloatImage& pixels, const FloatImage& noise, const Mask& mask, double threshold,
                                         int minimumArea, const std::string& file) {
    return extractWith({noDeblending, 0}, pixels, noise, mask, threshold, minimumArea, file);
}

CircleSum sumCircle(const FloatImage& pixels, const Mask& mask, const PixelCoord& centre, double radius) {
    const sep_image image = view(pixels, mask);
    CircleSum result;
    double error = 0;
    short flags = 0;
    const int status =
        sep_sum_circle(&image, centre.x, centre.y, radius, 0, exactOverlap, 0, &result.sum, &error, &result.area, &flags);
    if (status != 0 || (flags & SEP_APER_ALLMASKED) || !(result.area > 0) || !std::isfinite(result.sum))
        return {};
    return result;
}

} // namespace iic::sep
