#pragma once

#include "analysis/ClassifyTile.h"
#include "project/LabelJournal.h"

#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace iic::ui {

/// The sources on a tile, column by column, so that table, overlay and plots read them without asking the
/// catalog. Numbers that are missing are NaN. The rows of the catalog come first, clicked sources after them.
struct SourceList {
    std::shared_ptr<const Catalog> catalog;
    std::vector<DetectedSource> added;

    std::vector<QString> name;
    std::vector<SkyCoord> position;
    std::vector<PixelCoord> pixel; ///< on the tile's reference image
    std::array<std::vector<double>, bandCount> magnitude, magnitudeError, signalToNoise;
    std::array<std::vector<bool>, bandCount> upperLimit; ///< the magnitude is one
    std::vector<std::optional<SourceClass>> truth;
    std::vector<QString> contamination;
    std::vector<QString> quality; ///< the other flags, as the inspector shows them
    std::vector<std::optional<Prediction>> prediction;
    std::vector<UserLabel> label;

    int size() const { return static_cast<int>(name.size()); }
    double colour(int row, Band shorter, Band longer) const; ///< difference of magnitudes, NaN if one is missing or a limit
    /// The class a prediction gives, nullopt where the row has none or was not classified.
    std::optional<SourceClass> predictedClass(int row) const;
    /// The row nearest to a pixel within a distance, −1 when there is none.
    int nearest(const PixelCoord& pixel, double maximumDistance) const;
};

/// Whether a place lies on a pixel of the image.
bool isOnImage(const PixelCoord& place, const FloatImage& image);

/// Gathers the columns of a catalog on a tile. Slow for a large catalog: not for the GUI thread.
SourceList sourceList(std::shared_ptr<const Catalog> catalog, const WorldCoordinates& wcs);

/// Adds one measured source at the end.
void append(SourceList& list, const DetectedSource& source);

/// The table to export: the catalog's columns, the added sources, predictions and, as `label`, the user's word.
Table exportTable(const SourceList& list);

/// All sources as a catalog, clicked ones included.
Result<Catalog> exportCatalog(const SourceList& list);

/// The predictions row by row; OffTile where a source was not yet classified.
std::vector<Prediction> exportPredictions(const SourceList& list);

} // namespace iic::ui
