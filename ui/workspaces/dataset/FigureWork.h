#pragma once

#include "models/ShownRows.h"
#include "models/SourceList.h"
#include "plots/SampleHistograms.h"
#include "workspaces/dataset/OpenDataset.h"

namespace iic::ui {

// What the figures of a dataset are made of. Reads the disk or many rows: for other threads than the window's.

FigurePointer signalToNoiseFigure(const SourceColumns& sources, const ShownRows& rows);

/// Whether the row's class is known, star, galaxy and quasar or any other.
bool hasClass(const OpenDataset& open, std::size_t row);
/// Of the rows, in their order, the first of each class and then the second of each, six at most; where none has a class, the
/// first three.
std::vector<int> defaultSamples(const OpenDataset& open, const ShownRows& rows);

struct Samples {
    SampleHistograms histograms; ///< of the rows that can be read
    std::optional<Error> error; ///< of the first that cannot
    int unread = 0; ///< how many cannot
};
/// Rows as the network sees them, with their names and true classes.
Samples readSamples(const OpenDataset& open, const InputOptions& options, std::span<const int> rows);

/// The user's word, else the class of the dataset, else the network's.
std::optional<SourceClass> classInDataset(const SourceList& sources, int row);

} // namespace iic::ui
