#pragma once

#include "astro/Coordinates.h"
#include "base/Image.h"

namespace iic {

/// What resample() returns (Cutout.h), written to side × side floats the caller owns.
void resampleInto(const FloatImage& native, const PixelCoord& offset, double pixelScale, int side, double fieldArcsec,
                  float* output);

} // namespace iic
