#include "data/RasterImage.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace iic {

namespace {

constexpr int largestSide = 4001;
constexpr std::uintmax_t largestFile = std::uintmax_t{1} << 28;

using Bytes = std::vector<unsigned char>;

int bigEndian(const Bytes& bytes, std::size_t at, int count) {
    unsigned value = 0;
    for (int i = 0; i < count; ++i)
        value = value << 8 | bytes[at + static_cast<std::size_t>(i)];
    return static_cast<int>(std::min(value, 0x7fffffffU));
}

std::optional<std::pair<int, int>> pngSize(const Bytes& bytes) {
    constexpr std::array<unsigned char, 8> mark{0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
    if (bytes.size() < 24 || !std::equal(mark.begin(), mark.end(), bytes.begin()))
        return std::nullopt;
    return std::pair(bigEndian(bytes, 16, 4), bigEndian(bytes, 20, 4));
}

/// From the first start-of-frame marker (ITU T.81, B.2.2).
std::optional<std::pair<int, int>> jpegSize(const Bytes& bytes) {
    if (bytes.size() < 4 || bytes[0] != 0xff || bytes[1] != 0xd8)
        return std::nullopt;
    for (std::size_t at = 2; at + 9 < bytes.size() && bytes[at] == 0xff;) {
        const int marker = bytes[at + 1];
        if (marker == 0xff) {
            ++at;
            continue;
        }
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
            return std::pair(bigEndian(bytes, at + 7, 2), bigEndian(bytes, at + 5, 2));
        at += 2 + static_cast<std::size_t>(bigEndian(bytes, at + 2, 2));
    }
    return std::nullopt;
}

Result<Bytes> readBytes(const std::filesystem::path& path) {
    std::error_code problem;
    const auto size = std::filesystem::file_size(path, problem);
    if (problem || size > largestFile)
        return fail(ErrorCode::FileUnreadable, path.string(), "cannot be read",
                    problem ? problem.message() : fmt::format("{} bytes", size));
    Bytes bytes(size);
    std::ifstream file(path, std::ios::binary);
    if (!file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size)))
        return fail(ErrorCode::FileUnreadable, path.string(), "cannot be read");
    return bytes;
}

/// Blue, green and red floats between 0 and 1.
cv::Mat colourFloats(const cv::Mat& image) {
    cv::Mat colour, floats;
    if (image.channels() == 1)
        cv::cvtColor(image, colour, cv::COLOR_GRAY2BGR);
    else if (image.channels() == 4)
        cv::cvtColor(image, colour, cv::COLOR_BGRA2BGR);
    else
        colour = image;
    colour.convertTo(floats, CV_32FC3, image.depth() == CV_16U ? 1 / 65535.0 : 1 / 255.0);
    return floats;
}

} // namespace

bool hasImageName(const std::filesystem::path& path) {
    auto ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

Result<RasterImage> readImage(const std::filesystem::path& path) {
    const auto bytes = readBytes(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto bad = [&](std::string detail) {
        return fail(ErrorCode::ImplausibleData, path.string(), "is not a PNG or JPEG image that can be read", std::move(detail));
    };
    const auto size = pngSize(*bytes) ? pngSize(*bytes) : jpegSize(*bytes);
    if (!size)
        return bad({});
    if (std::min(size->first, size->second) < 1 || std::max(size->first, size->second) > largestSide)
        return bad(fmt::format("{} × {} pixels", size->first, size->second));
    cv::Mat image;
    try {
        image = cv::imdecode(*bytes, cv::IMREAD_UNCHANGED);
    } catch (const cv::Exception& problem) {
        return bad(problem.err);
    }
    if (image.empty() || image.cols != size->first || image.rows != size->second ||
        (image.depth() != CV_8U && image.depth() != CV_16U))
        return bad({});
    const cv::Mat floats = colourFloats(image);
    RasterImage result{image.cols, image.rows, {}};
    const auto area = static_cast<std::size_t>(image.cols) * static_cast<std::size_t>(image.rows);
    result.planes.resize(3 * area);
    for (int y = 0; y < image.rows; ++y)
        for (int x = 0; x < image.cols; ++x) {
            const auto& pixel = floats.at<cv::Vec3f>(image.rows - 1 - y, x);
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(image.cols) + static_cast<std::size_t>(x);
            for (int plane = 0; plane < 3; ++plane)
                result.planes[static_cast<std::size_t>(plane) * area + at] = pixel[2 - plane];
        }
    return result;
}

RasterImage resized(const RasterImage& image, int side) {
    const auto area = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    const auto room = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    RasterImage result{side, side, std::vector<float>(3 * room)};
    for (std::size_t plane = 0; plane < 3; ++plane) {
        const cv::Mat from(image.height, image.width, CV_32FC1, const_cast<float*>(image.planes.data() + plane * area));
        cv::Mat to(side, side, CV_32FC1, result.planes.data() + plane * room);
        const bool shrinks = side < image.width || side < image.height;
        cv::resize(from, to, to.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    }
    return result;
}

std::vector<unsigned char> encodePng(std::span<const float> planes, int planeCount, int side) {
    const auto area = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    cv::Mat image(side, side, planeCount == 1 ? CV_8UC1 : CV_8UC3);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            for (int plane = 0; plane < planeCount; ++plane) {
                const float value =
                    planes[static_cast<std::size_t>(plane) * area +
                           static_cast<std::size_t>(side - 1 - y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)];
                const auto level = value > 0 ? static_cast<unsigned char>(std::lround(255 * std::min(value, 1.0F))) : 0;
                image.ptr(y)[x * planeCount + planeCount - 1 - plane] = static_cast<unsigned char>(level);
            }
    std::vector<unsigned char> bytes;
    cv::imencode(".png", image, bytes);
    return bytes;
}

} // namespace iic
