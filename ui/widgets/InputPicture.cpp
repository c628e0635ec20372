#include "widgets/InputPicture.h"

#include "imaging/Display.h"

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

QImage pictureOfBand(const FloatImage& pixels) {
    QImage image(pixels.width(), pixels.height(), QImage::Format_RGB32);
    DisplayStretch stretch;
    stretch.limits.fill(percentileLimits(pixels, 0.05, 0.995));
    std::vector<std::uint32_t> colours(pixels.pixels().size());
    composeColour({&pixels, &pixels, &pixels}, stretch, 0, 0, pixels.width(), pixels.height(), 1, 0xff202428u, colours.data());
    for (int y = 0; y < pixels.height(); ++y)
        std::copy_n(colours.data() + static_cast<std::ptrdiff_t>(y) * pixels.width(), pixels.width(),
                    reinterpret_cast<std::uint32_t*>(image.scanLine(pixels.height() - 1 - y)));
    return image;
}

} // namespace iic::ui
