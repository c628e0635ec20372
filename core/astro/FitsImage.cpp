#include "astro/FitsImage.h"

#include "astro/FitsFile.h"
#include "base/Parallel.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <limits>

namespace iic {

namespace {

/// Survey images stay far inside these bounds; bytes that are not numbers do not.
constexpr float largestPlausible = 1e12f;
constexpr float smallestPlausible = 1e-20f;
constexpr double toleratedImplausibleShare = 1e-3;

Result<void> checkPlausible(const FloatImage& image, const std::string& file) {
    std::size_t finite = 0, implausible = 0;
    for (const float value : image.pixels()) {
        if (!std::isfinite(value))
            continue;
        ++finite;
        const float size = std::abs(value);
        implausible += size > largestPlausible || (size > 0 && size < smallestPlausible);
    }
    if (static_cast<double>(implausible) > toleratedImplausibleShare * static_cast<double>(finite))
        return fail(ErrorCode::ImplausibleData, file, "the pixel values are not those of an image",
                    fmt::format("{} of {} values beyond 1e12 or below 1e-20; the file is damaged", implausible, finite));
    if (finite == 0)
        return fail(ErrorCode::ImplausibleData, file, "the image holds no finite pixel");
    return {};
}

/// What no image holds but a tolerated few pixels do, and infinities, count as not measured.
void maskImplausible(FloatImage& image) {
    for (float& value : image.pixels())
        if (!(std::abs(value) <= largestPlausible))
            value = std::numeric_limits<float>::quiet_NaN();
}

void swapBytes(const std::byte* bigEndian, FloatImage& image) {
    parallelRanges(image.pixels().size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t pixel = first; pixel < last; ++pixel) {
            std::uint32_t bits;
            std::memcpy(&bits, bigEndian + 4 * pixel, 4);
            image.data()[pixel] = std::bit_cast<float>(__builtin_bswap32(bits));
        }
    });
}

} // namespace

Result<FitsImage> readFitsImage(const std::filesystem::path& path) {
    auto file = FitsFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    auto header = file->header();
    if (!header)
        return tl::unexpected(header.error());

    FitsImage result{std::move(*header), FloatImage(file->width(), file->height()), file->warnings()};
    if (const auto mapped = file->mapFloats())
        swapBytes(mapped->data(), result.pixels);
    else if (auto read = file->readPixels(result.pixels); !read)
        return tl::unexpected(read.error());
    if (auto plausible = checkPlausible(result.pixels, path.string()); !plausible)
        return tl::unexpected(plausible.error());
    maskImplausible(result.pixels);
    return result;
}

Result<FitsHeader> readFitsHeader(const std::filesystem::path& path) {
    return FitsFile::open(path).and_then([](FitsFile&& file) { return file.header(); });
}

} // namespace iic
