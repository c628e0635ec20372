#pragma once

#include "data/DatasetSummary.h"
#include "models/SourceColumns.h"
#include "nn/ModelSpec.h"

#include <QMetaType>

#include <memory>
#include <optional>

namespace iic::ui {

/// A dataset with all that is shown of it but its pixels. Never changes; any thread.
struct OpenDataset {
    Dataset dataset;
    DatasetColumns columns;
    DatasetSummary summary;
    std::shared_ptr<const SourceColumns>
        sources; ///< its rows as the lists of the window show them; labels name those without a place by the file
};
using SharedDataset = std::shared_ptr<const OpenDataset>;

/// Reads the disk: not for the thread of a window. Errors: those of Dataset::open and Dataset::columns.
Result<SharedDataset> openDataset(const std::filesystem::path& path);

/// How its cutouts are shown where no model says: as networkInput has them by default, as far as the dataset can: with the
/// bands it has, each by itself where a tile has no zero point, the field at most what was cut out; images as they are, to 256 pixels.
InputOptions shownInput(const Dataset& dataset);
/// As a model sees them, where it can.
InputOptions shownInput(const Dataset& dataset, const std::optional<ModelCard>& model);

} // namespace iic::ui
