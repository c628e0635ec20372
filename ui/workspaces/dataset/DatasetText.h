#pragma once

#include "base/Error.h"
#include "data/DatasetCard.h"

#include <QColor>
#include <QString>

#include <filesystem>

namespace iic::ui {

/// What a quality flag is called and means, in the user's language: "edge", "part of the field lies off the tile".
QString flagText(QualityFlag flag);
QString flagMeaning(QualityFlag flag);

/// Of a dataset of images, whose planes are no bands; empty of the sky.
QStringList imagePlaneNames(const DatasetCard& card);
QString splitText(DatasetSplit split);

/// How a dataset was split, in a sentence.
QString splitRuleText(const SplitRecord& record);
/// What a random split does to scores.
QString overlappingSplitsText();
/// What it does to scores that a network began with the weights of another.
QString firstWeightsText(const std::filesystem::path& weights);

/// Why a catalog's rows gave no cutout, where the reason is a known one.
QString dropReasonText(const std::string& reason);

/// Why a picture cannot be read, in a sentence.
QString unreadText(const Error& error);

/// "W1 W2 W3".
QString bandsText(const std::vector<Band>& bands);

/// A class that may be one of the sky or any other; those of the sky have the colours of ClassStyle.
QColor datasetClassColour(const std::string& name, std::size_t label);

} // namespace iic::ui
