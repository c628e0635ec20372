#pragma once

#include "analysis/ColourInput.h"
#include "catalog/Catalog.h"
#include "imaging/Detection.h"
#include "nn/Classifier.h"

#include <functional>

namespace iic {

enum class PredictionStatus { Classified, OffTile, Incomplete /* edge or uncovered */, EmptyCentre, WithoutColour };

struct Prediction {
    PredictionStatus status = PredictionStatus::OffTile;
    std::array<float, 3> probabilities{}; ///< star, galaxy, quasar; zeros when not classified
    CutoutFlag flags = CutoutFlag::None;

    bool isClassified() const { return status == PredictionStatus::Classified || status == PredictionStatus::EmptyCentre; }
    SourceClass best() const;
    float confidence() const;
};

/// Sources that are to be classified: where each lies, and how bright a catalog says it is.
struct SourcesToClassify {
    std::span<const SkyCoord> positions;
    std::span<const Brightness> brightness{}; ///< one each, for a network that reads magnitudes; without any none is known
};
using OnPredictions = std::function<void(std::size_t first, std::span<const Prediction> predictions)>;

/// Refuses what the model cannot see right (MissingBand, MissingZeroPoint; ModelMismatch of one that reads spectra) and returns the
/// warnings to show, e.g. "the model was trained on AllWISE Atlas images; these are unWISE". One that reads no images fits any tile.
Result<std::vector<std::string>> checkModelFits(const Tile& tile, const ModelCard& card);

/// The warnings to show where images are not as those the model was trained on: of another survey, or of pixels more than
/// 2 % larger or smaller. `pixelScale` in arcsec, NaN where there is none.
std::vector<std::string> trainingDifferences(const ModelCard& card, std::string_view survey, double pixelScale);

/// Classifies sources on a tile in the classifier's pieces, in order; `onPiece(first, predictions)` tells of each.
/// Stops within one piece. An edge or uncovered cutout is flagged and not classified; an empty centre is
/// classified and flagged. A network that reads magnitudes alone answers as classifyByColours has it, wherever a source lies.
/// Runs on the compute thread; cutouts are cut on all cores.
JobResult<std::vector<Prediction>> classifyOnTile(const Tile& tile, const SourcesToClassify& sources, Classifier& classifier,
                                                  const OnPredictions& onPiece, ProgressSink& progress, std::stop_token stop);

/// The same by brightness alone, without an image; sources of which no colour is known are not classified. ModelMismatch of a
/// network that reads something else.
JobResult<std::vector<Prediction>> classifyByColours(std::span<const Brightness> brightness, Classifier& classifier,
                                                     const OnPredictions& onPiece, ProgressSink& progress, std::stop_token stop);

/// The catalog with columns class, confidence, p_star, p_galaxy, p_quasar, status and cutout_flags added. A column of
/// the catalog that is called so stays, and ours has "_iicnet" behind its name; those of an earlier classification
/// are replaced.
Table classifiedTable(const Table& catalog, std::span<const Prediction> predictions);

/// Adds a column of ours beside one of the same name, which stays: ours has "_iicnet" behind its name.
void addBeside(Table& table, Column column);

/// DS9 region file text, one point a source coloured by class.
std::string ds9Regions(const Catalog& catalog, std::span<const Prediction> predictions);

} // namespace iic
