#include "workspaces/Inspection.h"

#include "imaging/Display.h"

#include <algorithm>
#include <cmath>

namespace iic::ui {

namespace {

int toByte(float value) { return std::clamp(static_cast<int>(std::lround(value * 255.0f)), 0, 255); }

/// North up: rows of the tile run from the bottom.
QImage pictureOf(const FloatImage& pixels) {
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

QImage inputPicture(const Tile& tile, const Cutout& cutout, const InputOptions& options) {
    if (options.channels.size() < 3 || !checkTile(tile, options))
        return {};
    const int side = options.side;
    const std::size_t area = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    std::vector<float> input(options.channels.size() * area);
    networkInput(tile, cutout, options, input);
    QImage image(side, side, QImage::Format_RGB32);
    for (int y = 0; y < side; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(side - 1 - y));
        for (int x = 0; x < side; ++x) {
            const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x);
            line[x] = qRgb(toByte(input[at]), toByte(input[area + at]), toByte(input[2 * area + at]));
        }
    }
    return image;
}

} // namespace

JobResult<InspectionPictures> inspectionPictures(const Tile& tile, const SkyCoord& position, const InputOptions& options) {
    const Result<Cutout> cutout = cutCutout(tile, position, options.fieldArcsec);
    InspectionPictures pictures;
    if (!cutout && cutout.error().code == ErrorCode::NothingOnTile)
        return pictures;
    if (!cutout)
        return tl::unexpected<Stop>(cutout.error());
    for (std::size_t band = 0; band < bandCount; ++band)
        if (const FloatImage& native = cutout->bands[band]; !native.empty())
            pictures.bands[band] =
                pictureOf(resample(native, cutout->offset, cutout->pixelScale, options.side, options.fieldArcsec));
    pictures.modelInput = inputPicture(tile, *cutout, options);
    return pictures;
}

} // namespace iic::ui
