#pragma once

#include "imaging/Display.h"
#include "workspaces/dataset/OpenDataset.h"

#include <QImage>

#include <array>

namespace iic::ui {

/// Values of one input of the network.
std::size_t inputValues(const InputOptions& options);

/// A row as the network sees it. Errors of Dataset::readInputs. Any thread, as all here.
Result<QImage> readPicture(const Dataset& dataset, const InputOptions& options, std::size_t row);

/// One stretch for all cutouts of a sky dataset above the sky of each, so that brightness and colours compare: by quantiles of a
/// sample of them, those passed over that cannot be read.
DisplayStretch commonStretch(const OpenDataset& open, const InputOptions& options);
/// Rows of a sky dataset so stretched, on the field and pixels of the options. Errors of Dataset::readCutouts.
Result<std::vector<QImage>> readStretched(const OpenDataset& open, const InputOptions& options, const DisplayStretch& stretch,
                                          std::span<const std::size_t> rows);

/// Every plane of a row by itself, on the field and pixels of the options, images as they are: by band, of images red, green and
/// blue; null where there is none. Errors of Dataset::readCutouts.
Result<std::array<QImage, bandCount>> readBands(const OpenDataset& open, const InputOptions& options, std::size_t row);

} // namespace iic::ui
