#include "workspaces/explain/MapPictures.h"

#include "widgets/ColourMap.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace iic::ui {

namespace {

constexpr int mosaicCell = 40, mosaicGap = 2, mosaicColumns = 4; // pixels
constexpr int decisionSide = 320; // pixels
constexpr double strongestCover = 0.75; ///< of a source by what speaks most for its class

const ColourTable& heat() {
    static const ColourTable table = colourTable(QStringLiteral("inferno"));
    return table;
}

struct Range {
    float lowest = 0, highest = 0;

    void take(std::span<const float> values) {
        for (const float value : values) {
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
        }
    }
};

std::span<const float> channelOf(const FeatureMaps& maps, int channel) {
    const auto area = static_cast<std::size_t>(maps.height) * static_cast<std::size_t>(maps.width);
    return std::span(maps.values).subspan(static_cast<std::size_t>(channel) * area, area);
}

double strengthOf(std::span<const float> values) {
    return std::accumulate(values.begin(), values.end(), 0.0, [](double sum, float value) { return sum + std::abs(value); });
}

MapPicture pictureOf(const FeatureMaps& maps, int channel, const Range& range) {
    const auto values = channelOf(maps, channel);
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    return {channel, static_cast<float>(sum / static_cast<double>(values.size())), *std::ranges::max_element(values),
            mapPicture(values, maps.width, maps.height, range.lowest, range.highest)};
}

/// The values as how much of the colour covers what is below, north up.
QImage coverOf(const DecisionMap& map, float highest) {
    QImage cover(map.width, map.height, QImage::Format_ARGB32);
    for (int y = 0; y < map.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(cover.scanLine(map.height - 1 - y));
        for (int x = 0; x < map.width; ++x) {
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(map.width) + static_cast<std::size_t>(x);
            const double share = highest > 0 ? std::clamp(double(map.values[at]) / double(highest), 0.0, 1.0) : 0.0;
            const QRgb colour = heat()[static_cast<std::size_t>(std::lround(80 + share * 160))];
            line[x] = qRgba(qRed(colour), qGreen(colour), qBlue(colour), static_cast<int>(255 * strongestCover * share));
        }
    }
    return cover;
}

} // namespace

QImage mapPicture(std::span<const float> values, int width, int height, float lowest, float highest) {
    QImage image(width, height, QImage::Format_RGB32);
    const float scale = highest > lowest ? 255.0F / (highest - lowest) : 0.0F;
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(height - 1 - y));
        for (int x = 0; x < width; ++x) {
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
            const float place = (values[at] - lowest) * scale;
            line[x] = heat()[place > 0 ? static_cast<std::size_t>(std::min(place, 255.0F)) : 0];
        }
    }
    return image;
}

std::vector<int> strongestChannels(std::span<const FeatureMaps* const> sources) {
    std::vector<int> channels(static_cast<std::size_t>(sources.front()->channels));
    std::iota(channels.begin(), channels.end(), 0);
    std::vector<double> strength;
    for (const int channel : channels) {
        double sum = 0;
        for (const FeatureMaps* maps : sources)
            sum += strengthOf(channelOf(*maps, channel));
        strength.push_back(sum);
    }
    const auto strengthAt = [&strength](int channel) { return strength[static_cast<std::size_t>(channel)]; };
    std::ranges::stable_sort(channels, std::greater(), strengthAt);
    return channels;
}

std::vector<std::vector<MapPicture>> mapPictures(std::span<const FeatureMaps* const> sources, MapOrder order, MapScale scale) {
    if (sources.empty())
        return {};
    if (sources.front()->height * sources.front()->width == 1) { // numbers, which say nothing each on its own scale
        order = MapOrder::Channel;
        scale = MapScale::Shared;
    }
    std::vector<int> channels = strongestChannels(sources);
    if (order == MapOrder::Channel)
        std::ranges::sort(channels);
    Range shared;
    for (const FeatureMaps* maps : sources)
        shared.take(maps->values);
    std::vector<std::vector<MapPicture>> pictures;
    for (const FeatureMaps* maps : sources) {
        auto& ofSource = pictures.emplace_back();
        for (const int channel : channels) {
            Range range = shared;
            if (scale == MapScale::PerMap) {
                range = {};
                range.take(channelOf(*maps, channel));
            }
            ofSource.push_back(pictureOf(*maps, channel, range));
        }
    }
    return pictures;
}

QImage mosaicOf(const FeatureMaps& maps) {
    constexpr int side = mosaicColumns * mosaicCell + (mosaicColumns - 1) * mosaicGap;
    QImage mosaic(side, side, QImage::Format_RGB32);
    mosaic.fill(heat().front());
    QPainter painter(&mosaic);
    const std::array one{&maps};
    const std::vector<int> channels = strongestChannels(one);
    const int shown = std::min(maps.channels, mosaicColumns * mosaicColumns);
    for (int place = 0; place < shown; ++place) {
        const int channel = channels[static_cast<std::size_t>(place)];
        Range range;
        range.take(channelOf(maps, channel));
        const QRect cell(place % mosaicColumns * (mosaicCell + mosaicGap), place / mosaicColumns * (mosaicCell + mosaicGap),
                         mosaicCell, mosaicCell);
        painter.drawImage(cell, pictureOf(maps, channel, range).picture);
    }
    return mosaic;
}

std::array<QImage, 3> decisionPictures(const QImage& source, std::span<const DecisionMap, 3> decision) {
    Range range;
    for (const DecisionMap& map : decision)
        range.take(map.values);
    const QSize size(decisionSide, decisionSide);
    const QImage ground = source.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    std::array<QImage, 3> pictures;
    for (std::size_t k = 0; k < pictures.size(); ++k) {
        pictures[k] = ground.copy();
        QPainter painter(&pictures[k]);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRect(QPoint(), size), coverOf(decision[k], range.highest));
    }
    return pictures;
}

} // namespace iic::ui
