#include "astro/FitsImage.h"

#include "astro/FitsFile.h"
#include "base/Parallel.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <limits>
#include <span>

namespace iic {

namespace {

/// Survey images stay far inside these bounds; bytes that are not numbers do not.
constexpr float largestPlausible = 1e12f;
constexpr float smallestPlausible = 1e-20f;
constexpr double toleratedImplausibleShare = 1e-3;

struct PixelCounts {
    std::size_t finite = 0;
    std::size_t implausible = 0;
};

/// Counts pixels, then makes NaN of what no image holds: infinities, and the few too large ones that are tolerated.
PixelCounts countAndMask(std::span<float> pixels) {
    PixelCounts counts;
    for (float& value : pixels) {
        const float size = std::abs(value);
        counts.finite += size <= std::numeric_limits<float>::max();
        counts.implausible +=
            size <= std::numeric_limits<float>::max() && (size > largestPlausible || (size > 0 && size < smallestPlausible));
        value = size <= largestPlausible ? value : std::numeric_limits<float>::quiet_NaN();
    }
    return counts;
}

void swapBytes(const std::byte* bigEndian, std::span<float> pixels) {
    for (float& pixel : pixels) {
        std::uint32_t bits;
        std::memcpy(&bits, bigEndian, 4);
        pixel = std::bit_cast<float>(__builtin_bswap32(bits));
        bigEndian += 4;
    }
}

/// One pass over the pixels in pieces that stay in the cache; `mapped` is null where they were read already.
PixelCounts takePixels(const std::byte* mapped, FloatImage& image) {
    constexpr std::size_t piece = 1 << 14;
    std::atomic<std::size_t> finite = 0, implausible = 0;
    parallelRanges(image.pixels().size(), [&](std::size_t first, std::size_t last) {
        PixelCounts total;
        for (; first < last; first += std::min(piece, last - first)) {
            const std::span<float> pixels = image.pixels().subspan(first, std::min(piece, last - first));
            if (mapped)
                swapBytes(mapped + 4 * first, pixels);
            const PixelCounts counts = countAndMask(pixels);
            total.finite += counts.finite;
            total.implausible += counts.implausible;
        }
        finite += total.finite;
        implausible += total.implausible;
    });
    return {finite, implausible};
}

Result<void> checkPlausible(const PixelCounts& counts, const std::string& file) {
    if (static_cast<double>(counts.implausible) > toleratedImplausibleShare * static_cast<double>(counts.finite))
        return fail(
            ErrorCode::ImplausibleData, file, "the pixel values are not those of an image",
            fmt::format("{} of {} values beyond 1e12 or below 1e-20; the file is damaged", counts.implausible, counts.finite));
    if (counts.finite == 0)
        return fail(ErrorCode::ImplausibleData, file, "the image holds no finite pixel");
    return {};
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
    const auto mapped = file->mapFloats();
    if (!mapped)
        if (auto read = file->readPixels(result.pixels); !read)
            return tl::unexpected(read.error());
    const PixelCounts counts = takePixels(mapped ? mapped->data() : nullptr, result.pixels);
    if (auto plausible = checkPlausible(counts, path.string()); !plausible)
        return tl::unexpected(plausible.error());
    return result;
}

Result<FitsHeader> readFitsHeader(const std::filesystem::path& path) {
    return FitsFile::open(path).and_then([](FitsFile&& file) { return file.header(); });
}

} // namespace iic
