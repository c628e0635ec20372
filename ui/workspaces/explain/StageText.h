#pragma once

#include "nn/Explanation.h"
#include "nn/ModelSpec.h"
#include "workspaces/explain/MapChoice.h"

#include <QString>

namespace iic::ui {

/// "conv1 5 × 5", "RFB", "CBAM 1".
QString stageTitle(const std::string& stage, const ModelCard& card);
/// "32 × 40 × 40".
QString shapeText(int channels, int height, int width);
/// Multiply-adds, "12.9 M".
QString costText(std::int64_t multiplyAdds);
/// What a stage does to what it is given, in plain words.
QString stageWords(const std::string& stage, RfbBranch branch, const ModelCard& card);
/// What a channel of a stage is called: a band of the input, a class of the head, else its number from 1.
QString channelText(const FeatureMaps& maps, int channel, const ModelCard& card);

} // namespace iic::ui
