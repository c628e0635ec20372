#pragma once

#include "catalog/Catalog.h"
#include "data/LabelledInputs.h"
#include "metrics/ConfusionMatrix.h"
#include "nn/Training.h"

#include <array>

namespace iic {

/// Rows of catalogs that tell a class and two magnitudes, as a colour–colour network reads them. No image is needed.
struct ColourSamples {
    std::vector<Band> bands; ///< 2 to 4
    LabelledInputs inputs; ///< labels by SourceClass
    std::vector<double> colour; ///< of the first two bands, Vega
    std::vector<std::size_t> rows; ///< of the catalog each is from
    std::array<std::size_t, bandCount> measuredIn{}; ///< samples with a magnitude or a limit in a band
    std::size_t unlabelled = 0; ///< rows that tell no class
    std::size_t withoutColour = 0; ///< rows of a class whose first two bands are not both there, or are both limits

    std::size_t count() const { return inputs.count(); }
};
/// Adds those of a catalog; `all`: what every row of it is, whatever it tells.
void addColourSamples(const Catalog& catalog, std::optional<SourceClass> all, ColourSamples& samples);

/// The best that one threshold can do: one class where the colour is redder than that, one where it is not.
struct ColourCut {
    double threshold = 0;
    std::uint8_t redder = 0, bluer = 0;

    std::uint8_t classOf(double colour) const { return colour > threshold ? redder : bluer; }
};
/// Of all thresholds between neighbours, and all pairs of classes, the one that takes fewest of these for another class.
ColourCut bestCut(std::span<const double> colours, std::span<const std::uint8_t> labels);

/// What fits some hundred to some thousand sources of a catalog.
TrainingOptions colourRecipe();
/// The card of a colour–colour network of these bands.
ModelCard colourCard(const std::vector<Band>& bands, std::string origin);

struct ColourCrossValidation {
    std::vector<int> fold; ///< of each sample
    ConfusionMatrix network, cut; ///< of all samples, each judged by what learned from the other folds
    std::vector<double> networkByFold, cutByFold; ///< accuracies
    std::vector<ColourCut> cuts;
};
/// Trains a network on all samples but a tenth, which only shows how it comes along, in the folder of `training`, and keeps its last
/// epoch: last.h5. What is there is gone on with. On the thread that owns torch. Errors: those of RunLock::acquire and train.
JobResult<void> trainOnColours(const ColourSamples& samples, const TrainingOptions& training, ProgressSink& progress,
                               std::stop_token stop);

/// Trains a network for each fold on all others, a tenth of which only shows how it comes along, and keeps its last epoch; and finds the
/// best cut on the same others. Runs are fold-1 … inside the folder of `training`; what is there is gone on with. On the thread that
/// owns torch. Errors: BadOption (folds: 2 to 20, and fewer than sources of a class); those of RunLock::acquire and train.
JobResult<ColourCrossValidation> crossValidateColours(const ColourSamples& samples, int folds, const TrainingOptions& training,
                                                      ProgressSink& progress, std::stop_token stop);

} // namespace iic
