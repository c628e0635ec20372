#include "workspaces/dataset/DatasetPictures.h"

#include "widgets/InputPicture.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace iic::ui {

namespace {

/// The plane of each channel shown, the first thrice where there are fewer than three.
std::array<std::size_t, 3> planesOf(const DatasetCard& card, const InputOptions& options) {
    std::array<std::size_t, 3> planes{};
    for (std::size_t i = 0; i < planes.size(); ++i) {
        const Band band = options.channels[options.channels.size() >= planes.size() ? i : 0];
        planes[i] = static_cast<std::size_t>(std::ranges::find(card.bands, band) - card.bands.begin());
    }
    return planes;
}

/// Above the sky, which is most of a cutout.
void subtractSky(FloatImage& image) {
    std::vector<float> finite;
    std::ranges::copy_if(image.pixels(), std::back_inserter(finite), [](float value) { return std::isfinite(value); });
    if (finite.empty())
        return;
    const auto middle = finite.begin() + static_cast<std::ptrdiff_t>(finite.size() / 2);
    std::ranges::nth_element(finite, middle);
    for (float& value : image.pixels())
        value -= *middle;
}

/// The channels of one row as they are shown, its planes lying one after the other in `pixels`.
std::array<FloatImage, 3> channelsAboveSky(const OpenDataset& open, const InputOptions& options, std::size_t row,
                                           std::span<const float> pixels) {
    const DatasetCard& card = open.dataset.card();
    const auto planes = planesOf(card, options);
    const double pixelScale = card.tiles[static_cast<std::size_t>(open.columns.tile[row])].pixelScale;
    std::array<FloatImage, 3> channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        FloatImage plane(card.side, card.side);
        const auto area = plane.pixels().size();
        std::ranges::copy(pixels.subspan(planes[i] * area, area), plane.pixels().begin());
        subtractSky(plane);
        channels[i] = resample(plane, open.columns.offset[row], pixelScale, options.side, options.fieldArcsec);
    }
    return channels;
}

} // namespace

std::size_t inputValues(const InputOptions& options) {
    return options.channels.size() * static_cast<std::size_t>(options.side) * static_cast<std::size_t>(options.side);
}

Result<QImage> readPicture(const Dataset& dataset, const InputOptions& options, std::size_t row) {
    std::vector<float> input(inputValues(options));
    return dataset.readInputs(std::span(&row, 1), options, input).map([&] { return pictureOfInput(input, options.side); });
}

DisplayStretch commonStretch(const OpenDataset& open, const InputOptions& options) {
    constexpr std::size_t mostSampled = 256, mostValues = std::size_t{1} << 22;
    constexpr double softening = 8;
    const std::size_t sampled = std::clamp<std::size_t>(mostValues / inputValues(options), 1, mostSampled);
    const std::size_t step = (open.dataset.size() + sampled - 1) / sampled;
    DisplayStretch stretch{.curve = StretchCurve::Asinh, .softening = softening, .limits = {}};
    std::vector<float> pixels(open.dataset.valuesPerCutout());
    std::array<std::vector<float>, 3> values;
    for (std::size_t row = 0; row < open.dataset.size(); row += step) {
        if (!open.dataset.readCutouts(std::span(&row, 1), pixels))
            continue;
        const auto channels = channelsAboveSky(open, options, row, pixels);
        for (std::size_t i = 0; i < channels.size(); ++i)
            values[i].insert(values[i].end(), channels[i].pixels().begin(), channels[i].pixels().end());
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        FloatImage all(static_cast<int>(values[i].size()), values[i].empty() ? 0 : 1);
        std::ranges::copy(values[i], all.pixels().begin());
        stretch.limits[i] = percentileLimits(all, 0.05, 0.998);
    }
    return stretch;
}

Result<std::vector<QImage>> readStretched(const OpenDataset& open, const InputOptions& options, const DisplayStretch& stretch,
                                          std::span<const std::size_t> rows) {
    const std::size_t each = open.dataset.valuesPerCutout();
    std::vector<float> pixels(rows.size() * each);
    if (auto read = open.dataset.readCutouts(rows, pixels); !read)
        return tl::unexpected(read.error());
    std::vector<QImage> pictures;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto channels = channelsAboveSky(open, options, rows[i], std::span<const float>(pixels).subspan(i * each, each));
        pictures.push_back(pictureOfChannels({&channels[0], &channels[1], &channels[2]}, stretch));
    }
    return pictures;
}

Result<std::array<QImage, bandCount>> readBands(const OpenDataset& open, const InputOptions& options, std::size_t row) {
    const DatasetCard& card = open.dataset.card();
    std::vector<float> pixels(open.dataset.valuesPerCutout());
    if (auto read = open.dataset.readCutouts(std::span(&row, 1), pixels); !read)
        return tl::unexpected(read.error());
    std::array<QImage, bandCount> bands;
    FloatImage plane(card.side, card.side);
    const auto area = plane.pixels().size();
    const bool isSky = card.kind == DatasetKind::Sky;
    const auto planes = isSky ? card.bands.size() : std::min<std::size_t>(static_cast<std::size_t>(card.planes), bandCount);
    for (std::size_t i = 0; i < planes; ++i) {
        std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(i * area), area, plane.pixels().begin());
        if (!isSky) {
            bands[i] = pictureOfBand(plane);
            continue;
        }
        const double pixelScale = card.tiles[static_cast<std::size_t>(open.columns.tile[row])].pixelScale;
        bands[static_cast<std::size_t>(card.bands[i])] =
            pictureOfBand(resample(plane, open.columns.offset[row], pixelScale, options.side, options.fieldArcsec));
    }
    return bands;
}

} // namespace iic::ui
