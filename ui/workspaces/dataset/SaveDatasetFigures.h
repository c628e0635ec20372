#pragma once

#include "workspaces/dataset/OpenDataset.h"

namespace iic::ui {

struct SavedFigures {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> leftOut; ///< a sentence each: which figure, and why
};

/// Writes signal-to-noise, rgb-histograms, waterfall and colour-colour of a dataset into a folder, made where there is none, as
/// files of this ending (png, svg, pdf or csv) as saveFigure does; the samples are the default ones, read as shownInput has them.
/// Of images, which have no magnitudes, the middle two. Any thread of a program with a QGuiApplication.
/// Errors: those of saveFigure and Dataset::readInputs; NothingOnTile for a dataset without rows; FileExists, with nothing
/// written, where one of the files is there already and is not to be overwritten.
Result<SavedFigures> saveDatasetFigures(const OpenDataset& dataset, const std::filesystem::path& folder,
                                        const std::string& ending, bool overwrite);

} // namespace iic::ui
