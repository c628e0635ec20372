#pragma once

#include "catalog/Catalog.h"
#include "imaging/Detection.h"
#include "nn/Classifier.h"

#include <functional>

namespace iic {

enum class PredictionStatus { Classified, OffTile, Incomplete /* edge or uncovered */, EmptyCentre };

struct Prediction {
    PredictionStatus status = PredictionStatus::OffTile;
    std::array<float, 3> probabilities{}; ///< star, galaxy, quasar; zeros when not classified
    CutoutFlag flags = CutoutFlag::None;

    bool isClassified() const { return status == PredictionStatus::Classified || status == PredictionStatus::EmptyCentre; }
    SourceClass best() const;
    float confidence() const;
};

/// Refuses what the model cannot see right (MissingBand, MissingZeroPoint) and returns the warnings to show, e.g.
/// "the model was trained on AllWISE Atlas images; these are unWISE".
Result<std::vector<std::string>> checkModelFits(const Tile& tile, const ModelCard& card);

/// The warnings to show where images are not as those the model was trained on: of another survey, or of pixels more than
/// 2 % larger or smaller. `pixelScale` in arcsec, NaN where there is none.
std::vector<std::string> trainingDifferences(const ModelCard& card, std::string_view survey, double pixelScale);

/// Classifies positions on a tile in the classifier's pieces, in order; `onPiece(first, predictions)` tells of each.
/// Stops within one piece. An edge or uncovered cutout is flagged and not classified; an empty centre is
/// classified and flagged. Runs on the compute thread; cutouts are cut on all cores.
JobResult<std::vector<Prediction>> classifyPositions(const Tile& tile, std::span<const SkyCoord> positions,
                                                     Classifier& classifier,
                                                     const std::function<void(std::size_t, std::span<const Prediction>)>& onPiece,
                                                     ProgressSink& progress, std::stop_token stop);

/// The catalog with columns class, confidence, p_star, p_galaxy, p_quasar, status and cutout_flags added. A column of
/// the catalog that is called so stays, and ours has "_iicnet" behind its name; those of an earlier classification
/// are replaced.
Table classifiedTable(const Table& catalog, std::span<const Prediction> predictions);

/// Adds a column of ours beside one of the same name, which stays: ours has "_iicnet" behind its name.
void addBeside(Table& table, Column column);

/// DS9 region file text, one point a source coloured by class.
std::string ds9Regions(const Catalog& catalog, std::span<const Prediction> predictions);

} // namespace iic
