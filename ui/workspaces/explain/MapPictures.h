#pragma once

#include "nn/Explanation.h"

#include <QImage>

#include <array>
#include <span>
#include <vector>

namespace iic::ui {

/// Which maps come first.
enum class MapOrder { Strength, Channel };
/// Whether each map is drawn on a scale of its own, from zero (or its lowest value below) to its highest, or all on one.
enum class MapScale { PerMap, Shared };

/// A channel of a stage, drawn north up, a pixel of the map a pixel of the picture.
struct MapPicture {
    int channel = 0;
    float mean = 0; ///< of its values
    float highest = 0;
    QImage picture;
};

// Any thread, as all here.

/// The maps of one stage for each of some sources; the same channels in the same places, by their strength in all of them.
std::vector<std::vector<MapPicture>> mapPictures(std::span<const FeatureMaps* const> sources, MapOrder order, MapScale scale);

/// Channels by the mean of their magnitudes in all sources, the strongest first.
std::vector<int> strongestChannels(std::span<const FeatureMaps* const> sources);

/// Values row by row from the south, from `lowest` (the dark end) to `highest`.
QImage mapPicture(std::span<const float> values, int width, int height, float lowest, float highest);

/// The sixteen strongest maps, four by four, for a card.
QImage mosaicOf(const FeatureMaps& maps);

/// What speaks for each class laid over what the network sees, on one scale for the three.
std::array<QImage, 3> decisionPictures(const QImage& source, std::span<const DecisionMap, 3> decision);

} // namespace iic::ui
