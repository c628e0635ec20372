#include "Picture.h"

#include "base/OutputFile.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

namespace iic::cli {

void Picture::ring(double x, double y, double radius, std::uint32_t colour) {
    const int steps = static_cast<int>(std::ceil(4 * std::numbers::pi * radius));
    for (int step = 0; step < steps; ++step) {
        const double angle = 2 * std::numbers::pi * step / steps;
        const auto column = std::lround(x + radius * std::cos(angle)), row = std::lround(y + radius * std::sin(angle));
        if (column >= 0 && row >= 0 && column < width && row < height)
            pixels[static_cast<std::size_t>(row * width + column)] = colour;
    }
}

Picture pictureOf(std::span<const float> input, int channels, int side) {
    const auto plane = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    Picture picture{side, side, std::vector<std::uint32_t>(plane, 0xff000000U)};
    for (int channel = 0; channel < std::min(channels, 3); ++channel)
        for (std::size_t i = 0; i < plane; ++i) {
            const float value = std::clamp(input[static_cast<std::size_t>(channel) * plane + i], 0.0F, 1.0F);
            picture.pixels[i] |= static_cast<std::uint32_t>(std::lround(255.0F * value)) << (16 - 8 * channel);
        }
    return picture;
}

Result<void> writePng(const std::filesystem::path& path, const Picture& picture) {
    cv::Mat image(picture.height, picture.width, CV_8UC3);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const auto pixel =
                picture.pixels[static_cast<std::size_t>(picture.height - 1 - y) * static_cast<std::size_t>(picture.width) +
                               static_cast<std::size_t>(x)];
            image.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(pixel), static_cast<std::uint8_t>(pixel >> 8),
                                         static_cast<std::uint8_t>(pixel >> 16)};
        }
    std::vector<unsigned char> bytes;
    if (!cv::imencode(".png", image, bytes))
        return fail(ErrorCode::FileUnwritable, path.string(), "the picture cannot be encoded");
    return writeTextFile(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

} // namespace iic::cli
