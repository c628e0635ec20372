#pragma once

#include "analysis/LabelCorrections.h"
#include "nn/Training.h"

#include <QByteArray>
#include <QString>

namespace iic::ui {

/// A run as the user asks for it.
struct TrainingRequest {
    QString name;
    std::filesystem::path dataset;
    std::filesystem::path sameDataset; ///< used where the dataset is not there, if it is the one that `options.material` tells of
    /// Channels, preset and side of card.input, and the stem of card.spec, say which network; the rest of the card comes from
    /// the dataset.
    TrainingOptions options;
    bool hasBalancedWeights = false; ///< of the classes, instead of those of the options
    LabelCorrections corrections; ///< of the dataset's labels; a run that goes on or is made again has those of its record
    std::optional<std::filesystem::path> sameAs; ///< folder of the run that is made again: the dataset must be the same
};

/// The options of a run beside its name, dataset and folders, for the settings.
QByteArray toJson(const TrainingRequest& request);
/// What is missing or out of range is as in the paper.
TrainingRequest requestFromJson(const QByteArray& json);

} // namespace iic::ui
