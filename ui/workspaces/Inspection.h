#pragma once

#include "imaging/NetworkInput.h"

#include <QImage>

#include <array>

namespace iic::ui {

/// What the network sees at a position and the bands it is made of. Images the tile cannot give are null.
struct InspectionPictures {
    QImage modelInput;
    std::array<QImage, bandCount> bands;
};

/// Off the tile there are none. Any thread.
JobResult<InspectionPictures> inspectionPictures(const Tile& tile, const SkyCoord& position, const InputOptions& options);

} // namespace iic::ui
