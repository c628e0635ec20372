#include "workspaces/dataset/DatasetPictures.h"

#include "widgets/InputPicture.h"

#include <algorithm>

namespace iic::ui {

std::size_t inputValues(const InputOptions& options) {
    return options.channels.size() * static_cast<std::size_t>(options.side) * static_cast<std::size_t>(options.side);
}

Result<QImage> readPicture(const Dataset& dataset, const InputOptions& options, std::size_t row) {
    std::vector<float> input(inputValues(options));
    return dataset.readInputs(std::span(&row, 1), options, input).map([&] { return pictureOfInput(input, options.side); });
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
