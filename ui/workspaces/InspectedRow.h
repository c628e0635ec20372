#pragma once

#include "models/ShownSources.h"
#include "widgets/SourceInspector.h"
#include "workspaces/Inspection.h"
#include "workspaces/ModelStore.h"
#include "workspaces/SourceLabels.h"

namespace iic::ui {

/// What is known of a row as the inspector shows it. `refusal` stands where there is no prediction.
InspectedSource inspectedRow(const SourceList& sources, int row, const SourceLabels& labels, const ModelStore& models,
                             const QString& refusal);

/// With the pictures of the row; without them while they are not there.
void addPictures(InspectedSource& source, const InspectionPictures& pictures);

/// "3 of 81", or that the row is not among the shown.
QString placeAmongShown(const ShownSources& shown, int row);

} // namespace iic::ui
