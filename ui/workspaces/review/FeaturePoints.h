#pragma once

#include "workspaces/dataset/ColourPage.h"
#include "workspaces/evaluate/EvaluationWork.h"
#include "workspaces/review/FeatureWork.h"

namespace iic::ui {

/// By what the sources of the feature space have their colours.
enum class FeatureColours { Predicted, Truth, Confidence };

/// The sources of a plane as points of a diagram. Any thread.
DiagramPoints featurePoints(const AdjustedSources& sources, const PlacedSources& places, const SourceList& list,
                            const ShownRows& shown, FeatureColours colours, const ColourPage::Marked& isMarked);

/// How the diagram of a plane is called, and how far it reaches: a little further than its sources.
DiagramTerms featureDiagram(const PlacedSources& places);

} // namespace iic::ui
