#include "workspaces/Inspection.h"

#include "widgets/InputPicture.h"

#include <vector>

namespace iic::ui {

namespace {

QImage inputPicture(const Tile& tile, const Cutout& cutout, const InputOptions& options) {
    if (options.channels.size() < 3 || !checkTile(tile, options))
        return {};
    const auto side = static_cast<std::size_t>(options.side);
    std::vector<float> input(options.channels.size() * side * side);
    networkInput(tile, cutout, options, input);
    return pictureOfInput(input, options.side);
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
                pictureOfBand(resample(native, cutout->offset, cutout->pixelScale, options.side, options.fieldArcsec));
    pictures.modelInput = inputPicture(tile, *cutout, options);
    return pictures;
}

} // namespace iic::ui
