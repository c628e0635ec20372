#include "widgets/InputPicture.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace iic::ui {

namespace {

int toByte(float value) { return std::clamp(static_cast<int>(std::lround(value * 255.0f)), 0, 255); }

} // namespace

QImage pictureOfInput(std::span<const float> channels, int side) {
    const std::size_t area = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    if (area == 0 || channels.size() < area)
        return {};
    const bool isColour = channels.size() >= 3 * area;
    const std::size_t green = isColour ? area : 0, blue = isColour ? 2 * area : 0;
    QImage image(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(side - 1 - y));
        for (int x = 0; x < side; ++x) {
            const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x);
            line[x] = qRgb(toByte(channels[at]), toByte(channels[green + at]), toByte(channels[blue + at]));
        }
    }
    return image;
}

QImage pictureOfChannels(const std::array<const FloatImage*, 3>& channels, const DisplayStretch& stretch) {
    const int width = channels[0]->width(), height = channels[0]->height();
    QImage image(width, height, QImage::Format_RGB32);
    std::vector<std::uint32_t> colours(channels[0]->pixels().size());
    composeColour(channels, stretch, 0, 0, width, height, 1, 0xff202428u, colours.data());
    for (int y = 0; y < height; ++y)
        std::copy_n(colours.data() + static_cast<std::ptrdiff_t>(y) * width, width,
                    reinterpret_cast<std::uint32_t*>(image.scanLine(height - 1 - y)));
    return image;
}

QImage pictureOfBand(const FloatImage& pixels) {
    DisplayStretch stretch;
    stretch.limits.fill(percentileLimits(pixels, 0.05, 0.995));
    return pictureOfChannels({&pixels, &pixels, &pixels}, stretch);
}

} // namespace iic::ui
