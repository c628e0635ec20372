#pragma once

#include "imaging/Display.h"

#include <QImage>

#include <span>

namespace iic::ui {

/// Channels as networkInput writes them, each side × side floats in [0, 1], as a picture, north up: the first three as red,
/// green and blue, of fewer the first as grey. Null where there is none. Any thread.
QImage pictureOfInput(std::span<const float> channels, int side);

/// Three bands of one size as red, green and blue, north up, by a stretch. Any thread.
QImage pictureOfChannels(const std::array<const FloatImage*, 3>& channels, const DisplayStretch& stretch);

/// A band by itself as a grey picture, north up, stretched between its 5 % and 99.5 % quantiles. Any thread.
QImage pictureOfBand(const FloatImage& pixels);

} // namespace iic::ui
