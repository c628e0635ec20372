#include "imaging/SepImage.h"

#include <cmath>

// Not declared in every version of sep.h.
extern "C" {
void sep_get_errmsg(int status, char* text);
}

namespace iic {

namespace {

constexpr int memoryStatus = 1;   // MEMORY_ALLOC_ERROR of SEP

} // namespace

std::vector<std::uint8_t> blankMask(const FloatImage& image) {
    const auto pixels = image.pixels();
    std::size_t blanks = 0;
    for (const float value : pixels)
        blanks += static_cast<std::size_t>(!(std::abs(value) <= 3e38F));
    if (blanks == 0)
        return {};
    std::vector<std::uint8_t> mask(pixels.size());
    for (std::size_t i = 0; i < pixels.size(); ++i)
        mask[i] = static_cast<std::uint8_t>(!(std::abs(pixels[i]) <= 3e38F));
    return mask;
}

sep_image sepView(const FloatImage& pixels, const std::vector<std::uint8_t>& mask) {
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

Error sepError(int status, const std::string& file, std::string reason) {
    char text[128] = {};
    sep_get_errmsg(status, text);
    return {status == memoryStatus ? ErrorCode::OutOfMemory : ErrorCode::Internal, file, std::move(reason), text};
}

} // namespace iic
