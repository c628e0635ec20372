#pragma once

#include "workspaces/dataset/OpenDataset.h"

#include <QString>

namespace iic::ui {

/// Something to know of a dataset, in the user's language; what a file says is in it as it is.
struct DatasetFact {
    QString name, text;
    bool isWarning = false;
};

/// What its card and its rows say: size, field, bands, tiles, split, selection, where it came from. Empty ones are left out.
std::vector<DatasetFact> datasetFacts(const OpenDataset& dataset);

} // namespace iic::ui
