#pragma once

#include "workspaces/dataset/OpenDataset.h"

#include <QImage>

#include <array>

namespace iic::ui {

/// Values of one input of the network.
std::size_t inputValues(const InputOptions& options);

/// A row as the network sees it. Errors of Dataset::readInputs. Any thread, as all here.
Result<QImage> readPicture(const Dataset& dataset, const InputOptions& options, std::size_t row);

/// Every plane of a row by itself, on the field and pixels of the options, images as they are: by band, of images red, green and
/// blue; null where there is none. Errors of Dataset::readCutouts.
Result<std::array<QImage, bandCount>> readBands(const OpenDataset& open, const InputOptions& options, std::size_t row);

} // namespace iic::ui
